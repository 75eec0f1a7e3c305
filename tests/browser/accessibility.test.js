// What a machine can find of the barriers in WCAG 2.2 AA: on every kind of page, on a desk and
// at 320 px (WCAG 1.4.10), light and dark, and with the reader's own colours.

import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addressOf, desk, eachKind, features, launch, phone, sample, serve } from './site.js';

const looks = [
  { name: 'desk, light', size: desk.viewport, colorScheme: 'light', forcedColors: 'none' },
  { name: 'desk, dark', size: desk.viewport, colorScheme: 'dark', forcedColors: 'none' },
  { name: 'phone, light', size: phone.viewport, colorScheme: 'light', forcedColors: 'none' },
  { name: 'phone, dark', size: phone.viewport, colorScheme: 'dark', forcedColors: 'none' },
  { name: 'phone, forced colours', size: phone.viewport, colorScheme: 'dark', forcedColors: 'active' },
];
const options = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
};

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
        const found = [];
        for (const look of looks) {
          await tab.setViewportSize(look.size);
          await tab.emulateMedia(look);
          // Legacy mode keeps axe in this tab; the pages have no frames for which it would need another.
          const { violations, passes } = await new AxeBuilder({ page: tab }).options(options).setLegacyMode().analyze();
          assert.ok(passes.length > 10, 'axe has looked at the page');
          found.push(...violations.flatMap((rule) => rule.nodes.map((node) => `${look.name}: ${rule.id}: ${node.html}\n${node.failureSummary}`)));
        }
        await context.close();
        assert.deepEqual(found, []);
      });
    }
  });
}
