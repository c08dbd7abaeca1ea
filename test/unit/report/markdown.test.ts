import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { markdownCode, markdownText } from '../../../src/report/inert.ts';
import { goldenReport, HOSTILE, hostileReport, readGolden, written } from '../../support/goldenReport.ts';

/** The cells of a row of a table, as GitHub cuts them: at each pipe that no backslash stands before. */
function cellsOf(line: string): string[] {
  const cells = line.match(/(?:\\[!-/:-@[-`{-~]|[^|])+/g) ?? [];
  return cells.map((cell) => cell.trim()).filter(Boolean);
}

describe('the Markdown report', () => {
  test('says first what was not looked at, then accounts and instances', () => {
    const headings = [...readGolden('report.md').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    assert.deepEqual(headings, ['Not looked at', 'Accounts', 'Instances', 'Exceptions', 'What it supports']);
    assert.ok(readGolden('report.md').includes('| `Former Subsidiary` |'));
    assert.ok(readGolden('report.md').includes(goldenReport().integrity.sha256));
  });

  test('keeps whatever things are called in a span of code, within its cell', async () => {
    const text = await written(hostileReport(), 'markdown');
    const rows = text.split('\n').filter((line) => line.startsWith('| **'));
    assert.equal(rows.length, HOSTILE.length + 0);
    for (const row of rows) {
      assert.equal(cellsOf(row).length, 7, row);
      const [, name = '', account = ''] = cellsOf(row);
      assert.match(account, /^(`+) ?.*\1$/);
      assert.match(name, /^(`+)/);
    }
    assert.doesNotMatch(text, /[\u202A-\u202E\u200B]/);
  });

  test('a span of code is longer than any in it, and no backslash opens its cell', () => {
    assert.equal(markdownCode('a`b'), '`` a`b ``');
    assert.equal(markdownCode('a|b'), '`a\\|b`');
    assert.equal(markdownCode('a\\|b'), '`a\\ \\|b`');
    assert.equal(markdownCode(' '), '');
    assert.equal(
      markdownText('see [x](y) <b> www.x.y https://z'),
      'see \\[x\\]\\(y\\) \\<b\\> www\\.x.y https\\://z',
    );
  });
});
