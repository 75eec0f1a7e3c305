// What a page loads: nothing from another host, nothing that fails, nothing that the strict policy
// forbids, little enough for a phone on a bad line, and no script that its text would need.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { addressOf, briefings, desk, eachKind, features, launch, sample, serve, served } from './site.js';

const most = { bytes: 25_000, requests: 4 };

for (const site of [sample(), features()]) {
  describe(`loading: ${site.name}`, () => {
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

    test('nothing comes from elsewhere, fails or complains', async () => {
      const tab = await browser.newPage(desk);
      const complaints = [];
      let here;
      const complain = (words) => complaints.push(`${here.path}: ${words}`);
      tab.on('request', (request) => request.url().startsWith(server.address) || complain(`asks for ${request.url()}`));
      // The browser itself gives up the icon of a page that the test has left. What the policy
      // forbids or the server does not have fails otherwise.
      const isGivenUp = (request) => request.failure().errorText === 'net::ERR_ABORTED';
      tab.on('requestfailed', (request) => isGivenUp(request) || complain(`gets no ${request.url()}`));
      tab.on('response', (response) => response.ok() || isExpected(here, response.url()) || complain(`${response.status()} ${response.url()}`));
      tab.on('console', (message) => isExpected(here, message.location().url) || complain(message.text()));
      tab.on('pageerror', (error) => complain(error.message));
      for (here of served(site)) {
        await tab.goto(addressOf(server, here), { waitUntil: 'load' });
        await readToTheEnd(tab);
        const styled = await tab.evaluate(() => [...document.styleSheets].some((sheet) => sheet.cssRules.length > 0));
        if (!styled) complain('has no styles');
        if ((await tab.context().cookies()).length > 0) complain('sets a cookie');
      }
      await tab.close();
      assert.deepEqual(complaints, []);
    });

    // The browser reports the status of the 404 page itself.
    const isExpected = (page, url) => page.kind === 'not-found' && url === addressOf(server, page);

    test('the text is there without JavaScript', async () => {
      const scripted = await browser.newPage(desk);
      const plain = await browser.newPage({ ...desk, javaScriptEnabled: false });
      for (const page of eachKind(site)) {
        const [text, textWithout] = await Promise.all([scripted, plain].map((tab) => mainText(tab, addressOf(server, page))));
        assert.ok(textWithout.length > 20, `${page.path} has a text`);
        assert.equal(textWithout, text, page.path);
      }
      await scripted.close();
      await plain.close();
    });
  });
}

async function mainText(tab, address) {
  await tab.goto(address);
  // A search needs its script, and shows itself with it.
  await tab.evaluate(() => document.querySelectorAll('main search').forEach((search) => search.remove()));
  return tab.locator('main').innerText();
}

// Pictures further down are loaded only when a reader comes near.
async function readToTheEnd(tab) {
  await tab.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await tab.evaluate(() => Promise.all([...document.images].map((image) => image.complete || new Promise((loaded) => (image.onload = image.onerror = loaded)))));
}

describe('the weight of a briefing', () => {
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

  for (const page of briefings(site)) {
    test(page.path, async (t) => {
      const tab = await browser.newPage(desk);
      const loaded = new Set();
      tab.on('request', (request) => loaded.add(request.url()));
      await tab.goto(addressOf(server, page), { waitUntil: 'load' });
      await readToTheEnd(tab);
      // The icon may be loaded after the page.
      loaded.add(await tab.locator('link[rel=icon]').evaluate((link) => link.href));
      await tab.close();
      const bytes = (await Promise.all([...loaded].map(compressed))).reduce((sum, size) => sum + size);
      t.diagnostic(`${bytes} bytes in ${loaded.size} requests`);
      assert.ok(bytes <= most.bytes, `${bytes} bytes`);
      assert.ok(loaded.size <= most.requests, [...loaded].join('\n'));
    });
  }
});

async function compressed(address) {
  const response = await fetch(address);
  return gzipSync(Buffer.from(await response.arrayBuffer()), { level: 9 }).length;
}
