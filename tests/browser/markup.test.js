// The HTML of every page, by the rules of the standard. Forgiving browsers differ in what they make
// of a mistake, and so do screen readers.

import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { features, sample } from './site.js';

const rules = {
  extends: ['html-validate:recommended'],
  rules: {
    // How the file is laid out is no reader's concern.
    'no-trailing-whitespace': 'off',
    'doctype-style': 'off',
    // How long a title is, and how a number is spaced, is the author's choice; the styles keep
    // numbers on one line where there is room.
    'long-title': 'off',
    'tel-non-breaking': 'off',
    // The frame of a wide table is a region, so that it has a name when it takes the focus. It is no
    // section of the text.
    'prefer-native-element': ['error', { exclude: ['region'] }],
  },
};

describe('HTML', () => {
  const validator = new HtmlValidate(new FileSystemConfigLoader({ root: true, ...rules }));
  for (const site of [sample(), features()]) {
    test(site.name, async () => {
      const found = [];
      for (const page of site.pages) {
        const report = await validator.validateFile(join(site.folder, page.path));
        const messages = report.results.flatMap((result) => result.messages);
        found.push(...messages.map((message) => `${page.path}:${message.line}:${message.column}: ${message.ruleId}: ${message.message}`));
      }
      assert.deepEqual(found, []);
    });
  }
});
