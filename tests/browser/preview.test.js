// The live preview in a browser: what an author sees from one save to the next. The page is never
// loaded anew for a text or a style, so whoever works with it keeps the place and the thread.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { barriers } from './axe.js';
import { mistakesIn } from './markup.js';
import { project, start } from './preview.js';
import { desk, launch } from './site.js';

const everything = 'content/briefings/everything/index.md';
const everythingPage = 'briefings/everything/';
const sentence = 'Fathers were not asked.';
const newSentence = 'Nobody asked the fathers.';

const plain = (path) => readFileSync(join(import.meta.dirname, '../../themes/plain', path), 'utf8');
const settings = readFileSync(join(import.meta.dirname, 'features/site.toml'), 'utf8');

/** A theme that differs from the plain one in these files. */
const ours = (files) => ({
  'site.toml': `theme = "ours"\n${settings}`,
  'themes/ours/theme.toml': 'name = "ours"\ntitle = "Ours"\nextends = "plain"\n',
  ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`themes/ours/${path}`, text])),
});

/** A briefing that nothing leads to and that says little. */
const briefing = (title, settings = '', text = 'Words.') => `+++\ntitle = "${title}"\n${settings}+++\n\n## Key learning\n\n- ${text}\n`;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

// What came from elsewhere, failed or complained in any test; the last test judges it.
const complaints = [];

/** Starts a preview of the features with these files, and opens a page of it. */
async function begin(t, page, { files = {}, status = 200 } = {}) {
  // What has begun is ended again, the browser's side first, however far the test came.
  const endings = [];
  t.after(async () => {
    for (const end of endings.reverse()) await end();
  });
  const author = project(files);
  endings.push(() => author.remove('.'));
  const preview = await start(author.folder);
  endings.push(preview.stop);
  const context = await browser.newContext(desk);
  endings.push(() => context.close());
  const expected = new Set(status === 200 ? [] : [preview.address + page]);
  const site = { author, preview, context, expected, address: preview.address };
  listen(t, site);
  site.open = async (path) => {
    const tab = await context.newPage();
    const response = await tab.goto(site.address + path);
    await tab.locator('#counts').waitFor();
    return { tab, response };
  };
  const { tab, response } = await site.open(page);
  assert.equal(response.status(), status);
  return { ...site, tab };
}

function listen(t, { context, address, expected }) {
  const complain = (words) => complaints.push(`${t.name}: ${words}`);
  const isExpected = (url) => expected.has(url.replace(/[?#].*$/, ''));
  // The browser itself gives up what a page that was left, or an end of listening, no longer wants.
  const isGivenUp = (request) => request.failure().errorText === 'net::ERR_ABORTED';
  context.on('request', (request) => request.url().startsWith(address) || complain(`asks for ${request.url()}`));
  context.on('requestfailed', (request) => isGivenUp(request) || isExpected(request.url()) || complain(`gets no ${request.url()}`));
  context.on('response', (response) => response.status() < 400 || isExpected(response.url()) || complain(`${response.status()} ${response.url()}`));
  context.on('console', (message) => {
    const { url } = message.location();
    // What has no address was put in by the test: axe tries a style that the policy forbids.
    if (url && !isExpected(url)) complain(`${message.text()} (${url})`);
  });
  context.on('weberror', (error) => complain(error.error().message));
}

// ---- What an author waits for

/** Waits until the text of the page says this. */
const says = (tab, text) => tab.locator('main').getByText(text).first().waitFor();

/** Waits until the strip's panel says this, whether it is open or not. */
const panelSays = (tab, text) => tab.locator('#panel .content', { hasText: text }).waitFor({ state: 'attached' });

const opens = (tab, part) => tab.locator(part).waitFor();
const closes = (tab, part) => tab.locator(part).waitFor({ state: 'hidden' });

/** Waits until a text of the strip is this, or like this. */
const becomes = (tab, part, text) => tab.locator(part).and(tab.getByText(text)).waitFor({ state: 'attached' });

/** Leaves a sign on the window, which a navigation would take away. */
const mark = (tab) => tab.evaluate(() => void (window.sign = 'here'));
const isMarked = (tab) => tab.evaluate(() => window.sign === 'here');

const hasFocus = (tab, part) => tab.locator(part).evaluate((element) => element.getRootNode().activeElement === element);

const html = (tab) => tab.locator('main').innerHTML();
const pathOf = (tab) => new URL(tab.url()).pathname;

// The browser holds the place of what is read when it next draws the page.
const drawn = (tab) => tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

describe('a saved change', () => {
  test('a sentence comes into the open page, and all that the reader did stays', async (t) => {
    const { tab, author } = await begin(t, everythingPage);
    await mark(tab);
    await tab.locator('.danger summary').click();
    await tab.locator('#areas-for-improvement').evaluate((section) => section.append(document.createElement('input')));
    await tab.locator('main input').fill('half a word');
    const link = tab.locator('#areas-for-improvement').getByRole('link', { name: 'the lesson' });
    await link.evaluate((link) => {
      link.focus({ preventScroll: true });
      link.scrollIntoView({ block: 'center' });
      window.focused = link;
    });
    const state = () =>
      tab.evaluate(() => ({
        sign: window.sign,
        scroll: scrollY,
        focus: document.activeElement === window.focused && document.activeElement.isConnected,
        isOpen: document.querySelector('.danger details').open,
        typed: document.querySelector('main input').value,
      }));
    const before = await state();
    assert.ok(before.scroll > 1000, 'the reader is in the middle of the page');

    author.edit(everything, sentence, newSentence);
    await says(tab, newSentence);
    await drawn(tab);
    assert.deepEqual(await state(), { sign: 'here', scroll: before.scroll, focus: true, isOpen: true, typed: 'half a word' });
    assert.equal(await tab.getByText(sentence).count(), 0);
  });

  test('a paragraph above leaves the reader at the same line', async (t) => {
    const { tab, author } = await begin(t, everythingPage);
    await mark(tab);
    const line = tab.getByText(sentence).first();
    await line.evaluate((line) => line.scrollIntoView({ block: 'center' }));
    await drawn(tab);
    const top = () => line.evaluate((line) => line.getBoundingClientRect().top);
    const before = await top();
    author.edit(everything, 'This stands before', `${'A paragraph that was written later. '.repeat(20)}\n\nThis stands before`);
    await tab.getByText('A paragraph that was written later.').first().waitFor();
    await drawn(tab);
    // The browser holds the place to a whole pixel.
    assert.ok(Math.abs((await top()) - before) <= 1, `${before} and then ${await top()}`);
    assert.ok(await isMarked(tab));
  });

  test('a selection in the rest of a sentence stands', async (t) => {
    const { tab, author } = await begin(t, everythingPage);
    await tab.getByText('The school was told late, and nobody asked why.').evaluate((line) => {
      const text = [...line.childNodes].find((node) => node.nodeType === Node.TEXT_NODE);
      const at = text.data.indexOf('nobody asked');
      getSelection().setBaseAndExtent(text, at, text, at + 'nobody asked'.length);
    });
    author.edit(everything, 'The school was told late, and nobody asked why.', 'The school was told a week late, and nobody asked why.');
    await says(tab, 'a week late');
    assert.equal(await tab.evaluate(() => getSelection().toString()), 'nobody asked');
  });

  test('a style is exchanged without a touch of the page, which is never bare', async (t) => {
    const tokens = `${plain('styles/tokens.css')}\n.masthead h1 { letter-spacing: 3px; }\n`;
    const { tab, author } = await begin(t, everythingPage, { files: ours({ 'styles/tokens.css': tokens }) });
    await mark(tab);
    await tab.evaluate(() => {
      window.touched = [];
      new MutationObserver((records) => window.touched.push(...records.map(({ type }) => type))).observe(document.querySelector('main'), {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
      const look = () => getComputedStyle(document.querySelector('.masthead h1')).letterSpacing;
      window.looks = [look()];
      const watch = () => {
        if (look() !== window.looks.at(-1)) window.looks.push(look());
        requestAnimationFrame(watch);
      };
      watch();
      // Also between two frames, whenever a sheet comes or goes.
      new MutationObserver(() => look() === window.looks.at(-1) || window.looks.push(look())).observe(document.head, { childList: true });
      window.styled = new Promise((done) => document.addEventListener('sevenfold:styled', done, { once: true })).then(() => true);
    });
    author.edit('themes/ours/styles/tokens.css', 'letter-spacing: 3px', 'letter-spacing: 5px');
    assert.ok(await tab.evaluate(() => window.styled));
    await drawn(tab);
    assert.deepEqual(await tab.evaluate(() => window.looks), ['3px', '5px']);
    assert.deepEqual(await tab.evaluate(() => window.touched), []);
    assert.ok(await isMarked(tab));
    assert.equal(await tab.locator('head link[rel=stylesheet]').count(), 1);
  });

  test('a new title comes into whichever page shows it', async (t) => {
    const { tab: home, author, open } = await begin(t, '');
    const { tab: list } = await open('briefings/');
    const { tab: register } = await open('recommendations/');
    const { tab: itself } = await open(everythingPage);
    const tabs = [home, list, register, itself];
    for (const tab of tabs) {
      await says(tab, 'Everything: what a briefing can hold');
      await mark(tab);
    }
    author.edit(everything, 'Everything: what a briefing can hold', 'All that a briefing can hold');
    for (const tab of tabs) {
      await says(tab, 'All that a briefing can hold');
      assert.equal(await tab.locator('main').getByText('Everything: what a briefing can hold').count(), 0);
      assert.ok(await isMarked(tab), pathOf(tab));
    }
    assert.match(await itself.title(), /^All that a briefing can hold/);
  });

  test('a template shapes the open page anew', async (t) => {
    const { tab, author } = await begin(t, everythingPage, { files: ours({ 'pages/briefing.html': plain('pages/briefing.html') }) });
    await mark(tab);
    author.edit('themes/ours/pages/briefing.html', '<div class="opening">', '<div class="opening"><p>Ours begins so.</p>');
    await says(tab, 'Ours begins so.');
    assert.ok(await isMarked(tab));
  });
});

describe('an error', () => {
  const topics = 'topics = ["neglect", "information-sharing"]';
  const unknown = 'topics = ["neglect", "neglct"]';

  test('leaves the last good page and says what is wrong, where', async (t) => {
    const { tab, author } = await begin(t, everythingPage);
    await mark(tab);
    const before = await html(tab);
    author.edit(everything, sentence, newSentence);
    await says(tab, newSentence);
    const good = await html(tab);
    assert.notEqual(good, before);

    author.edit(everything, newSentence, sentence);
    await says(tab, sentence);
    author.save(everything, author.read(everything).replace(topics, unknown).replace(sentence, newSentence));
    await opens(tab, '#panel');
    assert.equal(await html(tab), before, 'the last good page stays as it is');

    const remark = tab.locator('#panel .remark').first();
    assert.equal(await remark.getAttribute('class'), 'remark error');
    assert.equal(await remark.locator('.message').innerText(), 'Error: there is no topic called neglct');
    assert.equal(await remark.locator('pre').innerText(), unknown);
    assert.equal(await remark.locator('mark').innerText(), '"neglct"');
    assert.equal(await remark.locator('.code').innerText(), 'unknown-topic');
    assert.match(await remark.locator('.place a').textContent(), /^content\/briefings\/everything\/index\.md:8:22/);
    assert.match(await remark.locator('.help').innerText(), /Did you mean neglect\?/);
    assert.deepEqual(await tab.locator('#panel h3').allInnerTexts(), ['On this page', 'Elsewhere in the project']);
    assert.match(await tab.locator('#panel .notice').innerText(), /the last version without errors/);
    await becomes(tab, '#alert', /^1 error: there is no topic called neglct, content\/briefings\/everything\/index\.md line 8$/);
    assert.match(await tab.locator('#counts').innerText(), /^1 error(, [^,]+)* on this page/);
    assert.ok(!(await tab.locator('sevenfold-preview').evaluate((host) => host.contains(document.activeElement))), 'the panel takes no focus');

    author.edit(everything, unknown, topics);
    await closes(tab, '#panel');
    await says(tab, newSentence);
    await becomes(tab, '#status', 'No errors any more');
    assert.equal(await html(tab), good, 'what was saved meanwhile has come too');
    assert.ok(await isMarked(tab));
  });

  test('folds away with its button and with Escape, and stays so until there is another', async (t) => {
    const { tab, author, open } = await begin(t, everythingPage);
    const isExpanded = () => tab.locator('#counts').getAttribute('aria-expanded');
    author.edit(everything, topics, unknown);
    await opens(tab, '#panel');
    assert.equal(await isExpanded(), 'true');
    await tab.locator('#panel .fold').click();
    await closes(tab, '#panel');
    assert.equal(await isExpanded(), 'false');

    // The same error, one line further down, is none that the author has not seen.
    author.edit(everything, unknown, `# A note.\n${unknown}`);
    await panelSays(tab, 'index.md:9:22');
    assert.ok(await tab.locator('#panel').isHidden());
    await tab.reload();
    await panelSays(tab, 'index.md:9:22');
    assert.ok(await tab.locator('#panel').isHidden(), 'nor is it new when the page is loaded again');

    await tab.locator('#counts').click();
    await opens(tab, '#panel');
    await tab.locator('#edit').focus();
    await tab.keyboard.press('Tab');
    assert.ok(await hasFocus(tab, '#panel .fold'), 'what was opened follows the strip');
    await tab.keyboard.press('Escape');
    await closes(tab, '#panel');
    assert.ok(await hasFocus(tab, '#counts'), 'the focus is not lost');

    author.edit(everything, '"county-police", "health-visiting"', '"county-polise", "health-visiting"');
    await opens(tab, '#panel');
    await panelSays(tab, 'county-polise');
    author.edit(everything, 'county-polise', 'county-police');
    author.edit(everything, unknown, topics);
    await closes(tab, '#panel');
    // Mended and made again, it is new.
    await panelSays(tab, 'Elsewhere in the project');
    author.edit(everything, topics, unknown);
    await opens(tab, '#panel');

    const { tab: other } = await open('about/');
    await opens(other, '#panel');
    assert.equal(await other.locator('#panel h3').first().innerText(), 'Elsewhere in the project');
  });

  const broken = [
    ['a template that asks for what is not there', 'themes/ours/pages/briefing.html', '{% block content -%}', '{% block content -%}{{ nonsense.x }}', 'template-error'],
    ['a template with a slip', 'themes/ours/pages/briefing.html', '{% block content -%}', '{% block content -%}{% if %}', 'template-error'],
    ['the settings of the site', 'site.toml', 'language = "en-GB"', 'language = "en-GB', 'toml-syntax'],
    ['a vocabulary', 'content/topics.toml', '[neglect]', '[neglect', 'toml-syntax'],
  ];
  for (const [name, path, good, bad, code] of broken) {
    test(`in ${name} keeps the last good page, and is forgotten when it is mended`, async (t) => {
      const { tab, author } = await begin(t, everythingPage, { files: ours({ 'pages/briefing.html': plain('pages/briefing.html') }) });
      await mark(tab);
      const before = await html(tab);
      author.edit(path, good, bad);
      await opens(tab, '#panel');
      await panelSays(tab, path);
      assert.ok((await tab.locator('#panel .remark.error', { hasText: path }).locator('.code').allInnerTexts()).includes(code));
      assert.equal(await html(tab), before);
      author.edit(path, bad, good);
      await closes(tab, '#panel');
      assert.equal(await html(tab), before);
      author.edit(everything, sentence, newSentence);
      await says(tab, newSentence);
      assert.ok(await isMarked(tab));
    });
  }

  test('in one text does not hold back another', async (t) => {
    const { tab, author } = await begin(t, everythingPage);
    author.edit('content/briefings/nine-sections.md', 'topics = ["self-neglect"]', 'topics = ["nothing"]');
    await opens(tab, '#panel');
    author.edit(everything, sentence, newSentence);
    await says(tab, newSentence);
  });

  test('in the settings that is there from the start is told, and the page comes right when it is mended', async (t) => {
    const { tab, author } = await begin(t, everythingPage, { files: { 'site.toml': `oops\n${settings}` } });
    await mark(tab);
    await opens(tab, '#panel');
    await panelSays(tab, 'site.toml:1:4');
    assert.ok((await tab.locator('#panel .remark.error .code').allInnerTexts()).includes('toml-syntax'));
    author.edit('site.toml', 'oops\n', '');
    await tab.locator('.site-name', { hasText: 'Example County learning' }).waitFor();
    await closes(tab, '#panel');
    assert.ok(await isMarked(tab));
  });

  test('that leaves no page from the start is told, and the page comes when it is mended', async (t) => {
    const { tab, author } = await begin(t, '', { files: ours({ 'pages/briefing.html': '{% if %}' }), status: 404 });
    assert.equal(await tab.locator('h1').innerText(), 'There is nothing to show yet');
    await opens(tab, '#panel');
    await panelSays(tab, 'themes/ours/pages/briefing.html:1:7');
    author.save('themes/ours/pages/briefing.html', plain('pages/briefing.html'));
    await tab.getByRole('heading', { name: 'Example County learning', level: 1 }).waitFor();
    await closes(tab, '#panel');
    await says(tab, 'Welcome to Example County.');
    // The page stands in its own styles, and no longer in those of the page that was here.
    await tab.locator('head link[href^="/.sevenfold/"]').waitFor({ state: 'detached' });
    assert.equal(await tab.locator('head link[rel=stylesheet]').count(), 1);
    author.edit('content/pages/index.md', 'Welcome to', 'You are in');
    await says(tab, 'You are in Example County.');
  });
});

describe('an address', () => {
  const files = { 'content/briefings/old-name/index.md': briefing('One that moves') };

  test('follows a briefing that is renamed, and the old one leads to the new', async (t) => {
    const { tab, author, open } = await begin(t, 'briefings/old-name/#key-learning', { files });
    await mark(tab);
    author.rename('content/briefings/old-name', 'content/briefings/new-name');
    await tab.waitForURL('**/briefings/new-name/#key-learning', { waitUntil: 'commit' });
    assert.ok(await isMarked(tab));
    assert.ok(await tab.locator('#panel').isHidden());
    author.edit('content/briefings/new-name/index.md', 'Words.', 'Other words.');
    await says(tab, 'Other words.');
    assert.ok(await isMarked(tab));

    const { tab: other, response } = await open('briefings/old-name/');
    assert.equal(response.status(), 200);
    assert.equal(pathOf(other), '/briefings/new-name/');
    await says(other, 'Other words.');
  });

  test('of a file without a folder follows too, and back', async (t) => {
    const { tab, author } = await begin(t, 'briefings/nine-sections/');
    await mark(tab);
    author.rename('content/briefings/nine-sections.md', 'content/briefings/nine.md');
    await tab.waitForURL('**/briefings/nine/', { waitUntil: 'commit' });
    author.rename('content/briefings/nine.md', 'content/briefings/nine-sections.md');
    await tab.waitForURL('**/briefings/nine-sections/', { waitUntil: 'commit' });
    assert.ok(await isMarked(tab));
    author.edit('content/briefings/nine-sections.md', 'A form was made.', 'Two forms were made.');
    await says(tab, 'Two forms were made.');
  });

  test('whose briefing is deleted says so, with a way home, and is itself again when it comes back', async (t) => {
    const { tab, author, open, address, expected } = await begin(t, 'briefings/old-name/', { files });
    await mark(tab);
    author.remove('content/briefings/old-name');
    await opens(tab, '.notice.gone');
    assert.match(await tab.locator('.notice.gone').innerText(), /^This page is gone: its file was deleted or renamed\./);
    await becomes(tab, '#alert', /^This page is gone/);
    await says(tab, 'Words.');

    // Whoever opens it now is told by the site's own page for wrong addresses.
    expected.add(`${address}briefings/old-name/`);
    const { tab: other, response } = await open('briefings/old-name/');
    assert.equal(response.status(), 404);

    author.save('content/briefings/old-name/index.md', briefing('One that moves', '', 'Words that are back.'));
    for (const each of [tab, other]) {
      await says(each, 'Words that are back.');
      await closes(each, '.notice.gone');
      await closes(each, '#panel');
    }
    // The other page begins anew: without a base_url, the page for wrong addresses does not know where the
    // site's script is, and what that script does has to be done.
    assert.ok(await isMarked(tab));

    author.remove('content/briefings/old-name');
    await tab.locator('.notice.gone a').click();
    await tab.waitForURL(address);
    await tab.locator('body.page-home').waitFor();
  });

  test('stays when its briefing was away for a while and is then copied', async (t) => {
    const { tab, author } = await begin(t, 'briefings/old-name/', { files });
    const text = author.read('content/briefings/old-name/index.md');
    author.remove('content/briefings/old-name');
    await opens(tab, '.notice.gone');
    author.save('content/briefings/old-name/index.md', text);
    await closes(tab, '.notice.gone');
    // An author begins a new briefing with a copy of an old one.
    author.save('content/briefings/copy/index.md', text);
    author.edit('content/briefings/old-name/index.md', 'Words.', 'The words of the old one.');
    await says(tab, 'The words of the old one.');
    assert.equal(pathOf(tab), '/briefings/old-name/');
  });

  test('of a deleted briefing does not lead to another that once began as its copy', async (t) => {
    const { tab, author, open } = await begin(t, 'briefings/old-name/', { files });
    author.save('content/briefings/copy/index.md', author.read('content/briefings/old-name/index.md'));
    const { tab: list } = await open('briefings/');
    await list.locator('.card a[href*="briefings/copy/"]').waitFor();
    author.edit('content/briefings/copy/index.md', 'One that moves', 'One that has become another');
    await says(list, 'One that has become another');
    author.remove('content/briefings/old-name');
    await opens(tab, '.notice.gone');
    assert.equal(pathOf(tab), '/briefings/old-name/');
  });
});

describe('what readers do not see yet', () => {
  const kept = [
    { name: 'a draft', settings: 'status = "draft"\n', state: 'Draft: readers do not see this page.', notice: /This is a draft\./, badge: 'Draft' },
    { name: 'an embargoed briefing', settings: 'status = "published"\npublished = 2026-12-01\n', state: /^Readers do not see this page before .*2026/, notice: /to be published on 1 December 2026/, badge: 'Not before 1 December 2026' },
    { name: 'a withdrawn briefing', settings: 'status = "withdrawn"\n', state: 'Withdrawn: readers do not see this page.', notice: /This briefing was withdrawn\./, badge: 'Withdrawn' },
  ];
  for (const { name, settings, state, notice, badge } of kept) {
    test(`${name} is shown and marked`, async (t) => {
      const { tab, author, open } = await begin(t, 'briefings/kept/', { files: { 'content/briefings/kept.md': briefing('Kept back', settings) } });
      await says(tab, 'Words.');
      await becomes(tab, '#state', state);
      assert.match(await tab.locator('main .notice-urgent').innerText(), notice);
      const { tab: list } = await open('briefings/');
      assert.equal(await list.locator('.card', { hasText: 'Kept back' }).locator('.kept-back').innerText(), badge);

      author.save('content/briefings/kept.md', briefing('Kept back', 'published = 2026-01-01\n'));
      await closes(tab, '#state');
      await closes(tab, 'main .notice-urgent');
      await list.locator('.card', { hasText: 'Kept back' }).locator('.kept-back').waitFor({ state: 'detached' });
    });
  }
});

describe('the strip', () => {
  test('tells how long the briefing takes to read, and each of its sections', async (t) => {
    const { tab, author } = await begin(t, everythingPage);
    await tab.getByRole('button', { name: /^Reading time: \d+ min \d+ s of 7 min$/ }).click();
    await opens(tab, '#sections');
    const links = tab.locator('#sections .sections a');
    const headings = await links.allInnerTexts();
    const written = [...author.read(everything).matchAll(/^## (.+?)(?: \{#.*)?$/gm)].map(([, heading]) => heading);
    assert.deepEqual(headings, written);
    // The theme sets the number of a heading apart from its words.
    assert.deepEqual(
      await links.evaluateAll((links) => links.map((link) => document.querySelector(link.getAttribute('href')).querySelector('h2').innerText)),
      written.map((heading) => heading.replace(/^\d+\. /, '')),
    );
    assert.match(await tab.locator('#sections li').first().locator('.time').innerText(), /^(\d+ min )?\d+ s$/);
    assert.match(await tab.locator('#sections li').first().locator('.words').innerText(), /^\d+ words$/);
    assert.equal(await tab.locator('#sections .longest .heading a').innerText(), headings[0]);

    await links.nth(4).click();
    assert.equal(new URL(tab.url()).hash, '#key-learning');
    const top = await tab.locator('#key-learning').evaluate((section) => section.getBoundingClientRect().top);
    assert.ok(top >= 0 && top < desk.viewport.height / 2, 'the section is in sight');

    const before = await tab.locator('#meter .time').innerText();
    author.edit(everything, sentence, `${sentence} ${'word '.repeat(2380)}`);
    await tab.locator('#meter.is-over').waitFor();
    assert.match(await tab.locator('#meter .time').innerText(), /^11 min \d+ s: 4 min \d+ s over$/);
    await tab.locator('#sections .longest', { hasText: headings[3] }).waitFor();
    author.edit(everything, 'word '.repeat(2380), '');
    await becomes(tab, '#meter .time', before);
  });

  test('says what the check finds on the page, and no longer once it is mended', async (t) => {
    const { tab, author } = await begin(t, everythingPage);
    author.edit(everything, sentence, `${sentence} They moved to SW1A 1AA.`);
    await panelSays(tab, 'is a full postcode');
    // A warning is for when the author looks; it opens nothing.
    assert.equal(await tab.locator('#panel').isVisible(), false);
    const remark = tab.locator('#panel .remark.warning', { hasText: 'person-postcode' });
    assert.equal(await remark.locator('mark').textContent(), 'SW1A 1AA');
    author.edit(everything, ' They moved to SW1A 1AA.', '');
    await remark.waitFor({ state: 'detached' });
  });

  test('leads to the place in the editor', async (t) => {
    const { tab, author } = await begin(t, everythingPage);
    const file = `vscode://file${author.folder}/content/briefings`;
    assert.equal(await tab.locator('#edit').getAttribute('href'), `${file}/everything/index.md:1:1`);
    await tab.locator('#counts').click();
    const hrefs = await tab.locator('#panel .place a').evaluateAll((links) => links.map((link) => link.href));
    // What is said of this page comes first, and of others only what the build itself has to say.
    const own = hrefs.filter((href) => href.startsWith(`${file}/everything/index.md:`));
    assert.ok(own.every((href) => /:\d+:\d+$/.test(href)), hrefs.join('\n'));
    assert.deepEqual(hrefs.slice(own.length), [`${file}/no-roles.md:6:1`, `${file}/no-roles.md:14:1`]);
  });

  test('shows the page dark, and as it comes', async (t) => {
    const { tab } = await begin(t, everythingPage);
    const ground = () => tab.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const isPressed = () => tab.locator('#dark').getAttribute('aria-pressed');
    const light = await ground();
    assert.equal(light, 'rgb(250, 247, 242)');
    await tab.locator('#dark').click();
    assert.equal(await isPressed(), 'true');
    assert.equal(await ground(), 'rgb(20, 23, 28)');

    await tab.locator('a.site-name').click();
    await tab.locator('body.page-home').waitFor();
    await opens(tab, '#dark[aria-pressed=true]');
    assert.equal(await ground(), 'rgb(20, 23, 28)');
    await tab.locator('#dark').click();
    assert.equal(await isPressed(), 'false');
    assert.equal(await ground(), light);

    // For an author whose system is dark, the other way round.
    await tab.emulateMedia({ colorScheme: 'dark' });
    await becomes(tab, '#dark', 'Light');
    assert.equal(await ground(), 'rgb(20, 23, 28)');
    await tab.locator('#dark').click();
    assert.equal(await ground(), light);
  });

  test('shows the page as it will be printed, also after a change of style', async (t) => {
    const files = ours({ 'styles/tokens.css': plain('styles/tokens.css') });
    const { tab, author } = await begin(t, everythingPage, { files });
    const isMenuSeen = () => tab.locator('.menu').isVisible();
    assert.ok(await isMenuSeen());
    await tab.locator('#print').click();
    assert.equal(await tab.locator('#print').getAttribute('aria-pressed'), 'true');
    assert.ok(!(await isMenuSeen()));
    assert.equal(await tab.locator('body').evaluate((body) => Math.round(body.getBoundingClientRect().width)), 794, 'the sheet is 210 mm wide');

    await tab.evaluate(() => void (window.styled = new Promise((done) => document.addEventListener('sevenfold:styled', done, { once: true })).then(() => true)));
    author.edit('themes/ours/styles/tokens.css', '--measure: 40rem', '--measure: 41rem');
    assert.ok(await tab.evaluate(() => window.styled));
    assert.ok(!(await isMenuSeen()));

    await tab.locator('a.site-name').click();
    await tab.locator('body.page-home').waitFor();
    await opens(tab, '#print[aria-pressed=true]');
    assert.ok(!(await isMenuSeen()));
    await tab.locator('#print').click();
    assert.ok(await isMenuSeen());
  });

  test('is not printed itself', async (t) => {
    const { tab } = await begin(t, everythingPage);
    await tab.emulateMedia({ media: 'print' });
    assert.ok(await tab.locator('sevenfold-preview').isHidden());
  });

  test('shows the page on a phone, where a change arrives as well', async (t) => {
    const { tab, author } = await begin(t, everythingPage);
    await tab.locator('#phone').click();
    await tab.waitForURL('**/.sevenfold/phone?page=*');
    const frame = tab.frameLocator('iframe');
    await frame.locator('main').getByText(sentence).first().waitFor();
    assert.equal(await frame.locator('html').evaluate(() => innerWidth), 390);
    assert.equal(await frame.locator('sevenfold-preview').count(), 0, 'the strip stands beside the phone, not in it');
    await frame.locator('html').evaluate(() => void (window.sign = 'here'));
    author.edit(everything, sentence, newSentence);
    await frame.locator('main').getByText(newSentence).first().waitFor();
    assert.equal(await frame.locator('html').evaluate(() => window.sign), 'here');

    author.edit(everything, 'topics = ["neglect", ', 'topics = ["neglct", ');
    await becomes(tab, '#note', '1 error: see it at full width. Shown is the last version without errors.');
    author.edit(everything, 'topics = ["neglct", ', 'topics = ["neglect", ');
    await tab.locator('#note:empty').waitFor({ state: 'attached' });

    await tab.getByText('320', { exact: false }).click();
    assert.equal(await frame.locator('html').evaluate(() => innerWidth), 320);
    await tab.locator('#full').click();
    await tab.waitForURL(`**/${everythingPage}`);
  });

  test('says when the preview has stopped, and goes on by itself when it is started again', async (t) => {
    const { tab, author, preview, expected } = await begin(t, everythingPage);
    await mark(tab);
    expected.add(`${preview.address}.sevenfold/events`);
    await preview.stop();
    await becomes(tab, '#note', 'The preview has stopped');
    author.edit(everything, sentence, newSentence);
    const again = await start(author.folder, preview.port);
    t.after(again.stop);
    await says(tab, newSentence);
    await closes(tab, '#note');
    assert.ok(await isMarked(tab));
  });
});

describe('several sites', () => {
  const files = {
    'sites/adults.toml': 'title = "Learning about adults"\ndescription = "What was learned about adults."\n',
    'sites/children.toml': 'title = "Learning about children"\n',
  };

  test('are listed, and a change arrives in each', async (t) => {
    const { tab, author, open, address } = await begin(t, '', { files });
    const links = tab.locator('main li a');
    assert.deepEqual(await links.allInnerTexts(), ['Learning about adults', 'Learning about children']);
    assert.deepEqual(await links.evaluateAll((links) => links.map((link) => link.href)), [`${address}adults/`, `${address}children/`]);
    const opened = [];
    for (const name of ['adults', 'children']) {
      const { tab: home } = await open(`${name}/`);
      assert.equal(await home.locator('h1').innerText(), `Learning about ${name}`);
      const { tab: each } = await open(`${name}/${everythingPage}`);
      await mark(each);
      opened.push(each);
    }
    author.edit(everything, sentence, newSentence);
    for (const each of opened) {
      await says(each, newSentence);
      assert.ok(await isMarked(each), pathOf(each));
    }
  });

  test('a new title comes into the list', async (t) => {
    const { tab, author } = await begin(t, '', { files });
    await mark(tab);
    author.edit('sites/adults.toml', 'Learning about adults', 'About adults');
    await says(tab, 'About adults');
    assert.ok(await isMarked(tab));
  });

  test('the pages of the preview itself are sound HTML', async (t) => {
    const { address } = await begin(t, '', { files });
    const broken = await begin(t, '', { files: ours({ 'pages/briefing.html': '{% if %}' }), status: 404 });
    const pages = { sites: address, nowhere: `${address}neither/`, phone: `${address}.sevenfold/phone`, nothing: broken.address };
    const found = [];
    for (const [name, page] of Object.entries(pages)) {
      const text = await (await fetch(page)).text();
      assert.match(text, /Sevenfold preview<\/title>/, name);
      found.push(...(await mistakesIn(name, text)));
    }
    assert.deepEqual(found, []);
  });

  test('axe finds no barrier in the list', async (t) => {
    const { tab } = await begin(t, '', { files });
    assert.deepEqual(await barriers(tab), []);
  });
});

describe('axe', () => {
  test('finds no barrier in the strip and what it unfolds', async (t) => {
    const { tab, author } = await begin(t, 'briefings/kept/', {
      files: { 'content/briefings/kept.md': briefing('Kept back', 'status = "draft"\n', `Words. ${'word '.repeat(2000)}\n\n## Method\n\n- Another.`) },
    });
    await moveIntoBody(tab);
    await tab.locator('#meter').click();
    await opens(tab, '#sections');
    assert.deepEqual(await barriers(tab, 'sevenfold-preview'), [], 'the sections');
    author.edit('content/briefings/kept.md', 'status = "draft"', 'status = "draft"\ntopics = ["neglct"]');
    await opens(tab, '#panel .remark.error pre mark');
    assert.deepEqual(await barriers(tab, 'sevenfold-preview'), [], 'the panel');
    await tab.locator('#counts').click();
    await tab.locator('#dark').click();
    assert.deepEqual(await barriers(tab, 'sevenfold-preview'), [], 'the strip alone, with a view on');
  });

  test('finds no barrier on the phone page', async (t) => {
    const { tab, context, address } = await begin(t, '');
    await tab.goto(`${address}.sevenfold/phone?page=/about/`);
    await tab.frameLocator('iframe').locator('main').waitFor();
    assert.deepEqual(await barriers(tab), []);
  });

  test('finds no barrier on the page where there is nothing', async (t) => {
    const { tab } = await begin(t, '', { files: ours({ 'pages/briefing.html': '{% if %}' }), status: 404 });
    await opens(tab, '#panel');
    assert.deepEqual(await barriers(tab), []);
  });

  // The strip stands beside the body, where axe judges no colours. Its style sheet is loaded again.
  const moveIntoBody = (tab) =>
    tab.locator('sevenfold-preview').evaluate((host) => {
      const styled = new Promise((done) => host.shadowRoot.querySelector('link').addEventListener('load', () => done(), { once: true }));
      document.body.append(host);
      return styled;
    });
});

// The last, as it judges what all tests before it have seen.
test('nothing came from elsewhere, failed or complained', () => assert.deepEqual(complaints, []));
