import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Attention } from '../../../src/inventory/attention.ts';

test('the latest that somebody looked at comes first, account by account', () => {
  const attention = new Attention();
  for (const instanceId of ['a', 'b', 'a', 'c']) attention.look({ accountId: 'one', instanceId });
  attention.look({ accountId: 'other', instanceId: 'z' });
  assert.deepEqual(attention.latest('one'), ['c', 'a', 'b']);
  assert.deepEqual(attention.latest('none'), []);
});

test('only some screens full are remembered', () => {
  const attention = new Attention();
  for (let number = 1; number <= 1_000; number += 1)
    attention.look({ accountId: 'one', instanceId: String(number) });
  const latest = attention.latest('one');
  assert.deepEqual([latest.length, latest[0], latest.at(-1)], [200, '1000', '801']);
});

test('who follows an account is told of each look at it, until they leave', () => {
  const attention = new Attention();
  const look = (accountId: string) => {
    attention.look({ accountId, instanceId: 'a' });
  };
  let told = 0;
  const leave = attention.follow('one', () => (told += 1));
  for (const id of ['one', 'other', 'one']) look(id);
  assert.equal(told, 2);
  leave();
  look('one');
  assert.equal(told, 2);
});
