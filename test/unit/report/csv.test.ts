import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { goldenReport, HOSTILE, hostileReport, readGolden, written } from '../../support/goldenReport.ts';

type Line = Record<string, string>;

function read(text: string): Line[] {
  return parse<Line>(text, { bom: true, columns: true, record_delimiter: '\r\n' });
}

describe('the CSV report', () => {
  test('begins with a byte order mark and ends each line as RFC 4180 asks', () => {
    const text = readGolden('report.csv');
    assert.ok(text.startsWith('\uFEFFkind,provider,'));
    assert.ok(text.endsWith('\r\n'));
    assert.equal(text.replaceAll('\r\n', '').includes('\n'), false);
  });

  test('has a line for each instance, each thing not looked at, and the report', () => {
    const lines = read(readGolden('report.csv'));
    const report = goldenReport();
    const kinds = lines.map(({ kind }) => kind);
    assert.deepEqual(kinds, [...report.rows.map(() => 'instance'), 'unread-account', 'report']);
    assert.deepEqual(
      lines.slice(0, 29).map(({ id }) => id),
      report.rows.map(({ id }) => id),
    );
    assert.equal(lines.at(-2)?.['accountName'], 'Former Subsidiary');
    assert.ok(lines.at(-1)?.['statement']?.includes(report.integrity.sha256));
    assert.ok(lines.at(-1)?.['statement']?.includes('complete: no'));
  });

  test('has no cell that a spreadsheet would compute, whatever things are called', async () => {
    const lines = read(await written(hostileReport(), 'csv'));
    const cells = lines.flatMap((line) => Object.values(line));
    assert.equal(lines.filter(({ kind }) => kind === 'instance').length, HOSTILE.length);
    assert.deepEqual(
      cells.filter((cell) => /^[\s]*[=+\-@＝＋－＠\t\r]/u.test(cell)),
      [],
    );
    assert.ok(cells.includes("'=cmd|' /C calc'!A0"));
    assert.deepEqual(
      cells.filter((cell) => /[\n\r]/.test(cell)),
      [],
    );
  });
});
