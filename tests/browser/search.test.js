// The search, as readers use it: on a thousand briefings against a plain recount, and on the sample.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { barriers } from './axe.js';
import { generated, recount } from './generated.js';
import { desk, launch, phone, sample, serve } from './site.js';

/** Writes a query and waits for its results. */
async function search(tab, query) {
  await tab.fill('#page-search', query);
  await tab.waitForFunction((query) => document.querySelector('.search-results').dataset.query === query, query);
  return tab.textContent('.search-state');
}

const briefingsIn = (state) => Number(/(\d+) briefings?/.exec(state)?.[1] ?? 0);

describe('search: a thousand briefings', () => {
  const { site, briefings, vocabulary } = generated(1000);
  let browser;
  let server;
  let tab;
  before(async () => {
    browser = await launch();
    server = await serve(site);
    tab = await browser.newPage(desk);
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('the first results cost little', async (t) => {
    const loaded = new Set();
    tab.on('request', (request) => loaded.add(request.url()));
    await tab.goto(`${server.address}search/`);
    await search(tab, `${vocabulary[3]} ${vocabulary[40]}`);
    const own = [...loaded].filter((address) => /\.(?:js|json)$/.test(new URL(address).pathname));
    const sizes = await Promise.all(own.map(async (address) => gzipSync(Buffer.from(await (await fetch(address)).arrayBuffer()), { level: 9 }).length));
    const bytes = sizes.reduce((sum, size) => sum + size);
    t.diagnostic(`${bytes} bytes in ${own.length} requests`);
    assert.ok(bytes <= 60_000, `${bytes} bytes`);
    assert.ok(![...loaded].some((address) => address.includes(vocabulary[3])), 'no address has the query');
  });

  test('as many are found as a plain recount finds', async () => {
    await tab.goto(`${server.address}search/`);
    const wrong = [];
    for (let at = 0; at < 60; at += 1) {
      const [one, other, third] = [vocabulary[at * 3], vocabulary[(at * at) % 900], vocabulary[at * 11]];
      const queries = [one, `${one} ${other}`, `${one} the ${third.slice(0, -1)}`, other.slice(0, 4), third.toUpperCase()];
      for (const query of queries) {
        const plain = query.replace(' the ', ' ');
        const wanted = recount(briefings, plain);
        const found = await search(tab, query);
        const some = plain.split(' ').length > 1 && found.startsWith('Nothing has all');
        if (wanted === 0 && (some || found.startsWith('Nothing was found'))) continue;
        if (briefingsIn(found) !== wanted || some) wrong.push(`${query}: ${found}, not ${wanted}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  test('what is shown has the words, marked', async () => {
    await tab.goto(`${server.address}search/`);
    const [one, other] = [vocabulary[5], vocabulary[9]];
    await search(tab, `${one} ${other}`);
    const shown = await tab.$$eval('[data-space=briefings] .result', (all) => all.map((item) => [...item.querySelectorAll('mark')].map((mark) => mark.textContent.toLowerCase())));
    assert.equal(shown.length, Math.min(10, recount(briefings, `${one} ${other}`)));
    for (const marks of shown) assert.ok(marks.length > 0 && marks.every((mark) => mark.startsWith(one) || mark.startsWith(other)), `${marks}`);
  });

  test('a short form finds the long one, and the long one the short', async () => {
    await tab.goto(`${server.address}search/`);
    const wanted = briefings.filter(({ text }) => /\bqxz\b|quorum of exact zebras/.test(text)).length;
    for (const query of ['QXZ', 'qxz', 'quorum of exact zebras', 'exact quorum zebras']) {
      const found = await search(tab, query);
      // In another order it is no long form.
      const expected = query === 'exact quorum zebras' ? briefings.filter(({ text }) => text.includes('zebras')).length : wanted;
      assert.equal(briefingsIn(found), expected, `${query}: ${found}`);
    }
    assert.ok((await search(tab, 'QXZ')).startsWith('1 word explained'));
  });

  test('more are shown on request, and the focus goes on', async () => {
    await tab.goto(`${server.address}search/`);
    await search(tab, vocabulary[0]);
    assert.equal(await tab.locator('[data-space=briefings] .result').count(), 10);
    await tab.click('[data-space=briefings] button');
    await tab.waitForFunction(() => document.querySelectorAll('[data-space=briefings] .result').length === 20);
    await tab.waitForFunction(() => document.activeElement.matches('.result:nth-child(11) h3 a'));
  });
});

describe('search: the sample', () => {
  const site = sample();
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

  test('the address keeps the query, and going back brings it back', async () => {
    const tab = await browser.newPage(desk);
    await tab.goto(server.address);
    await tab.fill('.site-search input', 'MARAC & more');
    await tab.press('.site-search input', 'Enter');
    await tab.waitForURL('**/search/index.html#q=MARAC%20%26%20more');
    assert.equal(await tab.inputValue('#page-search'), 'MARAC & more');
    const found = await search(tab, 'domestic abuse');
    await tab.waitForURL('**#q=domestic%20abuse');
    await tab.click('.result ul a');
    await tab.waitForURL('**/briefings/**');
    assert.ok(await tab.evaluate(() => document.querySelector(':target')), 'a result leads to its place');
    await tab.goBack();
    await tab.waitForFunction((found) => document.querySelector('.search-state').textContent === found, found);
    assert.equal(await tab.inputValue('#page-search'), 'domestic abuse');
    await tab.fill('#page-search', '');
    await tab.waitForFunction(() => location.hash === '');
    assert.ok(await tab.isVisible('.a-to-z'));
    assert.equal(await tab.evaluate(() => localStorage.length + sessionStorage.length), 0);
    await tab.close();
  });

  test('the count is announced once the reader pauses', async () => {
    const tab = await browser.newPage(desk);
    await tab.goto(`${server.address}search/`);
    const status = tab.locator('.search [role=status]');
    const found = await search(tab, 'domestic');
    assert.equal(await status.textContent(), '', 'not at each key');
    await tab.waitForFunction((found) => document.querySelector('.search [role=status]').textContent === found, found);
    const nothing = await search(tab, 'xylophone');
    assert.match(nothing, /^Nothing was found for “xylophone”/);
    assert.ok(await tab.isVisible('.a-to-z'));
    await tab.close();
  });

  for (const [name, settings] of Object.entries({ desk, phone })) {
    for (const colorScheme of ['light', 'dark']) {
      test(`results have no barriers: ${name}, ${colorScheme}`, async () => {
        const context = await browser.newContext({ ...settings, colorScheme });
        const tab = await context.newPage();
        await tab.goto(`${server.address}search/`);
        await search(tab, 'MARAC domestic');
        assert.deepEqual(await barriers(tab), []);
        assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no scrolling sideways');
        await context.close();
      });
    }
  }

  test('without a script the page is a list from A to Z', async () => {
    const tab = await browser.newPage({ ...desk, javaScriptEnabled: false });
    await tab.goto(`${server.address}search/`);
    assert.ok(!(await tab.isVisible('#page-search')));
    assert.ok((await tab.locator('.entries a').count()) > 20);
    await tab.close();
  });

  test('from a disk it says why it does not search, and lists', async () => {
    const tab = await browser.newPage(desk);
    const complaints = [];
    tab.on('console', (message) => complaints.push(message.text()));
    tab.on('pageerror', (error) => complaints.push(error.message));
    await tab.goto(`file://${site.folder}/search/index.html`);
    assert.match(await tab.textContent('.search-state'), /web server/);
    assert.ok(!(await tab.isVisible('#page-search')) && (await tab.isVisible('.entries')));
    assert.deepEqual(complaints, []);
    await tab.close();
  });
});

describe('filters', () => {
  const site = sample();
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

  test('what is chosen is shown, counted, announced and kept in the address', async () => {
    const tab = await browser.newPage(desk);
    await tab.goto(`${server.address}briefings/`);
    const all = await tab.locator('.cards .card').count();
    const kinds = tab.locator('select[name="year"]');
    const options = await kinds.locator('option').evaluateAll((options) => options.slice(1).map(({ value, text }) => ({ value, text })));
    for (const { value, text } of options) {
      await kinds.selectOption(value);
      await tab.waitForURL(`**#year=${value}`);
      const found = tab.locator('.filters .found');
      const wanted = Number(/\((\d+)\)$/.exec(text)[1]);
      await tab.waitForFunction((wanted) => document.querySelectorAll('.filters .card').length === wanted, wanted);
      assert.match(await found.textContent(), new RegExp(`^${wanted} briefing`));
      assert.equal(await tab.textContent('.filters [role=status]'), await found.textContent());
      assert.equal(await tab.locator('.card:visible').count(), wanted);
      // The page of the value says the same without a script.
      const plain = await browser.newPage({ ...desk, javaScriptEnabled: false });
      await plain.goto(`${server.address}years/${value}/`);
      assert.deepEqual(await plain.locator('.card h3').allTextContents(), await tab.locator('.card:visible h3').allTextContents());
      await plain.close();
    }
    await tab.click('.card:visible h3 a');
    await tab.waitForURL('**/briefings/*/**');
    await tab.goBack();
    await tab.waitForFunction(() => document.querySelector('.filters .card'));
    await tab.getByRole('button', { name: 'Show all again' }).click();
    assert.equal(await tab.locator('.card:visible').count(), all);
    assert.equal(new URL(tab.url()).hash, '');
    await tab.close();
  });

  for (const [name, settings] of Object.entries({ desk, phone })) {
    test(`filters have no barriers: ${name}`, async () => {
      const context = await browser.newContext(settings);
      const tab = await context.newPage();
      await tab.goto(`${server.address}briefings/`);
      const first = await tab.locator('select[name="topic"]').locator('option').nth(1).getAttribute('value');
      await tab.locator('select[name="topic"]').selectOption(first);
      await tab.waitForFunction(() => document.querySelector('.filters .card'));
      assert.deepEqual(await barriers(tab), []);
      assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no scrolling sideways');
      await context.close();
    });
  }
});
