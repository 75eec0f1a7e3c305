// A briefing with the Tab key alone, on a desk and on a phone with a keyboard.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addressOf, briefings, desk, features, launch, phone, sample, serve } from './site.js';

for (const site of [sample(), features()]) {
  describe(`keyboard: ${site.name}`, () => {
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

    for (const [name, settings] of Object.entries({ desk, phone })) {
      test(`the first Tab offers to skip to the text: ${name}`, async () => {
        const tab = await browser.newPage(settings);
        for (const page of briefings(site)) {
          await tab.goto(addressOf(server, page));
          await tab.keyboard.press('Tab');
          const link = tab.locator(':focus');
          assert.equal(await link.getAttribute('href'), '#page-main', page.path);
          const box = await link.boundingBox();
          assert.ok(box.width > 40 && box.height >= 24, `${page.path}: the link is seen`);
          await tab.keyboard.press('Enter');
          const top = await tab.locator('main').evaluate((main) => main.getBoundingClientRect().top);
          assert.ok(Math.abs(top) < settings.viewport.height / 4, `${page.path}: main has come to the top`);
          await tab.keyboard.press('Tab');
          // The shortest text has nothing in main that could take the focus.
          assert.ok(await tab.evaluate(() => document.activeElement.closest('.skip, header:not(main header)') === null), `${page.path}: the next Tab is in main or behind it`);
        }
        await tab.close();
      });

      test(`focus is seen wherever it goes: ${name}`, async () => {
        const tab = await browser.newPage(settings);
        const found = [];
        for (const page of briefings(site)) {
          await tab.goto(addressOf(server, page));
          const stops = await tabThrough(tab);
          assert.ok(stops.length > 10, `${page.path}: ${stops.length} stops`);
          found.push(...stops.filter((stop) => stop.trouble.length > 0).map((stop) => `${page.path}: ${stop.html}: ${stop.trouble.join(', ')}`));
        }
        await tab.close();
        assert.deepEqual(found, []);
      });
    }
  });
}

/** Presses Tab from the top until focus leaves the page, and looks at each stop. */
async function tabThrough(tab) {
  await tab.evaluate(rememberLooks);
  const stops = [];
  for (;;) {
    await tab.keyboard.press('Tab');
    const stop = await tab.evaluate(lookAtFocus);
    if (stop === null) return stops;
    assert.ok(stops.length < 1000, 'focus leaves the page at its end');
    stops.push(stop);
  }
}

// Runs in the page.
function rememberLooks() {
  window.look = (element) => {
    const style = getComputedStyle(element);
    const outline = style.outlineStyle === 'none' || parseFloat(style.outlineWidth) === 0 ? 'none' : `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`;
    return `${outline} / ${style.boxShadow}`;
  };
  window.unfocused = new Map([...document.querySelectorAll('*')].map((element) => [element, look(element)]));
  window.visited = new Set();
}

// Runs in the page: null when focus has left it or begins again.
function lookAtFocus() {
  const element = document.activeElement;
  if (element === document.body || visited.has(element)) return null;
  visited.add(element);
  const trouble = [];
  if (look(element) === unfocused.get(element)) trouble.push('looks as it does without focus');

  // A link in a text may break over lines; a reader looks for its beginning.
  const [box] = element.getClientRects();
  const { innerWidth, innerHeight } = window;
  if (box.width === 0 || box.height === 0) trouble.push('has no size');
  const fits = box.top >= -1 && (box.bottom <= innerHeight + 1 || box.height > innerHeight) && box.left >= -1 && box.right <= innerWidth + 1;
  if (!fits) trouble.push('is outside the window');
  const onTop = document.elementFromPoint(box.left + Math.min(box.width, innerWidth) / 2, box.top + Math.min(box.height, innerHeight) / 2);
  if (fits && !(onTop && (element.contains(onTop) || onTop.contains(element)))) trouble.push(`is covered by ${onTop?.outerHTML.slice(0, 80)}`);
  return { html: element.outerHTML.slice(0, 120), trouble };
}
