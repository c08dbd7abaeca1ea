import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Attention } from '../../../src/inventory/attention.ts';

const always = () => true;

test('the latest that somebody looked at comes first, account by account', () => {
  const attention = new Attention();
  for (const instanceId of ['a', 'b', 'a', 'c']) attention.look({ accountId: 'one', instanceId });
  attention.look({ accountId: 'other', instanceId: 'z' });
  assert.equal(attention.latest('one', always), 'c');
  assert.equal(
    attention.latest('one', (id) => id !== 'c'),
    'a',
  );
  assert.equal(attention.latest('none', always), undefined);
});

test('only some screens full are remembered', () => {
  const attention = new Attention();
  for (let number = 0; number < 1_000; number += 1)
    attention.look({ accountId: 'one', instanceId: String(number) });
  assert.equal(
    attention.latest('one', (id) => Number(id) < 800),
    undefined,
  );
  assert.equal(
    attention.latest('one', (id) => Number(id) < 801),
    '800',
  );
});
