import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../../../scripts/steps/paths.ts';

const sources = globSync('src/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));

describe('the files of src', () => {
  test('have 80 lines at most in the median', () => {
    const lengths = sources.map((text) => text.split('\n').length).sort((a, b) => a - b);
    const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
    assert.ok(median <= 80, `${median} lines`);
  });

  test('need VS Code in 22 of a hundred at most', () => {
    const needing = sources.filter((text) => text.includes("from 'vscode'")).length;
    assert.ok(needing <= 0.22 * sources.length, `${needing} of ${sources.length}`);
  });
});
