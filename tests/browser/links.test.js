// The folder opened from a disk: links alone lead from the home page to every page, and none leads
// to nothing.

import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { desk, features, launch, sample } from './site.js';

describe('from disk, by links alone', () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser.close());

  for (const site of [sample(), features()]) {
    test(site.name, async () => {
      const tab = await browser.newPage(desk);
      const home = pathToFileURL(join(site.folder, 'index.html')).href;
      const root = new URL('.', home).href;
      const anchors = new Map();
      const links = [];
      const trouble = [];

      const waiting = new Set([home]);
      for (const address of waiting) {
        await tab.goto(address);
        const page = await tab.evaluate(readPage);
        const name = address.slice(root.length);
        anchors.set(address, new Set(page.ids));
        if (!page.styled && !isPasted(name)) trouble.push(`${name} has no styles`);
        for (const target of page.files.filter((target) => !isFile(target) && !isPasted(name))) trouble.push(`${name} wants ${target}`);
        for (const target of page.links.filter((target) => target.startsWith('file:'))) {
          const [file] = target.split('#');
          links.push([name, target]);
          if (!target.startsWith(root)) trouble.push(`${name} leads out of the folder: ${target}`);
          else if (!isFile(file)) trouble.push(`${name} leads to nothing: ${target}`);
          else if (file.endsWith('.html')) waiting.add(file);
        }
      }

      for (const [name, target] of links) {
        const [file, anchor] = target.split('#');
        if (anchor && anchors.has(file) && !anchors.get(file).has(decodeURIComponent(anchor))) trouble.push(`${name} leads to no place: ${target}`);
      }
      const unreached = site.pages.map(({ path }) => path).filter((path) => path !== '404.html' && !anchors.has(root + path));
      trouble.push(...unreached.map((path) => `no link leads to ${path}`));
      assert.deepEqual(trouble, []);
      await tab.close();
    });
  }
});

// A fragment takes its styles from the page into which it is pasted, and its pictures from where the
// site will stand.
const isPasted = (name) => name.endsWith('/fragment.html');

function isFile(address) {
  if (!address.startsWith('file:')) return false;
  const file = fileURLToPath(address.split('#')[0]);
  return existsSync(file) && statSync(file).isFile();
}

// Runs in the page.
function readPage() {
  return {
    links: [...document.querySelectorAll('a[href]')].map((link) => link.href),
    files: [
      ...[...document.querySelectorAll('link[rel=stylesheet], link[rel=icon]')].map((link) => link.href),
      ...[...document.querySelectorAll('img, script[src]')].map((element) => element.src),
    ],
    ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
    // A page on disk may not read the rules of its sheet; that they work shows in the margin.
    styled: document.styleSheets.length > 0 && getComputedStyle(document.body).margin === '0px',
  };
}
