import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { root } from '../../../scripts/steps/paths.ts';
import { goldenReport, hostileReport, readGolden, written } from '../../support/goldenReport.ts';

interface Event {
  readonly time: number;
  readonly status_id: number;
  readonly message: string;
  readonly comment?: string;
  readonly finding_info: { readonly uid: string };
  readonly compliance: { readonly status_id: number };
  readonly evidences?: readonly {
    readonly api: { readonly operation: string; readonly request: { readonly uid: string } };
    readonly data: { readonly asOf?: string };
  }[];
}

const schema = JSON.parse(
  readFileSync(join(root, 'test', 'schemas', 'ocsf-1.5.0-compliance-finding.json'), 'utf8'),
) as object;

function errorsOf(text: string): unknown {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile({
    type: 'array',
    items: schema,
    definitions: (schema as { definitions: object }).definitions,
  });
  validate(JSON.parse(text));
  return validate.errors;
}

describe('the OCSF report', () => {
  const events = JSON.parse(readGolden('report.ocsf.json')) as Event[];
  const eventOf = (name: string) => events.find(({ message }) => message.startsWith(`${name}:`));

  test('is of class 2003 as OCSF 1.5.0 has it, with no attribute that it does not', async () => {
    assert.equal(errorsOf(readGolden('report.ocsf.json')), null);
    assert.equal(errorsOf(await written(hostileReport(), 'ocsf')), null);
    assert.notEqual(
      errorsOf(readGolden('report.ocsf.json').replaceAll('"class_uid":2003', '"class_uid":2004')),
      null,
    );
    const seconds = readGolden('report.ocsf.json').replaceAll(/"time":(\d+)000/g, '"time":$1');
    assert.notEqual(errorsOf(seconds), null, 'times are milliseconds');
  });

  test('says pass, fail, and what gave no result because something is missing', () => {
    const status = (name: string) => [eventOf(name)?.compliance.status_id, eventOf(name)?.status_id];
    assert.deepEqual(status('orders-prod'), [1, 1]);
    assert.deepEqual(status('payroll'), [2, 1]);
    assert.deepEqual(status('loyalty-points'), [3, 1]);
    assert.deepEqual(status('web-sessions'), [3, 3], 'suppressed, and a failure all the same');
    assert.match(eventOf('web-sessions')?.comment ?? '', /^dba@example\.com, 2027-01-31: /);
  });

  test('has the call and the request that each state rests on', () => {
    const [evidence] = eventOf('orders-prod')?.evidences ?? [];
    assert.equal(evidence?.api.operation, 'DescribeBackups');
    assert.match(evidence.api.request.uid, /^[0-9A-F-]{36}$/);
    assert.ok(evidence.data.asOf);
    assert.equal(events[0]?.time, Date.parse(goldenReport().generatedAt));
  });

  test('has an event for what was not looked at', () => {
    assert.equal(events.length, 30);
    assert.equal(eventOf('Former Subsidiary')?.compliance.status_id, 2);
    assert.equal(new Set(events.map(({ finding_info }) => finding_info.uid)).size, 30);
  });

  test('as lines is the same', () => {
    const lines = readGolden('report.ocsf.jsonl').trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line) as Event),
      events,
    );
  });
});
