import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { completionsAt } from '../../../src/policy/completion.ts';
import { stateOf, subject } from '../../support/policyFleet.ts';

const fleet = {
  accounts: [
    { provider: 'alibaba', id: 'prod', isComplete: true },
    { provider: 'huawei', id: 'live', isComplete: true },
  ],
  subjects: [
    subject('alibaba/prod/cn-hangzhou/rm-orders'),
    subject('huawei/live/cn-north-4/tau-trade: core', stateOf('on'), { engine: 'gaussdb-mysql' }),
  ],
};

/** The words that are offered where the bar stands. */
function offered(marked: string): string[] {
  return itemsAt(marked).map(({ label }) => label);
}

function itemsAt(marked: string) {
  const offset = marked.indexOf('|');
  return completionsAt(marked.replace('|', ''), offset, fleet).items;
}

const RULE = 'version: 1\nrules:\n  - id: all\n    ';

describe('where somebody types', () => {
  const CASES: readonly (readonly [name: string, text: string, words: readonly string[]])[] = [
    ['an empty file', '|', ['version', 'defaults', 'rules', 'exceptions', 'check']],
    ['a member of the file', 'version: 1\nru|', ['defaults', 'rules', 'exceptions', 'check']],
    [
      'a rule',
      'version: 1\nrules:\n  - |',
      ['id', 'description', 'match', 'require', 'severity', 'controls'],
    ],
    ['another member of a rule', `${RULE}se|`, ['description', 'match', 'require', 'severity', 'controls']],
    [
      'a match, below it',
      `${RULE}match:\n      |`,
      ['provider', 'account', 'region', 'engine', 'name', 'ids'],
    ],
    [
      'a match that is not closed',
      `${RULE}match: { provider: alibaba, a|`,
      ['account', 'region', 'engine', 'name', 'ids'],
    ],
    ['a provider', `${RULE}match: { provider: | }`, ['alibaba', 'huawei']],
    ['an account', `${RULE}match: { account: p| }`, ['prod', 'live']],
    ['an account of a list', `${RULE}match: { account: [prod, |] }`, ['prod', 'live']],
    ['a region in quotes', `${RULE}match: { region: "cn-|" }`, ['cn-hangzhou', 'cn-north-4']],
    ['an engine', `${RULE}match:\n      engine: |`, ['gaussdb-mysql', 'mysql']],
    ['a name', `${RULE}match:\n      name: |\n`, ['orders', 'trade: core']],
    [
      'an instance',
      'version: 1\nexceptions:\n  - instances:\n      - alibaba/|',
      ['alibaba/prod/cn-hangzhou/rm-orders', 'huawei/live/cn-north-4/tau-trade: core'],
    ],
    ['the rule of an exception', `${RULE}match: { name: x }\nexceptions:\n  - rule: |`, ['all', 'default']],
    ['a severity', `${RULE}severity: |`, ['high', 'low', 'medium']],
    ['a truth', `${RULE}require: { encrypted: | }`, ['false', 'true']],
    ['JSON', '{ "version": 1, "rules": [ { "match": { "provider": "|" } } ] }', ['alibaba', 'huawei']],
    ['a comment', 'version: 1 # |', []],
    ['an owner', 'version: 1\nexceptions:\n  - owner: |', []],
    ['what no policy has', 'version: 1\nother:\n  deep: |', []],
  ];
  for (const [name, text, words] of CASES) test(name, () => assert.deepEqual(offered(text), words));
});

test('what means something to YAML is put in quotes, unless it stands in some', () => {
  const texts = (text: string) => itemsAt(text).map((item) => item.text);
  assert.deepEqual(texts(`${RULE}match: { name: | }`), ['orders', '"trade: core"']);
  assert.deepEqual(texts(`${RULE}match: { name: "|" }`), ['orders', 'trade: core']);
  assert.deepEqual(texts('version: 1\ndefaults:\n  |')[0], 'required: ');
  assert.deepEqual(texts('{ "version": 1, | }')[0], '"defaults": ');
});

test('the word that is typed is replaced as a whole', () => {
  const { start } = completionsAt('version: 1\nexceptions:\n  - rule: de', 35, fleet);
  assert.equal(start, 33);
});
