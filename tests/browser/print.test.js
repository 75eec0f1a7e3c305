// A briefing on paper, for a team meeting: all of the text, and nothing that only a screen needs.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { addressOf, briefings, desk, features, launch, sample, serve } from './site.js';

for (const site of [sample(), features()]) {
  describe(`print: ${site.name}`, () => {
    let browser;
    let server;
    before(async () => {
      browser = await launch();
      server = await serve(site);
    });
    after(async () => {
      await browser.close();
      await server.close();
    });

    for (const page of briefings(site)) {
      test(page.path, async () => {
        const tab = await browser.newPage(desk);
        await tab.goto(addressOf(server, page));
        const onScreen = await tab.evaluate(readSeen);
        await tab.emulateMedia({ media: 'print' });
        const onPaper = await tab.evaluate(readSeen);
        const pdf = await tab.pdf({ format: 'A4' });
        await tab.close();

        assert.ok(onScreen.parts.length > 1, 'there is a text');
        const missing = onScreen.parts.filter(({ at }) => !onPaper.parts.some((part) => part.at === at));
        assert.deepEqual(missing, [], 'is not shown on paper');
        assert.deepEqual(onPaper.tools, [], 'serves no purpose on paper');

        const printed = squeeze(execFileSync('pdftotext', ['-raw', '-', '-'], { input: pdf, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] }));
        const headings = onScreen.parts.filter(({ tag }) => tag === 'H1' || tag === 'H2');
        assert.deepEqual(headings.filter(({ text }) => !printed.includes(squeeze(text))), [], 'is not in the PDF');
      });
    }
  });
}

// Lines break elsewhere on paper.
const squeeze = (text) => text.replace(/\s|­/g, '');

// Runs in the page.
function readSeen() {
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().height > 0;
  const all = (selector) => [...document.querySelectorAll(selector)];
  // Findings, recommendations and notes are list items; the rest of a text is in the others. A part
  // is known by its place among them. The contents list is for screens: paper has its sections, and
  // is no place from which to take the same in other formats.
  const parts = all('main :is(h1, h2, h3, h4, p, section, li, td, dd, pre, img)')
    .map((part, at) => ({ part, at }))
    .filter(({ part }) => isSeen(part) && !part.closest('nav, .formats'));
  return {
    parts: parts.map(({ part, at }) => ({ at, tag: part.tagName, text: part.innerText.slice(0, 80) })),
    tools: all('header nav, header summary, .skip').filter(isSeen).map((part) => part.outerHTML.slice(0, 120)),
  };
}
