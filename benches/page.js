// How long an edit takes from the save of the file to the new text in the open page, in Chromium:
//
//   cargo bench --bench preview -- --write 1000 DIR
//   node benches/page.js DIR
//
// It wants the modules of tests/browser (`tests/run browser` installs them) and a release build.

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { launch } from '../tests/browser/site.js';

const project = process.argv[2];
const program = process.env.SEVENFOLD_PROGRAM ?? join(import.meta.dirname, '../target/release/sevenfold');
const edits = 30;

const preview = spawn(program, ['serve', '--port', '0', '--project', project], { stdio: ['ignore', 'pipe', 'inherit'] });
const address = await new Promise((found) => {
  createInterface(preview.stdout).on('line', (line) => line.trim().startsWith('http:') && found(line.trim()));
});
const browser = await launch();
const slugs = readdirSync(join(project, 'content/briefings'));
const slug = slugs[Math.floor(slugs.length / 2)];
const file = join(project, 'content/briefings', slug, 'index.md');
const original = readFileSync(file, 'utf8');

const tab = await browser.newPage();
await tab.goto(`${address}briefings/${slug}/`, { waitUntil: 'load' });
// What is shown first may still be on its way.
await tab.waitForTimeout(500);

for (const [what, from, to] of [
  ['a sentence', '## Context\n\n', '## Context\n\nAn edit, N. '],
  ['a title', 'title = "Briefing', 'title = "N Briefing'],
]) {
  const times = [];
  for (let edit = 0; edit < edits; edit++) {
    const token = `zq${edit}x${what.length}`;
    const seen = tab.evaluate(
      (token) =>
        new Promise((seen) => {
          const look = () => {
            if (!document.body.textContent.includes(token)) return;
            document.removeEventListener('sevenfold:patched', look);
            seen(Date.now());
          };
          document.addEventListener('sevenfold:patched', look);
        }),
      token,
    );
    // Until the browser listens, and the page rests.
    await tab.waitForTimeout(150);
    const saved = Date.now();
    writeFileSync(file, original.replace(from, to.replace('N', token)));
    times.push((await seen) - saved);
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(edits - 1, Math.floor(edits * share))];
  console.log(`${slugs.length} briefings, save to seen, ${what}: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, worst ${at(1)} ms`);
}

writeFileSync(file, original);
await browser.close();
preview.kill();
