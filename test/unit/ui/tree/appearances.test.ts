import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Appearances } from '../../../../src/ui/tree/appearances.ts';

const [row, other] = ['db-1', 'db-2'].map((instanceId) => ({ accountId: 'one', instanceId }));
assert.ok(row && other);

test('a row has appeared once VS Code has asked for it', () => {
  const appearances = new Appearances();
  assert.equal(appearances.has(row), false);
  assert.equal(appearances.note(row), true);
  assert.deepEqual([appearances.has(row), appearances.has(other)], [true, false]);
});

test('what VS Code asks for because it was told has not appeared anew', () => {
  const appearances = new Appearances();
  appearances.note(row);
  appearances.tell(row);
  assert.equal(appearances.note(row), false);
  assert.equal(appearances.note(row), true, 'the next time nobody told it');
});

test('all appear anew once VS Code has forgotten them', () => {
  const appearances = new Appearances();
  appearances.note(row);
  appearances.tell(row);
  appearances.forget();
  assert.equal(appearances.has(row), false);
  assert.equal(appearances.note(row), true);
});
