/** What is under way while something else happens: it comes late, and undoes nothing. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import type { Account } from '../../../src/accounts/account.ts';
import { alibabaAccount, huaweiAccount, wrongSecret } from '../../support/accounts.ts';
import { openBench } from '../../support/bench.ts';
import { hold } from '../../support/hold.ts';
import { CLOUDS, PAIRS, accountAt } from '../../support/pair.ts';
import { changing, count } from '../../support/requests.ts';
import { never } from '../../support/session.ts';
import { until } from '../../support/until.ts';

const STATUS = 'DescribeBackupEncryptStatus';
const OFF = { kind: 'body', text: '{"encryption_status":"off"}', contentType: 'application/json' } as const;

test('a reading begun while a change was on its way does not undo what was accepted', async (t) => {
  const bench = await openBench(t);
  const { sandbox } = bench;
  const desk = await bench.open([huaweiAccount(sandbox)]);
  await desk.fleet.refresh(false);
  const ref = desk.ref('risk-engine');
  const key = (await desk.fleet.changes.listKeys(ref, never)).find(({ unusable }) => !unusable);
  assert.ok(key);
  const letChange = hold(sandbox, { operation: 'ModifyBackupEncryptStatus' });
  const change = desk.fleet.changes.change(ref, { change: 'enable', keyId: key.id });
  await until(() => changing(sandbox).length > 0, 'the change arrives');
  sandbox.clearRequests();
  const letReading = hold(sandbox, { operation: STATUS }, 1);
  sandbox.faults.add({ match: { operation: STATUS }, times: 1, effect: OFF });
  const reading = desk.fleet.refreshInstance(ref, never);
  await until(() => count(sandbox, STATUS) === 1, 'the reading arrives');
  const letLook = hold(sandbox, { operation: STATUS });
  letChange();
  await until(() => count(sandbox, STATUS) === 2, 'the change was accepted and is looked at');
  assert.equal(desk.encryption('risk-engine').evidence?.source, 'change-accepted');
  letReading();
  await reading;
  assert.equal(desk.encryption('risk-engine').state, 'on');
  letLook();
  assert.equal(await change, 'accepted');
  assert.equal(desk.encryption('risk-engine').state, 'on');
});

describe('while a proving call is under way', () => {
  for (const cloud of CLOUDS) {
    const { prove, victim } = PAIRS[cloud];
    /** All that a window may ask of an account, while its proving call is held back. */
    const askAll = async (t: TestContext, differences?: Partial<Account>) => {
      const bench = await openBench(t);
      await (await bench.open([accountAt(cloud, bench.sandbox)])).fleet.refresh(false);
      const desk = await bench.open([accountAt(cloud, bench.sandbox, differences)]);
      bench.sandbox.clearRequests();
      const letThrough = hold(bench.sandbox, { operation: prove });
      const work = [
        desk.fleet.refresh(false),
        desk.fleet.refreshInstance(desk.ref(victim), never),
        desk.fleet.changes.listKeys(desk.ref(victim), never),
      ];
      await until(() => count(bench.sandbox, prove) > 0, 'it arrives');
      return { bench, letThrough, work };
    };

    test(`nothing else leaves, and no second one (${cloud})`, async (t) => {
      const { bench, letThrough, work } = await askAll(t);
      assert.equal(bench.sandbox.requests.length, 1);
      letThrough();
      await Promise.all(work);
      assert.equal(count(bench.sandbox, prove), 1);
    });

    test(`that is refused, those that wait for it send none (${cloud})`, async (t) => {
      const { bench, letThrough, work } = await askAll(t, { credentials: wrongSecret(cloud) });
      letThrough();
      const outcomes = await Promise.allSettled(work);
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ['fulfilled', 'rejected', 'rejected'],
      );
      assert.equal(bench.sandbox.requests.length, 1);
    });
  }
});

test('a reading of an account that is removed meanwhile writes nothing of it back to the disk', async (t) => {
  const bench = await openBench(t);
  const desk = await bench.open();
  await desk.fleet.refresh(false);
  const letThrough = hold(bench.sandbox, { operation: STATUS });
  const reading = desk.fleet.refresh(false);
  await until(() => count(bench.sandbox, STATUS) > 12, 'states are asked for');
  await desk.fleet.forget('hw');
  await desk.fleet.configure({ accounts: [alibabaAccount(bench.sandbox)], problems: [] });
  letThrough();
  await reading;
  assert.equal((await readdir(join(bench.storage, 'accounts'))).length, 1);
});
