// A project of many briefings with words by chance, the same each time, and a plain recount of what
// stands where.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './site.js';

const beginnings = ['ba', 'cor', 'de', 'fen', 'ga', 'hol', 'in', 'ka', 'lu', 'mer', 'no', 'pel', 'ra', 'sti', 'tor', 'un', 've', 'wil', 'ya', 'zan'];
const middles = ['lam', 'ner', 'pod', 'rin', 'sel', 'tav', 'vok', 'wen', 'mip', 'gud'];
const ends = ['d', 'ter', 'n', 'ling', 'mont', 'k', 'ford', 'm'];
const vocabulary = beginnings.flatMap((one) => middles.flatMap((two) => ends.map((three) => one + two + three)));
const stops = new Set(['the', 'of', 'and', 'with']);

/** Numbers by chance, Knuth's MMIX generator, so that every run has the same. */
function chance(seed) {
  let state = BigInt(seed);
  return (limit) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number(state >> 33n) % limit;
  };
}

/** A site of so many briefings, with the words of each. */
export function generated(count) {
  const folder = mkdtempSync(join(tmpdir(), 'sevenfold-generated-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'content/briefings'), { recursive: true });
  writeFileSync(join(folder, 'site.toml'), 'title = "Generated"\n');
  writeFileSync(join(folder, 'content/glossary.toml'), 'QXZ = "Quorum of exact zebras"\n');
  const briefings = [];
  for (let number = 0; number < count; number += 1) {
    const below = chance(number * 7919 + 11);
    // Few words are frequent and most are rare, as in any language.
    const word = () => vocabulary[Math.floor(vocabulary.length * (below(10_000) / 10_000) ** 3)];
    const sentence = (length) => Array.from({ length }, (_, at) => (at % 7 === 3 ? 'the' : word())).join(' ');
    const title = `${sentence(3)} ${number}`;
    const units = [`the ${sentence(160)}`, sentence(14), sentence(17), sentence(12), sentence(90)];
    if (number % 90 === 7) units[0] += ' QXZ';
    if (number % 90 === 50) units[4] += ' quorum of exact zebras';
    const text = `## Background\n\n${units[0]}\n\n## Learning\n\n- ${units[1]}\n- ${units[2]}\n\n## Recommendations\n\n- ${units[3]}\n\n## What happened since\n\n${units[4]}\n`;
    const date = `20${10 + Math.floor((number * 15) / count)}-03-01`;
    writeFileSync(join(folder, `content/briefings/g${number}.md`), `+++\ntitle = "${title}"\npublished = ${date}\n+++\n\n${text}`);
    const words = new Set(`${title} ${text}`.toLowerCase().match(/[a-z0-9]+/g).filter((word) => !stops.has(word)));
    briefings.push({ title, words, text: `${title} ${text}`.toLowerCase() });
  }
  return { site: build('generated', folder), briefings, vocabulary };
}

/** How many briefings have all of these words, the last of which may go on. */
export function recount(briefings, query) {
  const words = query.toLowerCase().split(' ');
  const last = words.pop();
  const has = ({ words: own }) => words.every((word) => own.has(word)) && [...own].some((word) => word.startsWith(last));
  return briefings.filter(has).length;
}
