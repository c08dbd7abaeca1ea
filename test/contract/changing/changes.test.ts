import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { alibabaAccount, huaweiAccount } from '../../support/accounts.ts';
import { openBench, type Bench, type Desk } from '../../support/bench.ts';
import { categoryOf } from '../../support/failure.ts';
import { hold } from '../../support/hold.ts';
import { changing } from '../../support/requests.ts';
import { outcomesOf } from '../../support/journal.ts';

const ENABLE = 'EnableBackupEncryption';
const MODIFY = 'ModifyBackupEncryptStatus';

async function openRead(bench: Bench): Promise<Desk> {
  const desk = await bench.open([alibabaAccount(bench.sandbox), huaweiAccount(bench.sandbox)]);
  await desk.fleet.refresh(false);
  bench.sandbox.clearRequests();
  return desk;
}

async function usableKey({ fleet, ref }: Desk, name: string): Promise<string> {
  const keys = await fleet.changes.listKeys(ref(name), new AbortController().signal);
  const key = keys.find(({ unusable }) => !unusable);
  assert.ok(key);
  return key.id;
}

describe('the intent is on the disk before the request arrives, the outcome after', () => {
  for (const [name, operation] of Object.entries({ 'web-sessions': ENABLE, 'risk-engine': MODIFY })) {
    test(operation, async (t) => {
      const bench = await openBench(t);
      const { sandbox } = bench;
      const desk = await openRead(bench);
      const keyId = operation === MODIFY ? await usableKey(desk, name) : undefined;
      const letThrough = hold(sandbox, { operation });
      const change = desk.fleet.changes.change(desk.ref(name), { change: 'enable', ...(keyId && { keyId }) });
      while (changing(sandbox).length === 0) await turn();
      const [intent, ...more] = bench.journal();
      assert.equal(more.length, 0, 'no outcome yet');
      assert.ok(intent?.entry === 'intent');
      const { provider, accountId, region, id: instanceId } = desk.instance(name);
      const { change: wanted, keyId: key, ...place } = intent;
      assert.deepEqual([wanted, key], ['enable', keyId]);
      assert.partialDeepStrictEqual(place, { provider, accountId, region, instanceId, process: process.pid });
      assert.ok(Math.abs(Date.parse(intent.at) - Date.now()) < 60_000);
      letThrough();
      assert.equal(await change, 'accepted');
      const outcome = bench.journal()[1];
      assert.ok(outcome?.entry === 'outcome' && outcome.requestId);
      assert.deepEqual([outcome.changeId, outcome.result], [intent.changeId, 'accepted']);
      assert.deepEqual(changing(sandbox), [operation]);
    });
  }
});

describe('an accepted change', () => {
  test('on Alibaba Cloud rests on what was accepted until a backup shows it', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    bench.sandbox.state.alibaba.roleExists = true;
    const keyId = await usableKey(desk, 'web-sessions');
    await desk.fleet.changes.change(desk.ref('web-sessions'), { change: 'enable', keyId });
    const { state, evidence } = desk.encryption('web-sessions');
    assert.deepEqual([state, evidence?.source, evidence?.keyId], ['on', 'change-accepted', keyId]);
    const restarted = await bench.open();
    await restarted.fleet.refresh(false);
    assert.deepEqual(restarted.encryption('web-sessions').evidence, evidence, 'also after a restart');
    bench.time.ahead = 2 * 24 * 3_600_000;
    await restarted.fleet.refresh(false);
    assert.equal(restarted.encryption('web-sessions').evidence?.source, 'backup-set');
  });

  test('on Huawei Cloud is read again, on and off', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    const ref = desk.ref('sg-inventory-prod');
    const keyId = await usableKey(desk, 'sg-inventory-prod');
    assert.equal(await desk.fleet.changes.change(ref, { change: 'enable', keyId }), 'accepted');
    const on = desk.encryption('sg-inventory-prod');
    assert.deepEqual([on.state, on.evidence?.source], ['on', 'status-call']);
    assert.equal(await desk.fleet.changes.change(ref, { change: 'disable' }), 'accepted');
    const off = desk.encryption('sg-inventory-prod');
    assert.deepEqual([off.state, off.evidence?.source], ['off', 'status-call']);
    assert.deepEqual(changing(bench.sandbox), [MODIFY, MODIFY]);
    assert.deepEqual(outcomesOf(bench), ['enable accepted', 'disable accepted']);
  });

  test('can be named by its request id, and those before a given time are left out', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    const ref = desk.ref('web-sessions');
    await desk.fleet.changes.change(ref, { change: 'enable' });
    const outcome = bench.journal().find(({ entry }) => entry === 'outcome');
    assert.ok(outcome && 'requestId' in outcome && outcome.requestId);
    assert.deepEqual(
      [...(await desk.fleet.changes.requestIds('ali', '2020-01-01T00:00:00Z'))],
      [[ref.instanceId, outcome.requestId]],
    );
    assert.equal((await desk.fleet.changes.requestIds('ali', '2100-01-01T00:00:00Z')).size, 0);
  });

  test('shows even when the state cannot be read afterwards', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    const operation = 'DescribeBackupEncryptStatus';
    bench.sandbox.faults.add({ match: { operation }, effect: { kind: 'status', status: 400, code: 'Odd' } });
    const keyId = await usableKey(desk, 'risk-engine');
    const result = await desk.fleet.changes.change(desk.ref('risk-engine'), { change: 'enable', keyId });
    assert.equal(result, 'accepted');
    const { state, evidence } = desk.encryption('risk-engine');
    assert.deepEqual([state, evidence?.source, evidence?.keyId], ['on', 'change-accepted', keyId]);
  });

  test('that was on already is a success without the key that was chosen', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    bench.sandbox.state.alibaba.roleExists = true;
    const keyId = await usableKey(desk, 'web-sessions');
    const instance = bench.sandbox.state.alibaba.instances.get(desk.instance('web-sessions').id);
    assert.ok(instance);
    instance.encryption = { since: Date.now() };
    const result = await desk.fleet.changes.change(desk.ref('web-sessions'), { change: 'enable', keyId });
    assert.equal(result, 'already-enabled');
    const { state, evidence } = desk.encryption('web-sessions');
    assert.deepEqual([state, evidence?.source, evidence?.keyId], ['on', 'already-enabled', undefined]);
    assert.deepEqual(outcomesOf(bench), ['enable already-enabled']);
    const restarted = await openRead(bench);
    assert.equal(restarted.encryption('web-sessions').state, 'on', 'it is a proof');
  });
});

describe('a refused change', () => {
  const busy = { 'checkout-staging': 'IncorrectDBInstanceState', 'user-center': 'DBS.200019' };
  for (const [name, code] of Object.entries(busy)) {
    test(`of a busy instance (${code}) says so and changes nothing`, async (t) => {
      const bench = await openBench(t);
      const desk = await openRead(bench);
      const before = desk.encryption(name);
      const keyId = name === 'user-center' ? await usableKey(desk, name) : undefined;
      const wanted = { change: 'enable', ...(keyId && { keyId }) } as const;
      await assert.rejects(desk.fleet.changes.change(desk.ref(name), wanted), {
        name: 'CloudError',
        category: 'instance-state',
        code,
      });
      assert.equal(changing(bench.sandbox).length, 1);
      assert.deepEqual(desk.encryption(name), before);
      const outcome = bench.journal()[1];
      assert.ok(outcome?.entry === 'outcome' && outcome.message && outcome.requestId);
      assert.deepEqual([outcome.result, outcome.code], ['refused', code]);
    });
  }

  test('because the key is disabled by now: nothing is sent; whoever may not look hears it of the cloud', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    bench.sandbox.state.alibaba.roleExists = true;
    const keyId = await usableKey(desk, 'web-sessions');
    const key = bench.sandbox.state.alibaba.keys.find(({ id }) => id === keyId);
    assert.ok(key);
    key.state = 'Disabled';
    const enable = () => desk.fleet.changes.change(desk.ref('web-sessions'), { change: 'enable', keyId });
    await assert.rejects(enable(), { category: 'key' });
    assert.deepEqual([changing(bench.sandbox), bench.journal()], [[], []]);
    const [user] = bench.sandbox.state.alibaba.users.splice(0);
    assert.ok(user);
    bench.sandbox.state.alibaba.users.push({ ...user, denied: [{ operation: 'DescribeKey' }] });
    await assert.rejects(enable(), { category: 'key', code: 'InvalidKmsKey' });
    assert.equal(desk.encryption('web-sessions').state, 'off');
    assert.deepEqual(outcomesOf(bench), ['enable refused']);
  });

  test('that the cloud does not offer sends nothing: no key at Huawei, no way back at Alibaba', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    const { changes } = desk.fleet;
    await assert.rejects(changes.change(desk.ref('risk-engine'), { change: 'enable' }), { category: 'key' });
    const back = changes.change(desk.ref('orders-prod'), { change: 'disable' });
    await assert.rejects(back, { category: 'unsupported' });
    assert.deepEqual(changing(bench.sandbox), []);
    assert.deepEqual(outcomesOf(bench), ['enable refused', 'disable refused']);
  });

  test('of an unknown instance or account sends nothing and journals nothing', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    for (const accountId of ['ali', 'nobody']) {
      const change = desk.fleet.changes.change({ accountId, instanceId: 'rm-nowhere' }, { change: 'enable' });
      await assert.rejects(change, { name: 'CloudError' });
    }
    assert.equal(bench.sandbox.requests.length, 0);
    assert.deepEqual(bench.journal(), []);
  });
});

describe('two changes of one instance at once', () => {
  test('are one: the other is refused before anything is sent', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    bench.sandbox.faults.add({ match: { operation: ENABLE }, effect: { kind: 'latency', ms: 500 } });
    const ref = desk.ref('web-sessions');
    const changes = [1, 2].map(() => desk.fleet.changes.change(ref, { change: 'enable' }));
    const outcomes = await Promise.allSettled(changes);
    const refused = outcomes.find(({ status }) => status === 'rejected');
    assert.equal(refused?.status === 'rejected' && categoryOf(refused.reason), 'instance-state');
    assert.ok(outcomes.some((outcome) => outcome.status === 'fulfilled' && outcome.value === 'accepted'));
    assert.deepEqual(changing(bench.sandbox), [ENABLE]);
    assert.deepEqual(outcomesOf(bench), ['enable accepted']);
  });
});
