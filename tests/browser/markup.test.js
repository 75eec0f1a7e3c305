// The HTML of every page, by the rules of the standard. Forgiving browsers differ in what they make
// of a mistake, and so do screen readers.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { mistakesIn } from './markup.js';
import { features, sample } from './site.js';

describe('HTML', () => {
  for (const site of [sample(), features()]) {
    test(site.name, async () => {
      const found = [];
      for (const page of site.pages) {
        found.push(...(await mistakesIn(page.path, readFileSync(join(site.folder, page.path), 'utf8'))));
      }
      assert.deepEqual(found, []);
    });
  }
});
