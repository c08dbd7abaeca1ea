import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ROWS } from '../../contract/faults/rows.ts';

const TESTS = join(import.meta.dirname, '..', '..');

/** How a file says which row it tests. */
function saysRow(text: string, number: number): boolean {
  return new RegExp(`row\\(${number}\\)|\\brow ${number}\\b`, 'i').test(text);
}

describe('the fault matrix', () => {
  test('has 45 rows', () => {
    const numbers = Array.from({ length: 45 }, (_, index) => index + 1);
    assert.deepEqual([...ROWS.keys()], numbers);
  });

  for (const [number, { places }] of ROWS)
    test(`row ${number} is tested where docs/fault-matrix.md says`, () => {
      assert.notEqual(places.length, 0, 'it names its tests');
      for (const { path, title } of places) {
        assert.ok(existsSync(join(TESTS, path)), `there is no test/${path}`);
        const text = readFileSync(join(TESTS, path), 'utf8');
        if (title === undefined) assert.ok(saysRow(text, number), `test/${path} does not name its row`);
        else assert.ok(text.includes(title), `test/${path} has no test called "${title}"`);
      }
    });
});
