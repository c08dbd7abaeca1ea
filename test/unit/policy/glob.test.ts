import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeGlob } from '../../../src/policy/glob.ts';
import { seededRandom } from '../../../src/sandbox/random.ts';
import { seedFrom } from '../../support/seed.ts';

describe('a pattern', () => {
  const CASES: readonly (readonly [pattern: string, fits: readonly string[], others: readonly string[]])[] = [
    ['prd-*', ['prd-', 'prd-orders', 'PRD-Orders'], ['prd', 'xprd-orders']],
    ['*', ['', 'a', 'a/b'], []],
    ['cn-?angzhou', ['cn-hangzhou'], ['cn-angzhou', 'cn-hhangzhou']],
    ['*-prod-*', ['a-prod-b', '-prod-', 'a-prod-prod-'], ['a-prod', 'prod-b']],
    ['mysql', ['MySQL'], ['mysql8']],
    ['a.c', ['a.c'], ['abc']],
    ['[ab]+(x|y)$', ['[ab]+(x|y)$'], ['ax']],
    ['订单-*', ['订单-1'], ['订-1']],
    ['?', ['😀'], ['', 'ab']],
    ['', [''], ['a']],
  ];
  for (const [pattern, fits, others] of CASES)
    test(`"${pattern}"`, () => {
      const glob = makeGlob(pattern);
      for (const text of fits) assert.ok(glob.fits(text), text);
      for (const text of others) assert.ok(!glob.fits(text), text);
    });
});

test('random patterns and texts fit as a regular expression says', (t) => {
  const seed = seedFrom('TEST_SEED');
  t.diagnostic(`TEST_SEED=${seed}`);
  const random = seededRandom(seed);
  const draw = (letters: string) =>
    Array.from(
      { length: Math.floor(random() * 8) },
      () => letters[Math.floor(random() * letters.length)],
    ).join('');
  for (let round = 0; round < 20_000; round += 1) {
    const [pattern, text] = [draw('ab*?'), draw('abA')];
    const expression = pattern.replaceAll('*', '.*').replaceAll('?', '.');
    const expected = new RegExp(`^${expression}$`, 'is').test(text);
    assert.equal(makeGlob(pattern).fits(text), expected, `${pattern} ${text}`);
  }
});

test('none takes long: many stars and a text that nearly fits', () => {
  // A regular expression goes back through all of them and would be at it for years.
  assert.ok(!makeGlob(`${'*a'.repeat(100)}b`).fits('a'.repeat(2000)));
});
