import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { root } from '../../../scripts/steps/paths.ts';
import { goldenReport, HOSTILE, hostileReport, readGolden, written } from '../../support/goldenReport.ts';

interface Result {
  readonly ruleId: string;
  readonly kind: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } };
    readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[];
  }[];
  readonly partialFingerprints: Record<string, string>;
  readonly suppressions?: readonly {
    readonly justification: string;
    readonly properties: { owner: string };
  }[];
}

interface Run {
  readonly results: readonly Result[];
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
  }[];
}

function runOf(text: string): Run {
  const { runs } = JSON.parse(text) as { readonly runs: readonly [Run] };
  return runs[0];
}

function errorsOf(text: string): unknown {
  // The schema is of draft 04; these two members are all that a later draft reads otherwise.
  const { id, $schema, ...schema } = JSON.parse(
    readFileSync(join(root, 'test', 'schemas', 'sarif-2.1.0.json'), 'utf8'),
  ) as Record<string, unknown>;
  assert.ok(id && $schema);
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(schema);
  validate(JSON.parse(text));
  return validate.errors;
}

describe('the SARIF report', () => {
  const run = runOf(readGolden('report.sarif'));
  const resultOf = (name: string) => run.results.find(({ message }) => message.text.startsWith(`${name}:`));

  test('is what the schema of OASIS says, hostile names or not', async () => {
    assert.equal(errorsOf(readGolden('report.sarif')), null);
    assert.equal(errorsOf(await written(hostileReport(), 'sarif')), null);
    assert.notEqual(errorsOf(readGolden('report.sarif').replaceAll('"open"', '"opened"')), null);
  });

  test('has a result for each instance: what is not verified is open, and no failure', () => {
    assert.equal(run.results.length, 29);
    const kinds = (name: string) => [resultOf(name)?.kind, resultOf(name)?.level, resultOf(name)?.ruleId];
    assert.deepEqual(kinds('loyalty-points'), ['fail', 'error', 'not-encrypted']);
    assert.deepEqual(kinds('payroll'), ['open', 'none', 'not-verified']);
    assert.deepEqual(kinds('orders-prod'), ['pass', 'none', 'not-encrypted']);
    assert.deepEqual(kinds('legacy-crm'), ['notApplicable', 'none', 'not-encrypted']);
  });

  test('for code scanning of GitHub what is not verified is a warning', async () => {
    const { results } = runOf(await written(goldenReport(), 'sarif', { sarifFor: 'github' }));
    const payroll = results.find(({ message }) => message.text.startsWith('payroll:'));
    assert.deepEqual([payroll?.kind, payroll?.level], ['fail', 'warning']);
  });

  test("stands at the rule's line in the policy, with a name and a fingerprint that stay", async () => {
    const [first] = run.results;
    assert.deepEqual(first?.locations[0]?.physicalLocation, {
      artifactLocation: { uri: 'backup-encryption.yaml' },
      region: { startLine: 4 },
    });
    assert.match(first.locations[0].logicalLocations[0]?.fullyQualifiedName ?? '', /^alibaba\/shop\/.+\/rm-/);
    const prints = run.results.map(({ partialFingerprints }) => partialFingerprints['backupEncryption/v1']);
    assert.equal(new Set(prints).size, 29);
    const later = { ...goldenReport(), generatedAt: '2027-01-01T00:00:00Z' };
    const again = runOf(await written(later, 'sarif')).results;
    assert.deepEqual(
      again.map((result) => result.partialFingerprints['backupEncryption/v1']),
      prints,
    );
  });

  test('shows what is excepted as a failure that is suppressed, by whom and why', () => {
    const { kind, suppressions } = resultOf('web-sessions') ?? {};
    assert.equal(kind, 'fail');
    assert.deepEqual(
      suppressions?.map(({ properties }) => properties.owner),
      ['dba@example.com'],
    );
  });

  test('says that it did not see everything', () => {
    const [invocation] = run.invocations;
    assert.equal(invocation?.executionSuccessful, false);
    assert.match(invocation.toolExecutionNotifications[0]?.message.text ?? '', /^Former Subsidiary: /);
  });

  test('has no link and no placeholder in a message, whatever things are called', async () => {
    const { results } = runOf(await written(hostileReport(), 'sarif'));
    assert.equal(results.length, HOSTILE.length);
    for (const { message } of results) {
      const plain = message.text
        .replace(/\\[\\[\]]/g, '')
        .replaceAll('{{', '')
        .replaceAll('}}', '');
      assert.doesNotMatch(plain, /[[\]{}]/, message.text);
    }
  });
});
