// The rules of HTML by which every page is judged, the program's own among them.

import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';

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

const validator = new HtmlValidate(new FileSystemConfigLoader({ root: true, ...rules }));

/** What is wrong with the HTML of a page, each with its place in it. */
export async function mistakesIn(name, html) {
  const report = await validator.validateString(html, `${name}.html`);
  const messages = report.results.flatMap((result) => result.messages);
  return messages.map((message) => `${name}:${message.line}:${message.column}: ${message.ruleId}: ${message.message}`);
}
