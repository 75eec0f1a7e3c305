// Nobody scrolls sideways to read a line: not on a phone (WCAG 1.4.10), and not with text of twice
// the size (WCAG 1.4.4), however a reader came by it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addressOf, desk, features, launch, phone, sample, serve, served } from './site.js';

const nothing = async () => {};
const ways = [
  { name: 'a phone of 320 px', settings: phone, begin: nothing, enlarge: nothing, growth: 1 },
  {
    // A part of the size follows the window, so the text grows a little less than the setting.
    name: 'twice the text, set in the browser',
    settings: desk,
    begin: async (tab) => {
      const session = await tab.context().newCDPSession(tab);
      await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
    },
    enlarge: nothing,
    growth: 1.8,
  },
  {
    // Unlike the browser's setting, this leaves the media queries alone, so that the letters grow
    // and the layout of a desk stays.
    name: 'twice the text, set on the root',
    settings: desk,
    begin: nothing,
    enlarge: (tab) =>
      tab.evaluate(() => {
        const root = document.documentElement;
        root.style.fontSize = `${2 * parseFloat(getComputedStyle(root).fontSize)}px`;
      }),
    growth: 2,
  },
];

for (const site of [sample(), features()]) {
  describe(`no scrolling sideways: ${site.name}`, () => {
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

    for (const way of ways) {
      test(way.name, async () => {
        const tab = await browser.newPage(way.settings);
        await tab.goto(server.address);
        const usual = await sizeOfText(tab);
        await way.begin(tab);
        const found = [];
        for (const page of served(site)) {
          await tab.goto(addressOf(server, page));
          await way.enlarge(tab);
          assert.ok((await sizeOfText(tab)) >= way.growth * usual, 'the text has grown');
          await tab.evaluate(() => document.querySelectorAll('details').forEach((fold) => (fold.open = true)));
          found.push(...(await tab.evaluate(tooWide)).map((element) => `${page.path}: ${element}`));
        }
        await tab.close();
        assert.deepEqual(found, []);
      });
    }
  });
}

const sizeOfText = (tab) => tab.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));

// Runs in the page: what stands out of it, and is not within a part that scrolls by itself, as wide
// tables do.
function tooWide() {
  const width = document.documentElement.clientWidth;
  const scrolls = (element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
  const inScroller = (element) => element !== null && element !== document.body && (scrolls(element) || inScroller(element.parentElement));
  const culprits = [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > width + 1 && !inScroller(element.parentElement))
    .map((element) => element.outerHTML.slice(0, 120));
  const page = document.scrollingElement;
  return page.scrollWidth > width ? [`the page is ${page.scrollWidth} px wide`, ...culprits] : culprits;
}
