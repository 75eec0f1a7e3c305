// Leaving quickly: the way out works with the mouse, with the keyboard and with Shift three times,
// the page is not to be had again with “back”, and the next site is not told where its reader was.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, beforeEach, describe, test } from 'node:test';
import { addressOf, briefings, desk, features, launch, phone, served, serve } from './site.js';

describe('leaving quickly', () => {
  const site = features();
  const [page] = briefings(site);
  let browser;
  let server;
  let elsewhere;
  let context;
  let tab;

  before(async () => {
    browser = await launch();
    server = await serve(site);
    elsewhere = await another();
  });
  after(async () => {
    await browser.close();
    await server.close();
    await elsewhere.close();
  });
  beforeEach(() => {
    elsewhere.visits.length = 0;
  });

  /** Opens the first page of a visit and then a briefing, whose exit leads to our second server. */
  async function open(settings = desk) {
    context = await browser.newContext(settings);
    tab = await context.newPage();
    await toElsewhere(tab, elsewhere.address);
    await tab.goto(server.address);
    await tab.goto(addressOf(server, page));
    assert.equal(await tab.locator('.exit-link').getAttribute('href'), elsewhere.address);
  }

  async function hasLeft() {
    await tab.waitForURL(elsewhere.address);
    assert.equal(elsewhere.visits.length, 1);
    assert.equal(elsewhere.visits[0].referer, undefined, 'the next site is told nothing');
    assert.equal(await tab.evaluate(() => document.referrer), '');
  }

  /** “Back” leads to what was opened before the page, and the page is nowhere in the history. */
  async function isForgotten(before) {
    assert.equal(await tab.evaluate(() => history.length), before, 'no entry has come');
    await tab.goBack();
    assert.equal(tab.url(), server.address, 'back leads to the page before');
    await tab.goForward();
    assert.equal(tab.url(), elsewhere.address);
    await context.close();
  }

  const entries = () => tab.evaluate(() => history.length);

  test('with the mouse', async () => {
    await open();
    const before = await entries();
    await tab.locator('.exit-link').click();
    await hasLeft();
    await isForgotten(before);
  });

  test('with the keyboard', async () => {
    await open();
    const before = await entries();
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Tab');
    assert.equal(await tab.evaluate(() => document.activeElement.className), 'exit-link', 'it comes right after the skip link');
    await tab.keyboard.press('Enter');
    await hasLeft();
    await isForgotten(before);
  });

  test('with Shift three times, each press told', async () => {
    await open();
    const before = await entries();
    const status = tab.getByRole('status');
    assert.equal(await status.textContent(), '');
    await tab.keyboard.press('Shift');
    assert.equal(await status.textContent(), 'Press 2 more times to leave');
    await tab.keyboard.press('Shift');
    assert.equal(await status.textContent(), 'Press 1 more time to leave');
    await tab.keyboard.press('Shift');
    await hasLeft();
    await isForgotten(before);
  });

  test('from the middle of a long page, on a phone', async () => {
    await open(phone);
    const before = await entries();
    await tab.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
    const box = await tab.locator('.exit-link').boundingBox();
    assert.ok(box.y >= 0 && box.y < 60 && box.height >= 44, 'it is in sight wherever the reader is');
    await tab.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await hasLeft();
    await isForgotten(before);
  });

  test('the page is gone before the next one answers', async () => {
    await open();
    elsewhere.hold();
    const left = await tab.evaluate(() => {
      document.querySelector('.exit-link').click();
      const { bottom } = document.querySelector('[role=alert]').getBoundingClientRect();
      return { text: document.body.textContent, title: document.title, height: document.documentElement.scrollHeight, bottom };
    });
    // A word for screen readers is all that is left, and nothing for the eye.
    assert.equal(left.text, 'Loading another page.');
    assert.equal(left.title, '127.0.0.1');
    assert.ok(left.bottom <= 1 && left.height <= desk.viewport.height, JSON.stringify(left));
    elsewhere.release();
    await hasLeft();
    await context.close();
  });

  test('Shift that is part of typing or of another key does nothing', async () => {
    await open();
    await tab.evaluate(() => {
      document.querySelector('main').insertAdjacentHTML('afterbegin', '<label>Words <input id="words"></label><textarea id="more" aria-label="More"></textarea><p id="own" contenteditable>Own</p>');
    });
    for (const field of ['#words', '#more', '#own']) {
      await tab.locator(field).focus();
      for (let times = 0; times < 4; times += 1) await tab.keyboard.press('Shift');
    }
    await tab.evaluate(() => document.activeElement.blur());
    // The way back through the links, and capital letters.
    for (let times = 0; times < 4; times += 1) await tab.keyboard.press('Shift+Tab');
    for (let times = 0; times < 4; times += 1) await tab.keyboard.press('Shift+A');
    // A key between the presses.
    for (let times = 0; times < 4; times += 1) {
      await tab.keyboard.press('Shift');
      await tab.keyboard.press('ArrowDown');
    }
    assert.equal(await tab.getByRole('status').textContent(), '');
    assert.equal(tab.url(), addressOf(server, page));
    assert.equal(elsewhere.visits.length, 0);
    await context.close();
  });

  test('presses that are far apart are not counted together', async () => {
    context = await browser.newContext(desk);
    tab = await context.newPage();
    await tab.clock.install();
    await toElsewhere(tab, elsewhere.address);
    await tab.goto(addressOf(server, page));
    const status = tab.getByRole('status');
    await tab.keyboard.press('Shift');
    await tab.keyboard.press('Shift');
    await tab.clock.runFor(5001);
    assert.match(await status.textContent(), /begin again/);
    await tab.clock.runFor(5001);
    assert.equal(await status.textContent(), '');
    await tab.keyboard.press('Shift');
    assert.equal(await status.textContent(), 'Press 2 more times to leave');
    assert.equal(tab.url(), addressOf(server, page));
    await context.close();
  });

  test('without script it is a plain link, in sight, that tells the next site nothing', async () => {
    await open({ ...desk, javaScriptEnabled: false });
    assert.ok(!(await tab.locator('.exit-hint').isVisible()), 'no Shift is promised');
    await tab.locator('.exit-link').click();
    await tab.waitForURL(elsewhere.address);
    assert.deepEqual(elsewhere.visits, [{ referer: undefined }]);
    // As the page about leaving says, the page is still behind the back button then.
    await tab.goBack();
    assert.equal(tab.url(), addressOf(server, page));
    await context.close();
  });

  test('no page tells another site where its reader was', async () => {
    context = await browser.newContext({ ...desk, javaScriptEnabled: false });
    tab = await context.newPage();
    const seen = [];
    await tab.route('**/*', async (route) => {
      const request = route.request();
      if (request.url().startsWith(server.address)) return route.continue();
      seen.push(request.headers().referer);
      return route.fulfill({ body: 'elsewhere' });
    });
    for (const here of served(site).filter(({ kind }) => ['briefing', 'accessibility', 'resources'].includes(kind))) {
      await tab.goto(addressOf(server, here));
      const link = tab.locator('main a[href^="http"]:visible').first();
      if ((await link.count()) === 0) continue;
      await link.click();
      await tab.waitForURL((address) => !address.href.startsWith(server.address));
    }
    assert.ok(seen.length > 2);
    assert.deepEqual(seen.filter(Boolean), []);
    await context.close();
  });
});

/** The exit of the built site leads to the weather, which a test must not visit: the server's page
    is changed on its way, and nothing in the browser. */
async function toElsewhere(tab, address) {
  await tab.route('**/*', async (route) => {
    const request = route.request();
    if (request.resourceType() !== 'document' || request.url().startsWith(address)) return route.continue();
    const response = await route.fetch();
    const body = (await response.text()).replaceAll('https://www.bbc.co.uk/weather', address);
    return route.fulfill({ response, body });
  });
}

/** Another site, which writes down what it is told of its visitors. */
async function another() {
  const visits = [];
  let held = null;
  let release = () => {};
  const server = createServer(async (request, response) => {
    if (request.url !== '/weather') {
      response.writeHead(404).end();
      return;
    }
    visits.push({ referer: request.headers.referer });
    await held;
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end('<!doctype html><html lang="en"><title>Weather</title><h1>Rain</h1></html>');
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    visits,
    address: `http://127.0.0.1:${server.address().port}/weather`,
    hold: () => (held = new Promise((done) => (release = done))),
    release: () => {
      held = null;
      release();
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}
