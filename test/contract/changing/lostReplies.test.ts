import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Effect } from '../../../src/sandbox/faults.ts';
import { takeBackup } from '../../../src/sandbox/alibaba/backupSets.ts';
import { openBench, type Bench, type Desk } from '../../support/bench.ts';
import { outcomesOf } from '../../support/journal.ts';
import { changing } from '../../support/requests.ts';
import { until } from '../../support/until.ts';
import { huaweiInstance } from '../../support/sandboxCalls.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

async function openRead(bench: Bench): Promise<Desk> {
  const desk = await bench.open();
  await desk.fleet.refresh(false);
  bench.sandbox.clearRequests();
  return desk;
}

/** Enables an instance while the reply to it is spoilt. */
async function enable(bench: Bench, desk: Desk, name: string, effect: Effect) {
  const huawei = desk.instance(name).provider === 'huawei';
  const signal = new AbortController().signal;
  const [key] = huawei ? await desk.fleet.changes.listKeys(desk.ref(name), signal) : [];
  const operation = huawei ? 'ModifyBackupEncryptStatus' : 'EnableBackupEncryption';
  bench.sandbox.faults.add({ match: { operation }, effect });
  const wanted = { change: 'enable', ...(key && { keyId: key.id }) } as const;
  const result = await desk.fleet.changes.change(desk.ref(name), wanted);
  assert.deepEqual(changing(bench.sandbox), [operation], 'exactly one changing request');
  return result;
}

/** A full backup by hand, begun an hour after all that happened so far. */
function backUpLater(bench: Bench, desk: Desk, name: string): void {
  const instance = bench.sandbox.state.alibaba.instances.get(desk.instance(name).id);
  assert.ok(instance);
  bench.time.ahead += 2 * HOUR;
  const now = Date.now() + bench.time.ahead;
  takeBackup(instance, now - HOUR / 2, { startedAt: now - HOUR });
}

const after = { resetAfter: { kind: 'resetAfter' }, truncate: { kind: 'truncate' } } as const;
const before = {
  resetBefore: { kind: 'resetBefore' },
  'HTTP 500': { kind: 'status', status: 500 },
  'odd page': { kind: 'body', text: '<html>portal</html>' },
} as const;

const atOnce = { concurrency: true };

// Each waits some seconds between its looks, so they wait together.
describe('a lost reply', atOnce, () => {
  describe('on Huawei Cloud is answered by reading', atOnce, () => {
    for (const [title, effect] of Object.entries(after)) {
      test(`${title}: the switch is on, and the journal closed`, async (t) => {
        const bench = await openBench(t);
        const desk = await openRead(bench);
        assert.equal(await enable(bench, desk, 'risk-engine', effect), 'confirmed');
        const { state, evidence } = desk.encryption('risk-engine');
        assert.deepEqual([state, evidence?.source], ['on', 'status-call']);
        assert.deepEqual(outcomesOf(bench), ['enable confirmed']);
      });
    }

    for (const [title, effect] of Object.entries(before)) {
      test(`${title}: the switch is off, and after a minute the journal is closed`, async (t) => {
        const bench = await openBench(t);
        const desk = await openRead(bench);
        assert.equal(await enable(bench, desk, 'risk-engine', effect), 'unconfirmed');
        const { state, evidence, reason, stale } = desk.encryption('risk-engine');
        assert.deepEqual([state, evidence?.source, stale], ['off', 'status-call', false]);
        assert.deepEqual([reason?.category, reason?.since], ['unconfirmed', bench.journal()[0]?.at]);
        assert.deepEqual(outcomesOf(bench), ['enable open'], 'it may still come');
        bench.time.ahead = MINUTE;
        await desk.fleet.refresh(false);
        const later = desk.encryption('risk-engine');
        assert.deepEqual([later.state, later.reason], ['off', undefined]);
        assert.deepEqual(outcomesOf(bench), ['enable not-applied']);
      });
    }

    test('an effect that comes late is seen, and closes the change as what it is', async (t) => {
      const bench = await openBench(t);
      const desk = await openRead(bench);
      assert.equal(await enable(bench, desk, 'risk-engine', before.resetBefore), 'unconfirmed');
      bench.time.ahead = MINUTE / 2;
      await desk.fleet.refresh(false);
      assert.deepEqual(outcomesOf(bench), ['enable open']);
      huaweiInstance(bench.sandbox, 'risk-engine').encryption.status = 'on';
      await desk.fleet.refresh(false);
      const { state, reason } = desk.encryption('risk-engine');
      assert.deepEqual([state, reason], ['on', undefined]);
      assert.deepEqual(outcomesOf(bench), ['enable confirmed']);
    });

    test('nobody has to ask: it is read on by itself, ever more seldom, until it is settled', async (t) => {
      const bench = await openBench(t);
      const desk = await openRead(bench);
      await enable(bench, desk, 'risk-engine', before.resetBefore);
      bench.sandbox.clearRequests();
      bench.time.ahead = MINUTE;
      await until(() => outcomesOf(bench)[0] === 'enable not-applied', 'it is settled');
      const operations = bench.sandbox.requests.map(({ operation }) => operation);
      assert.deepEqual(operations, ['DescribeBackupEncryptStatus']);
    });

    test('when that fails too, it is unconfirmed until the next refresh tells', async (t) => {
      const bench = await openBench(t);
      const desk = await openRead(bench);
      const operation = 'DescribeBackupEncryptStatus';
      bench.sandbox.faults.add({
        match: { operation },
        effect: { kind: 'status', status: 400, code: 'Odd' },
      });
      assert.equal(await enable(bench, desk, 'risk-engine', { kind: 'resetAfter' }), 'unconfirmed');
      const { state, reason } = desk.encryption('risk-engine');
      assert.deepEqual([state, reason?.category], ['unknown', 'unconfirmed']);
      assert.deepEqual(outcomesOf(bench), ['enable open']);
      bench.sandbox.faults.clear();
      await desk.fleet.refresh(false);
      assert.equal(desk.encryption('risk-engine').state, 'on');
      assert.deepEqual(outcomesOf(bench), ['enable confirmed']);
      assert.equal(changing(bench.sandbox).length, 1);
    });
  });

  describe('on Alibaba Cloud', atOnce, () => {
    const applied = { resetAfter: after.resetAfter, resetBefore: before.resetBefore };
    for (const [title, effect] of Object.entries(applied)) {
      test(`${title}: is unconfirmed until a later backup tells`, async (t) => {
        const bench = await openBench(t);
        const desk = await openRead(bench);
        assert.equal(await enable(bench, desk, 'web-sessions', effect), 'unconfirmed');
        await desk.fleet.refresh(false);
        const { state, reason, stale } = desk.encryption('web-sessions');
        assert.deepEqual([state, reason?.category, stale], ['unknown', 'unconfirmed', false]);
        assert.deepEqual(outcomesOf(bench), ['enable open']);
        backUpLater(bench, desk, 'web-sessions');
        await desk.fleet.refresh(false);
        const [wanted, result] = title === 'resetAfter' ? ['on', 'confirmed'] : ['off', 'not-applied'];
        const told = desk.encryption('web-sessions');
        assert.deepEqual([told.state, told.evidence?.source], [wanted, 'backup-set']);
        assert.deepEqual(outcomesOf(bench), [`enable ${result}`]);
        assert.equal(changing(bench.sandbox).length, 1, 'never asked for again by itself');
      });
    }

    test('is still unconfirmed after a restart, and asked for again only on demand', async (t) => {
      const bench = await openBench(t);
      await enable(bench, await openRead(bench), 'web-sessions', { kind: 'resetAfter' });
      bench.sandbox.faults.clear();
      const desk = await openRead(bench);
      assert.equal(desk.encryption('web-sessions').reason?.category, 'unconfirmed');
      assert.deepEqual(changing(bench.sandbox), []);
      const again = await desk.fleet.changes.change(desk.ref('web-sessions'), { change: 'enable' });
      assert.equal(again, 'already-enabled');
      assert.equal(desk.encryption('web-sessions').state, 'on');
      await desk.fleet.refresh(false);
      assert.deepEqual(outcomesOf(bench), ['enable confirmed', 'enable already-enabled']);
    });
  });
});
