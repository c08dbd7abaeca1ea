/** What somebody typed as a secret changes nothing that a cloud says; what a gateway echoes of one shows nowhere. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Reason } from '../../../src/domain/encryption.ts';
import { alibabaAccount, huaweiAccount } from '../../support/accounts.ts';
import { openBench, type Desk } from '../../support/bench.ts';
import { never } from '../../support/session.ts';

const CREDENTIALS = { accessKeyId: 'LTAIWrongNotReal', accessKeySecret: 'TypedNotReal/+"=' };

/** Everything that is shown, but for when it was seen, which request told it, and a refusal's own words. */
function told({ inventory }: Desk): string[] {
  const records = [...inventory.records()].map(({ instance, encryption }) => ({ instance, encryption }));
  const accounts = inventory.accounts().map(({ id, state, reason }) => ({ id, state, reason }));
  const varying = new Set(['seenAt', 'requestId', 'until']);
  const stable = (name: string, value: unknown) => {
    if (varying.has(name)) return '';
    return name === 'reason' && (value as Reason | undefined)?.category === 'permission'
      ? 'permission'
      : value;
  };
  return JSON.stringify({ records, accounts }, stable, 1).split('\n');
}

describe('a word that was tried as a secret and refused', () => {
  const WORDS = [
    ...['MySQL', 'Physical', 'Success', 'Running', 'prod', 'cn-north-4', 'cn-hangzhou', 'gauss', 'Primary'],
    ...['Code', 'DBInstanceId', 'encryption_status', 'HighAvailability', 'local_ssd', 'true', '2026'],
  ];
  for (const word of [...WORDS, 'an instance id'])
    test(`${word}: every account reads as before`, async (t) => {
      const bench = await openBench(t);
      const desk = await bench.open();
      await desk.fleet.refresh(true);
      const before = told(desk);
      const secret = word === 'an instance id' ? desk.instance('web-sessions').id : word;
      for (const account of [alibabaAccount(bench.sandbox), huaweiAccount(bench.sandbox)]) {
        const credentials = {
          source: 'given',
          credentials: { ...CREDENTIALS, accessKeySecret: secret },
        } as const;
        const trial = desk.fleet.checks.tryAccount({ ...account, credentials }, undefined, never);
        await assert.rejects(trial, { category: 'credentials' });
      }
      await desk.fleet.refresh(true);
      assert.deepEqual(told(desk), before);
    });

  test('that is a part of an error code: what the code means stays', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([alibabaAccount(bench.sandbox)]);
    await desk.fleet.refresh(true);
    const ref = desk.ref('web-sessions');
    const sandboxed = [...bench.sandbox.state.alibaba.instances.values()].find(
      ({ id }) => id === ref.instanceId,
    );
    assert.ok(sandboxed);
    sandboxed.encryption = { since: Date.now() };
    const credentials = {
      source: 'given',
      credentials: { ...CREDENTIALS, accessKeySecret: 'Encryption' },
    } as const;
    const account = alibabaAccount(bench.sandbox, { credentials });
    await assert.rejects(desk.fleet.checks.tryAccount(account, undefined, never), {
      category: 'credentials',
    });
    await desk.fleet.changes.change(ref, { change: 'enable' });
    assert.equal(desk.encryption('web-sessions').evidence?.source, 'already-enabled');
  });
});

describe('a secret that a gateway echoes', () => {
  const member = (name: string, value: string) =>
    JSON.stringify({ RequestId: 'r', Code: 'InvalidParameter', Message: 'wrong', [name]: value });
  for (const name of ['Message', 'Code', 'RequestId'])
    for (const before of [0, 90, 290, 990])
      test(`${name}, after ${before} characters: is neither shown, kept nor logged`, async (t) => {
        const bench = await openBench(t);
        const secret = CREDENTIALS.accessKeySecret.repeat(3);
        const text = member(name, `${'x'.repeat(before)}${secret}${'y'.repeat(50)}`).replaceAll(
          '=',
          '\\u003d',
        );
        const match = { operation: 'GetCallerIdentity' };
        bench.sandbox.faults.add({ match, effect: { kind: 'body', status: 400, text } });
        const credentials = {
          source: 'given',
          credentials: { ...CREDENTIALS, accessKeySecret: secret },
        } as const;
        const desk = await bench.open([alibabaAccount(bench.sandbox, { credentials })]);
        await desk.fleet.refresh(true);
        const shown = [...desk.lines, ...told(desk), JSON.stringify(desk.inventory.accounts())].join('\n');
        assert.match(shown, /wrong|InvalidParameter/);
        assert.doesNotMatch(shown, /NotReal|Typed/);
      });
});
