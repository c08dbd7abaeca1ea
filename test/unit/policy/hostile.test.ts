import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readPolicy } from '../../../src/policy/read.ts';
import { seededRandom } from '../../../src/sandbox/random.ts';
import { seedFrom } from '../../support/seed.ts';

const MIB = 1024 * 1024;

/** The messages of a file that is as large as it may be, unless it is said to be larger. */
function messages(text: string): string[] {
  return readPolicy(text).problems.map(({ message }) => message);
}

describe('a hostile file is a problem, and ends nobody’s process:', () => {
  const TEXTS: Readonly<Record<string, string>> = {
    'lists in lists': `version: 1\nrules: ${'['.repeat(MIB - 100)}`,
    'lists in lists, in lines': '- '.repeat(MIB / 2),
    'maps in maps': '{a: '.repeat(MIB / 4),
    'keys of keys': '? '.repeat(MIB / 2),
    'keys in keys': 'a: '.repeat(MIB / 3),
    'tags of nothing': '!a '.repeat(MIB / 3),
    'anchors of nothing': '&a '.repeat(MIB / 3),
    'brackets that close nothing': '}'.repeat(MIB),
    quotes: '"'.repeat(MIB),
    commas: `[${','.repeat(MIB - 1)}`,
    documents: '---\n'.repeat(MIB / 4),
    'one mebibyte and more': 'a'.repeat(MIB + 1),
    nulls: '\0'.repeat(MIB),
  };
  for (const [name, text] of Object.entries(TEXTS))
    test(name, () => {
      const { policy, problems } = readPolicy(text);
      assert.equal(policy, undefined);
      assert.ok(problems.length > 0 && problems.length < 30, `${problems.length} problems`);
    });

  test('a bomb of aliases', () => {
    const levels = Array.from({ length: 10 }, (_, level) => {
      const inner = level === 0 ? '"*"' : `*a${level - 1}`;
      return `a${level}: &a${level} [${Array.from({ length: 12 }, () => inner).join(', ')}]`;
    });
    assert.deepEqual(messages(`version: 1\n${levels.join('\n')}\n`), ['A policy has 100 aliases at most.']);
  });

  test('an alias that holds itself', () => {
    assert.ok(messages('version: 1\nrules: &a [*a, *a]\n').length > 0);
    assert.ok(messages('version: 1\nrules: &a { id: *a }\n').length > 0);
  });

  test('more patterns than a fleet can be matched against', () => {
    const names = Array.from({ length: 1001 }, (_, at) => `"${at}*"`).join(', ');
    const { policy, problems } = readPolicy(
      `version: 1\nrules:\n  - { id: all, match: { name: [${names}] } }\n`,
    );
    assert.equal(policy, undefined);
    assert.match(problems[0]?.message ?? '', /1,000 patterns/);
  });
});

test('random pieces of policies, in any order, are read or refused', (t) => {
  const seed = seedFrom('FUZZ_SEED');
  t.diagnostic(`FUZZ_SEED=${seed}`);
  const random = seededRandom(seed);
  const pieces = [
    'version: 1',
    '\n',
    '  ',
    '- ',
    'rules:',
    'exceptions:',
    'id: a',
    'match: ',
    '{',
    '}',
    '[',
    ']',
    ', ',
    ': ',
    '&a ',
    '*a',
    '!!str ',
    '"',
    "'",
    '|',
    '>',
    '#',
    '\t',
    '\r\n',
    '---',
    '%YAML 1.1',
    '<<: ',
    'null',
    '~',
    '2027-01-31',
    'a/b/c/d',
    '\u0000',
    '\uFEFF',
    '😀',
    '? ',
  ];
  for (let round = 0; round < 3000; round += 1) {
    const text = Array.from(
      { length: 1 + Math.floor(random() * 30) },
      () => pieces[Math.floor(random() * pieces.length)],
    ).join('');
    assert.doesNotThrow(() => readPolicy(text), JSON.stringify(text));
  }
});
