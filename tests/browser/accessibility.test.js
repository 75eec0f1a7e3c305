// What a machine can find of the barriers in WCAG 2.2 AA: on every kind of page, on a desk and
// at 320 px (WCAG 1.4.10), light and dark, and with the reader's own colours.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { barriers } from './axe.js';
import { addressOf, desk, eachKind, features, launch, sample, serve } from './site.js';

for (const site of [sample(), features()]) {
  describe(`axe: ${site.name}`, () => {
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

    for (const page of eachKind(site)) {
      test(page.path, async () => {
        const context = await browser.newContext(desk);
        const tab = await context.newPage();
        await tab.goto(addressOf(server, page));
        // What is folded away is judged as well.
        await tab.evaluate(() => document.querySelectorAll('details').forEach((fold) => (fold.open = true)));
        const found = await barriers(tab);
        await context.close();
        assert.deepEqual(found, []);
      });
    }
  });
}
