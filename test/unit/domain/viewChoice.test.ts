import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  isFiltering,
  matcherOf,
  NO_FILTER,
  readViewChoice,
  type Filter,
  type Known,
} from '../../../src/domain/viewChoice.ts';
import { as } from '../../support/inventories.ts';
import { instanceCalled } from '../../support/named.ts';

const FIRST = { grouping: 'account', filter: NO_FILTER };

describe('the choice kept from an earlier session', () => {
  test('comes back as it was', () => {
    const choice = { grouping: 'state', filter: { text: 'prod', states: ['off', 'unknown', 'awaited'] } };
    assert.deepEqual(readViewChoice(JSON.parse(JSON.stringify(choice))), choice);
  });

  test('is taken as far as it fits', () => {
    assert.deepEqual(readViewChoice({ grouping: 'engine', filter: { text: 7, states: ['on', 'lost', 3] } }), {
      grouping: 'engine',
      filter: { text: '', states: ['on'] },
    });
    for (const odd of [undefined, null, 7, 'state', [], { grouping: 'region', filter: 'x' }]) {
      assert.deepEqual(readViewChoice(odd), FIRST);
    }
  });
});

test('spaces alone are no filter', () => {
  assert.equal(isFiltering({ text: '  ', states: [] }), false);
  assert.equal(isFiltering({ text: '', states: ['on'] }), true);
});

describe('what happened to an instance', () => {
  const NOW = new Date(2026, 10, 28, 11).getTime();
  const DAY = 86_400_000;
  const record = { instance: instanceCalled('orders'), encryption: as('off') };
  const isFound = (filter: Partial<Filter>, known: Partial<Known>) =>
    matcherOf({ ...NO_FILTER, ...filter }, () => ({ accountName: 'Production', ...known }), NOW)(record);
  const ago = (milliseconds: number) => new Date(NOW - milliseconds).toISOString();

  test('is looked for by a word or a mark; evidence against itself is no drift', () => {
    const worse = { drift: 'no-longer-encrypted' } as const;
    const contradiction = { drift: 'contradicting-evidence' } as const;
    assert.ok(isFound({ text: 'Drift orders' }, worse));
    assert.ok(!isFound({ text: 'drift' }, contradiction));
    assert.ok(!isFound({ text: 'drift' }, {}));
    assert.ok(isFound({ text: 'contradiction' }, contradiction));
    assert.ok(isFound({ marks: ['drift'] }, { drift: 'key-in-trouble' }));
    assert.ok(isFound({ marks: ['drift'], states: ['off'] }, worse));
    assert.ok(!isFound({ marks: ['drift'], states: ['on'] }, worse));
    assert.ok(!isFound({ marks: ['contradiction'] }, worse));
    assert.ok(isFound({ marks: ['contradiction', 'drift'] }, contradiction));
    assert.ok(!isFound({ marks: ['contradiction', 'drift'] }, {}));
  });

  test('is looked for by when it changed; today begins at midnight', () => {
    assert.ok(isFound({ changed: 'today' }, { changedAt: ago(11 * 3_600_000) }));
    assert.ok(!isFound({ changed: 'today' }, { changedAt: ago(11 * 3_600_000 + 1) }));
    assert.ok(isFound({ changed: 'week' }, { changedAt: ago(7 * DAY) }));
    assert.ok(!isFound({ changed: 'week' }, { changedAt: ago(7 * DAY + 1) }));
    assert.ok(isFound({ changed: 'month' }, { changedAt: ago(30 * DAY) }));
    assert.ok(!isFound({ changed: 'month' }, {}), 'nothing happened to it');
  });

  test('is a filter of its own, and kept as far as it fits', () => {
    assert.ok(isFiltering({ ...NO_FILTER, marks: ['drift'] }));
    assert.ok(isFiltering({ ...NO_FILTER, changed: 'today' }));
    const filter = { text: '', states: [], marks: ['contradiction'], changed: 'month' };
    assert.deepEqual(readViewChoice({ filter }).filter, filter);
    const odd = { text: '', states: [], marks: ['rust', 7], changed: 'yesterday' };
    assert.deepEqual(readViewChoice({ filter: odd }).filter, NO_FILTER);
  });
});
