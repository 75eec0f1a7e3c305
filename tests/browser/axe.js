// How axe looks for barriers, and for whom.

import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { desk, phone } from './site.js';

const looks = [
  { name: 'desk, light', size: desk.viewport, colorScheme: 'light', forcedColors: 'none' },
  { name: 'desk, dark', size: desk.viewport, colorScheme: 'dark', forcedColors: 'none' },
  { name: 'phone, light', size: phone.viewport, colorScheme: 'light', forcedColors: 'none' },
  { name: 'phone, dark', size: phone.viewport, colorScheme: 'dark', forcedColors: 'none' },
  { name: 'phone, forced colours', size: phone.viewport, colorScheme: 'dark', forcedColors: 'active' },
];
const options = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
};

/** The barriers in an open page, or in one part of it, in every look. */
export async function barriers(tab, part = null) {
  const found = [];
  for (const look of looks) {
    await tab.setViewportSize(look.size);
    await tab.emulateMedia(look);
    // Legacy mode keeps axe in this tab; no page has frames for which it would need another.
    const axe = new AxeBuilder({ page: tab }).options(options).setLegacyMode();
    const { violations, passes } = await (part ? axe.include(part) : axe).analyze();
    assert.ok(passes.length > 10, 'axe has looked at the page');
    assert.ok([...passes, ...violations].some(({ id }) => id === 'color-contrast'), 'and at its colours');
    found.push(...violations.flatMap((rule) => rule.nodes.map((node) => `${look.name}: ${rule.id}: ${node.html}\n${node.failureSummary}`)));
  }
  return found;
}
