// The register of recommendations at the size of a large partnership: light enough for a phone on
// a slow line, with pictures that can be read without colour and without seeing them.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { barriers } from './axe.js';
import { desk, launch, phone, program, today } from './site.js';

const statuses = ['complete', 'in-progress', 'not-started', 'not-accepted', 'superseded'];
const agencies = ['Police', 'Health services', 'Social care', 'Schools', 'Housing', 'Probation'];
const verbs = ['Review', 'Publish', 'Strengthen', 'Audit', 'Share', 'Agree', 'Explain', 'Record'];
const things = ['the referral pathway', 'supervision notes', 'training for new staff', 'the escalation policy', 'chronologies', 'the voice of the child', 'transition plans', 'handover between teams', 'the out-of-hours rota'];
const ends = ['within six weeks', 'with every partner', 'before the next audit', 'in plain English', 'at each strategy meeting', 'and report to the board'];

/** A project of 100 briefings with five recommendations each. */
function write(project) {
  const folder = join(project, 'content/briefings');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(project, 'site.toml'), 'title = "Example County"\n');
  const tables = agencies.map((name, index) => `[a${index}]\nname = "${name}"\n`);
  writeFileSync(join(project, 'content/agencies.toml'), tables.join('\n'));
  writeFileSync(join(project, 'content/topics.toml'), '[neglect]\nname = "Neglect"\n[hoarding]\nname = "Hoarding"\n');
  for (let number = 0; number < 100; number++) {
    let front = `+++\ntitle = "Briefing ${number}: ${things[number % 9]} and ${things[(number * 5 + 2) % 9]}"\ntopics = ["${number % 2 ? 'neglect' : 'hoarding'}"]\npublished = ${2020 + (number % 6)}-0${1 + (number % 9)}-11\n`;
    let items = '';
    for (let mark = 1; mark <= 5; mark++) {
      const at = number * 11 + mark * 17;
      const status = statuses[at % 5];
      front += `\n[recommendations.R${mark}]\nowners = ["a${at % 6}", "a${(at + 2) % 6}"]\ndue = 2026-${String(1 + (at % 12)).padStart(2, '0')}-15\nstatus = "${status}"\n`;
      if (status === 'not-accepted') front += 'reason = "Done elsewhere."\n';
      if (status === 'complete') front += `updates = [{ on = 2026-0${1 + (at % 9)}-02, note = "Done." }]\n`;
      items += `- [R${mark}] ${verbs[at % 8]} ${things[(at * 3) % 9]} ${ends[at % 6]}, so that ${things[(at * 7) % 9]} and ${things[(at * 5 + 1) % 9]} are looked at together (${at}).\n`;
    }
    writeFileSync(join(folder, `briefing-${number}.md`), `${front}+++\n\n## Recommendations\n\n${items}`);
  }
}

describe('a register of 500 recommendations', () => {
  let browser;
  let folder;
  let page;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sevenfold-register-'));
    write(folder);
    execFileSync(program, ['build', '--project', folder, '--today', today], { stdio: ['ignore', 'ignore', 'pipe'] });
    page = join(folder, 'public/recommendations/index.html');
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is one page of at most 60 KB', () => {
    const html = readFileSync(page);
    assert.equal(html.toString().match(/<tr><td>/g).length, 500);
    const bytes = gzipSync(html).length;
    assert.ok(bytes <= 60 * 1024, `${bytes} bytes`);
  });

  test('shows its pictures on a desk, and behind a button on a phone', async () => {
    for (const [settings, open] of [[desk, true], [phone, false]]) {
      const tab = await browser.newPage({ ...settings, javaScriptEnabled: false });
      await tab.goto(pathToFileURL(page).href);
      const bar = tab.locator('.bars svg').first();
      assert.equal(await bar.isVisible(), open);
      if (!open) await tab.getByText('Show the pictures').click();
      const { width } = await bar.boundingBox();
      assert.ok(width > 200, `${width} px`);
      const plot = await tab.locator('.plot').boundingBox();
      assert.ok(plot.width > 200 && plot.height > 100);
      const sideways = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(sideways <= 0, `${sideways} px sideways`);
      await tab.close();
    }
  });

  test('has each picture in words and as a table', async () => {
    const tab = await browser.newPage(desk);
    await tab.goto(pathToFileURL(page).href);
    const images = await tab.getByRole('img').all();
    assert.equal(images.length, agencies.length + 1);
    const bars = tab.locator('.progress-bars');
    await bars.getByText('The figures as a table').click();
    const rows = await bars.locator('tbody tr').allInnerTexts();
    assert.equal(rows.length, agencies.length);
    const line = tab.locator('.progress-line');
    await line.getByText('The figures as a table').click();
    const last = await line.locator('tbody tr').last().innerText();
    assert.match(last, /\t500\t100$/);
    // Each status has a pattern of its own beside its colour.
    const fills = await tab.locator('.legend rect').evaluateAll((all) => all.map((one) => one.getAttribute('fill')));
    assert.equal(new Set(fills).size, statuses.length);
    await tab.close();
  });

  test('and its list of briefings and its report have no barriers', async () => {
    const report = join(folder, 'report.html');
    execFileSync(program, ['report', '--project', folder, '--from', '2025-01-01', '--to', '2025-06-30', '--today', today, '--out', report], { stdio: 'ignore' });
    for (const path of [page, join(folder, 'public/recommendations/briefing/index.html'), report]) {
      const context = await browser.newContext(phone);
      const tab = await context.newPage();
      await tab.goto(pathToFileURL(path).href);
      const sideways = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(sideways <= 0, `${path}: ${sideways} px sideways`);
      // Five hundred rows are alike; axe need not look at each.
      await tab.evaluate(() => document.querySelectorAll('.register tr:nth-child(n + 9)').forEach((row) => row.remove()));
      await tab.evaluate(() => document.querySelectorAll('details').forEach((fold) => (fold.open = true)));
      assert.deepEqual(await barriers(tab), [], path);
      await context.close();
    }
  });

  test('keeps its pictures in forced colours', async () => {
    const tab = await browser.newPage({ ...desk, forcedColors: 'active' });
    await tab.goto(pathToFileURL(page).href);
    const colours = await tab.evaluate(() => {
      const style = (selector) => getComputedStyle(document.querySelector(selector));
      return [style('.patterns .solid').fill, style('.patterns .ground').fill, style('.plot .complete').stroke, style('.plot .made').strokeDasharray];
    });
    assert.notEqual(colours[0], colours[1]);
    assert.equal(colours[0], colours[2]);
    assert.notEqual(colours[3], 'none');
    await tab.close();
  });
});
