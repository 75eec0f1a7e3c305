// The sites that the tests look at, the server that shows them and the browser that reads them.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, relative, resolve, sep } from 'node:path';
import { chromium } from 'playwright-core';

const here = import.meta.dirname;
export const program = resolve(process.env.SEVENFOLD_PROGRAM ?? join(here, '../../target/debug/sevenfold'));

// What is overdue depends on the day, so the day is fixed.
export const today = '2026-11-22';

// What a careful web team sets. Everything that a page needs must come from its own site.
export const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

/** The sample site of the repository, built into a folder of its own. */
export const sample = () => build('sample', join(here, '../..'));

/** The site with every form of Markdown and every state. */
export const features = () => build('features', join(here, 'features'));

/** The site of the project in this folder. */
export function build(name, project) {
  const folder = mkdtempSync(join(tmpdir(), `sevenfold-${name}-`));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  execFileSync(program, ['build', '--project', project, '--out', folder, '--today', today], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  // A page says itself what kind of page it is.
  const kindOf = (path) => /<body class="page-([a-z-]+)"/.exec(readFileSync(join(folder, path), 'utf8'))[1];
  // A fragment is no page: it is made to be pasted into one.
  const isFragment = (path) => path.endsWith('/fragment.html');
  const pages = files.filter((path) => path.endsWith('.html') && !isFragment(path)).map((path) => ({ path, kind: kindOf(path) }));
  return { name, folder, files: new Set(files), pages, fragments: files.filter(isFragment) };
}

// The 404 page is shown at any depth, so it alone holds absolute addresses: those of `base_url` in
// site.toml. The features have the path of our server there; the sample has none.
const path = '/some/path/';

/** The pages that our server can show as they will be shown. */
export const served = (site) => site.pages.filter(({ kind }) => kind !== 'not-found' || site.name === 'features');

export const briefings = (site) => site.pages.filter(({ kind }) => kind === 'briefing');

/** Two pages of each kind; of briefings, which hold what authors write, all. */
export function eachKind(site) {
  const seen = new Map();
  return served(site).filter(({ kind }) => {
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    return kind === 'briefing' || seen.get(kind) <= 2;
  });
}

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
};

/** Serves a site below the root, as within a council's website; `address` leads to its home page. */
export async function serve(site) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const [status, file] = lookUp(site, decodeURIComponent(pathname));
    response.writeHead(status, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': policy,
    });
    response.end(readFileSync(file));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { address: `http://127.0.0.1:${server.address().port}${path}`, close };
}

function lookUp(site, pathname) {
  const wanted = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
  const file = wanted.startsWith(path) ? wanted.slice(path.length) : '';
  return site.files.has(file) ? [200, join(site.folder, file)] : [404, join(site.folder, '404.html')];
}

/** Where a page is found on the server. The 404 page answers where there is nothing. */
export function addressOf(server, page) {
  return server.address + (page.kind === 'not-found' ? 'there/is/nothing' : page.path.replace(/index\.html$/, ''));
}

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

// Smooth scrolling would let a test measure a page while it still moves.
export const desk = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' };
export const phone = { viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' };
