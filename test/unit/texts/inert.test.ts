import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inert } from '../../../src/texts/inert.ts';
import { plainMarkdown } from '../../../src/texts/plainMarkdown.ts';

/** What VS Code makes a link of: a label, directly followed by its target (vs/base/common/linkedText.ts). */
const LINK = /\[[^\]]*\]\([^)]*\)/;
const LINKS = [
  '[Sign in](command:workbench.action.terminal.sendSequence)',
  'orders [a](https://evil.test) and [b](command:x)',
  '[[x](command:y)](command:z)',
  '[](command:x)',
];

test('a text of a cloud has no link in a message, and keeps its words', () => {
  for (const text of LINKS) {
    assert.match(text, LINK);
    assert.doesNotMatch(inert(text), LINK);
    assert.equal(inert(text).replaceAll('] (', ']('), text);
  }
  assert.equal(inert('orders-prod [eu] (main)'), 'orders-prod [eu] (main)');
});

test('a text of a cloud is no Markdown: every sign is an entity', () => {
  assert.equal(plainMarkdown('orders prod 1'), 'orders prod 1');
  for (const text of [
    ...LINKS,
    '<img src=x>',
    '**bold**',
    '$(sync~spin)',
    'https://evil.test',
    '`code`',
    '# top',
  ])
    assert.doesNotMatch(plainMarkdown(text), /[^\p{L}\p{N} &#;]/u);
  assert.equal(plainMarkdown('[a]'), '&#91;a&#93;');
  assert.equal(plainMarkdown('🔑'), '&#128273;');
});
