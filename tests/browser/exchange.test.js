// What other sites take of a briefing: a fragment pasted into a page of theirs, a card in a frame of
// theirs, and data that a strict policy lets stand.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { barriers } from './axe.js';
import { mistakesIn } from './markup.js';
import { briefings, desk, features, launch, phone, sample, serve } from './site.js';

// A page as a council's CMS makes it, in an old encoding.
const host = (body) => `<!doctype html>
<html lang="en">
<head>
<title>A page of a council</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body>
<main>
<h1>A page of a council</h1>
${body}
</main>
</body>
</html>
`;

async function serveHost(body) {
  const server = createServer((request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=windows-1252' });
    response.end(request.url === '/' ? host(body) : '');
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { address: `http://127.0.0.1:${server.address().port}/`, close };
}

for (const site of [sample(), features()]) {
  describe(`for other sites: ${site.name}`, () => {
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

    const fragment = (path) => readFileSync(join(site.folder, path), 'latin1');

    test('fragments are whole and right within another page', async () => {
      const tab = await browser.newPage(desk);
      const found = [];
      assert.equal(site.fragments.length, briefings(site).length);
      for (const path of site.fragments) {
        const text = fragment(path);
        // Code of many letters has no line to break at, and a CMS has styles for it.
        found.push(...(await mistakesIn(path, host(text).replace('<head>', '<head>\n<meta charset="utf-8">'))));
        const council = await serveHost(text);
        await tab.goto(council.address);
        found.push(...(await barriers(tab)).map((barrier) => `${path}: ${JSON.stringify(barrier)}`));
        const pasted = await tab.locator('article').innerText();
        assert.ok(!/â€|Ã/.test(pasted), `${path} survives the encoding`);
        await council.close();
      }
      await tab.close();
      assert.deepEqual(found, []);
    });

    test('a fragment says what its page says', async () => {
      const tab = await browser.newPage(desk);
      for (const page of briefings(site)) {
        await tab.goto(server.address + page.path);
        const words = (text) => text.replace(/\s+/g, ' ').trim();
        const inside = (selector) => tab.locator(selector).evaluateAll((parts) => parts.map((part) => part.textContent));
        const headings = (await inside('.section > header h2')).map(words);
        const prose = (await inside('.section > .prose > p, .items > li > .prose')).map(words);
        await tab.setContent(host(fragment(page.path.replace('index.html', 'fragment.html'))));
        const pasted = words(await tab.locator('article').evaluate((part) => part.textContent));
        for (const part of [...headings, ...prose]) {
          // A task's state and a note's way back are written otherwise.
          assert.ok(pasted.includes(part.replace(' ↩', '')), `${page.path}: “${part}” is not in the fragment`);
        }
      }
      await tab.close();
    });

    test('a card stands in a frame and leads out of it', async () => {
      for (const way of [phone, desk]) {
        const page = briefings(site)[0];
        const card = `${server.address}${page.path.replace('index.html', 'embed/index.html')}`;
        const council = await serveHost(`<iframe src="${card}" title="A card" width="300" height="320"></iframe>`);
        const tab = await browser.newPage(way);
        const complaints = [];
        tab.on('console', (message) => complaints.push(message.text()));
        await tab.goto(council.address);
        const frame = tab.frameLocator('iframe');
        const sideways = await frame.locator('html').evaluate((html) => html.scrollWidth > html.clientWidth);
        assert.equal(sideways, false, 'the card fits its frame');
        await frame.locator('a').click();
        await tab.waitForURL(server.address + page.path);
        assert.deepEqual(complaints, []);
        await tab.close();
        await council.close();
      }
    });

    test('data for machines is let stand by the policy, and read as it was written', async () => {
      const tab = await browser.newPage(desk);
      const complaints = [];
      tab.on('console', (message) => complaints.push(message.text()));
      for (const page of briefings(site)) {
        await tab.goto(server.address + page.path);
        const data = JSON.parse(await tab.locator('script[type="application/ld+json"]').textContent());
        const title = await tab.locator('h1').textContent();
        assert.equal(data.name, title);
        assert.match(data.timeRequired, /^PT\d+M$/);
      }
      await tab.close();
      assert.deepEqual(complaints, []);
    });

    test('feeds and the sitemap are XML, as a browser reads it', async () => {
      const tab = await browser.newPage(desk);
      const files = [...site.files].filter((path) => path.endsWith('.xml'));
      assert.ok(files.includes('sitemap.xml') && files.includes('feeds/all.xml'), files.join());
      for (const path of files) {
        const text = readFileSync(join(site.folder, path), 'utf8');
        const fault = await tab.evaluate((xml) => new DOMParser().parseFromString(xml, 'application/xml').querySelector('parsererror')?.textContent, text);
        assert.equal(fault, undefined, path);
      }
      await tab.close();
    });
  });
}
