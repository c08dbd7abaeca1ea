import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { root } from '../../../scripts/steps/paths.ts';
import { goldenReport, hostileReport, readGolden, written } from '../../support/goldenReport.ts';

const schema = JSON.parse(readFileSync(join(root, 'schemas', 'report-v1.json'), 'utf8')) as object;

/** The same schema that takes no member it does not name: what ships must let later members pass. */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== 'object' || part === null) return part;
  const members = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, closed(value)]));
  return 'properties' in part ? { ...members, additionalProperties: false } : members;
}

function check(report: unknown): unknown {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(closed(schema) as object);
  validate(report);
  return validate.errors;
}

describe('the JSON report', () => {
  test('is what its schema says, with no member that it does not name', async () => {
    assert.equal(check(goldenReport()), null);
    assert.equal(check(JSON.parse(await written(hostileReport(), 'json'))), null);
  });

  test('is refused by the schema when something is missing, or is no time', () => {
    const { journal, ...rest } = goldenReport();
    assert.notEqual(check(rest), null);
    assert.notEqual(check({ ...rest, journal, generatedAt: 'yesterday' }), null);
    assert.notEqual(check({ ...rest, journal, more: 1 }), null);
  });

  test('has the worst first, and each instance once', () => {
    const { rows, summary } = goldenReport();
    assert.equal(rows.length, 29);
    assert.equal(summary.total, 29);
    assert.equal(new Set(rows.map(({ id }) => id)).size, 29);
    const verdicts = [...new Set(rows.map(({ verdict }) => verdict))];
    assert.deepEqual(verdicts, ['fail', 'not-verified', 'excepted', 'not-applicable', 'pass']);
  });

  test('tells of what was not looked at', () => {
    const { completeness } = goldenReport();
    assert.equal(completeness.complete, false);
    assert.deepEqual(
      completeness.unreadAccounts.map(({ name, reason }) => [name, reason.category]),
      [['Former Subsidiary', 'credentials']],
    );
  });

  test('keeps the verdict that an exception softens, and shows the exception', () => {
    const { rows, exceptions } = goldenReport();
    const row = rows.find(({ name }) => name === 'web-sessions');
    assert.deepEqual(
      [row?.verdict, row?.originalVerdict, row?.finding],
      ['excepted', 'fail', 'not-encrypted'],
    );
    assert.deepEqual(
      exceptions.map(({ owner, expires }) => [owner, expires]),
      [['dba@example.com', '2027-01-31']],
    );
  });

  test('says what it is in the words of its evidence', () => {
    const { rows } = goldenReport();
    const statementOf = (name: string) => rows.find((row) => row.name === name)?.statement ?? '';
    assert.match(
      statementOf('orders-prod'),
      /^As of the backup that ended 2026-11-\d\d \d\d:\d\d UTC: encrypted\.$/,
    );
    assert.match(
      statementOf('trade-core'),
      /^The cloud reported new backups as encrypted at 2026-11-28 06:30 UTC\.$/,
    );
  });

  test('has ids and times of the evidence for every known state', () => {
    const known = goldenReport().rows.filter(({ evidence }) => evidence);
    assert.ok(known.length > 15);
    for (const { evidence } of known)
      assert.ok(evidence?.requestId && evidence.seenAt && evidence.apiOperation);
    assert.doesNotMatch(readGolden('report.json'), /undefined|NaN|\[object/);
  });
});
