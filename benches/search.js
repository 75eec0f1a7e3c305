// How long a reader waits from a key to the results, in Chromium over a thousand briefings:
// `node benches/search.js [COUNT]`, with SEVENFOLD_PROGRAM as in the browser tests.

import { generated } from '../tests/browser/generated.js';
import { desk, launch, serve } from '../tests/browser/site.js';

const { site, vocabulary } = generated(Number(process.argv[2] ?? 1000));
const server = await serve(site);
const browser = await launch();
const tab = await browser.newPage(desk);
await tab.goto(`${server.address}search/`);
const times = { 'words not looked for before': [], 'words known': [] };
for (const known of [false, true]) {
  for (let at = 0; at < 40; at += 1) {
    const query = `${vocabulary[(at * 37) % 800]} ${vocabulary[(at * 53) % 800].slice(0, 4)}`;
    const time = await tab.evaluate(async (query) => {
      const results = document.querySelector('.search-results');
      const field = document.querySelector('#page-search');
      const shown = new Promise((done) => new MutationObserver(() => results.dataset.query === query && done()).observe(results, { attributes: true }));
      const started = performance.now();
      field.value = query;
      field.dispatchEvent(new Event('input'));
      await shown;
      return performance.now() - started;
    }, query);
    times[known ? 'words known' : 'words not looked for before'].push(time);
  }
}
for (const [what, all] of Object.entries(times)) {
  all.sort((one, other) => one - other);
  console.log(`${what}: median ${all[all.length / 2].toFixed(1)} ms, worst ${all.at(-1).toFixed(1)} ms`);
}
await browser.close();
await server.close();
