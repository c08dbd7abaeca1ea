import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Journal } from '../../../src/files/journal.ts';
import { journalFacts } from '../../../src/fleet/reporting/facts.ts';
import { canonicalJson } from '../../../src/report/canonical.ts';
import { seal, verifyReport } from '../../../src/report/integrity.ts';
import { listingLog } from '../../support/log.ts';
import { openStorage } from '../../support/storage.ts';
import { goldenReport, readGolden, written } from '../../support/goldenReport.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

describe('canonical JSON', () => {
  test('is that of the examples in RFC 8785', () => {
    // Sections 3.2.2 and 3.2.3 of the RFC.
    assert.equal(
      canonicalJson({
        numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
        string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
        literals: [null, true, false],
      }),
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    const names = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    assert.equal(
      canonicalJson(names),
      '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
    );
  });

  test('leaves out what is undefined', () =>
    assert.equal(canonicalJson({ a: undefined, b: [{}] }), '{"b":[{}]}'));
});

describe('the seal of a report', () => {
  const text = readGolden('report.json');

  test('holds while nothing is changed, however it is spelled', () => {
    assert.deepEqual(verifyReport(text), []);
    assert.deepEqual(verifyReport(JSON.stringify(JSON.parse(text))), []);
  });

  test('is the SHA-256 that anybody can compute', () => {
    const { integrity, ...rest } = goldenReport();
    assert.equal(integrity.sha256, hash(canonicalJson(rest)));
  });

  test('breaks with any change', () => {
    const report = goldenReport();
    const rows = report.rows.map((row, index) => (index === 0 ? { ...row, verdict: 'pass' } : row));
    assert.equal(verifyReport(JSON.stringify({ ...report, rows })).length, 1);
    assert.equal(verifyReport(text.replace('Online Shop', 'Online Shops')).length, 1);
    assert.equal(verifyReport('{}').length, 1);
    assert.equal(verifyReport('no JSON').length, 1);
  });

  test('has the head that the next line of the journal will carry', async (t) => {
    const journal = new Journal(join(await openStorage(t), 'journal.jsonl'), { now: Date.now }, listingLog());
    assert.equal((await journalFacts(journal)).head, '0'.repeat(64));
    const wanted = {
      provider: 'huawei',
      accountId: 'hw',
      region: 'r',
      change: 'enable',
      instanceId: 'a',
    } as const;
    const intent = await journal.begin(wanted);
    const { head, entries, verified } = await journalFacts(journal);
    await journal.finish(intent, { result: 'accepted' });
    const [, next] = await journal.entries();
    assert.deepEqual([next?.previous, entries, verified], [head, 1, true]);
  });

  test('is bound to the journal as it was, which may have grown', async () => {
    const lines = ['one', 'two', 'three'].map(hash);
    const { integrity, ...rest } = goldenReport();
    const bound = seal({ ...rest, journal: { head: hash('two'), entries: 2, verified: true } });
    const json = await written(bound, 'json');
    assert.notEqual(bound.integrity.sha256, integrity.sha256);
    assert.deepEqual(verifyReport(json, { hashes: lines, isIntact: true }), []);
    assert.equal(verifyReport(json, { hashes: lines.slice(0, 1), isIntact: true }).length, 1);
    assert.equal(verifyReport(json, { hashes: lines.map((line) => hash(line)), isIntact: true }).length, 1);
    assert.equal(verifyReport(json, { hashes: lines, isIntact: false }).length, 1);
    assert.deepEqual(verifyReport(text, { hashes: [], isIntact: true }), [], 'before the first change');
  });
});
