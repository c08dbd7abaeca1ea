import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFiltering, NO_FILTER, readViewChoice } from '../../../src/domain/viewChoice.ts';

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
