import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { alibabaAccount, huaweiAccount, wrongSecret } from '../../support/accounts.ts';
import { atOnce } from '../../support/atOnce.ts';
import { openBench } from '../../support/bench.ts';
import { changing, count, operations } from '../../support/requests.ts';
import { never } from '../../support/session.ts';
import { until } from '../../support/until.ts';
import { alibabaInstance, huaweiInstance } from '../../support/sandboxCalls.ts';

const STATUS = 'DescribeBackupEncryptStatus';

describe('refreshing one instance', () => {
  test('reads that one anew, and asks for no list', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open();
    await desk.fleet.refresh(false);
    const instance = huaweiInstance(bench.sandbox, 'risk-engine');
    instance.encryption.status = 'on';
    instance.status = 'BACKING UP';
    huaweiInstance(bench.sandbox, 'market-data').encryption.status = 'on';
    bench.sandbox.clearRequests();
    await desk.fleet.refreshInstance(desk.ref('risk-engine'), never);
    assert.equal(desk.encryption('risk-engine').state, 'on');
    assert.equal(desk.instance('risk-engine').lifecycle, 'BACKING UP');
    assert.equal(desk.encryption('market-data').state, 'off');
    assert.deepEqual(operations(bench.sandbox), ['ShowInstance', STATUS]);
  });

  test('shows its failure at that one only', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open();
    await desk.fleet.refresh(false);
    const { id } = desk.instance('trade-core');
    bench.sandbox.faults.add({
      match: { instanceId: id, operation: STATUS },
      effect: { kind: 'status', status: 500 },
    });
    await desk.fleet.refreshInstance(desk.ref('trade-core'), never);
    const { state, stale, reason } = desk.encryption('trade-core');
    assert.deepEqual([state, stale, reason?.category], ['on', true, 'server']);
    assert.equal(desk.encryption('risk-engine').stale, false);
  });

  test('ends at once when cancelled, and changes nothing then', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open();
    await desk.fleet.refresh(false);
    const before = desk.encryption('trade-core');
    bench.sandbox.faults.add({ match: { operation: STATUS }, effect: { kind: 'hang' } });
    bench.sandbox.clearRequests();
    const controller = new AbortController();
    const reading = assert.rejects(desk.fleet.refreshInstance(desk.ref('trade-core'), controller.signal));
    await until(() => count(bench.sandbox, STATUS) === 1, 'the state is asked for');
    controller.abort();
    await atOnce(reading);
    assert.deepEqual(desk.encryption('trade-core'), before);
  });

  test('of an account whose credentials are refused sends nothing', async (t) => {
    const bench = await openBench(t);
    await (await bench.open([huaweiAccount(bench.sandbox)])).fleet.refresh(false);
    const desk = await bench.open([huaweiAccount(bench.sandbox, { credentials: wrongSecret('huawei') })]);
    await desk.fleet.refresh(false);
    bench.sandbox.clearRequests();
    const refused = { category: 'credentials' };
    await assert.rejects(desk.fleet.refreshInstance(desk.ref('trade-core'), never), refused);
    await assert.rejects(desk.fleet.changes.change(desk.ref('trade-core'), { change: 'disable' }), refused);
    assert.deepEqual([bench.sandbox.requests.length, bench.journal()], [0, []]);
    assert.deepEqual(
      [desk.encryption('trade-core').state, desk.encryption('trade-core').stale],
      ['on', true],
    );
  });
});

describe('an old answer that arrives after a newer one', () => {
  test('is dropped: a reading begun before a change does not undo what is shown', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([alibabaAccount(bench.sandbox)]);
    await desk.fleet.refresh(false);
    const { id } = alibabaInstance(bench.sandbox, 'web-sessions');
    bench.sandbox.clearRequests();
    const match = { operation: 'DescribeBackups', instanceId: id };
    bench.sandbox.faults.add({ match, times: 1, effect: { kind: 'latency', ms: 600 } });
    const old = desk.fleet.refreshInstance(desk.ref('web-sessions'), never);
    await until(() => count(bench.sandbox, 'DescribeBackups') === 1, 'the old reading is under way');
    await desk.fleet.changes.change(desk.ref('web-sessions'), { change: 'enable' });
    assert.equal(desk.encryption('web-sessions').state, 'on');
    await old;
    assert.equal(desk.encryption('web-sessions').state, 'on');
  });
});

describe('testing an account', () => {
  test('sends the proving call and says who it is', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open();
    const alibaba = await desk.fleet.checks.testAccount('ali', never);
    assert.equal(alibaba.accountId, bench.sandbox.state.alibaba.accountId);
    assert.match(alibaba.principal, /backup-auditor/);
    assert.equal(
      (await desk.fleet.checks.testAccount('hw', never)).accountId,
      bench.sandbox.state.huawei.domainId,
    );
    assert.deepEqual(operations(bench.sandbox), ['GetCallerIdentity', 'KeystoneListAuthProjects']);
  });

  test('says why not, each time it is asked for, and no more than once', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([alibabaAccount(bench.sandbox, { credentials: wrongSecret('alibaba') })]);
    for (const sent of [1, 2]) {
      await assert.rejects(desk.fleet.checks.testAccount('ali', never), { code: 'SignatureDoesNotMatch' });
      assert.equal(bench.sandbox.requests.length, sent);
    }
    await assert.rejects(desk.fleet.checks.testAccount('nobody', never), { category: 'configuration' });
  });

  test('before it is saved tells its regions, and keeps nothing', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([]);
    const tried = [
      [alibabaAccount(bench.sandbox), SANDBOX_CREDENTIALS.alibaba, 'eu-central-1'],
      [huaweiAccount(bench.sandbox), SANDBOX_CREDENTIALS.huawei, 'ap-southeast-3'],
    ] as const;
    for (const [account, credentials, region] of tried) {
      const { regions } = await desk.fleet.checks.tryAccount(account, undefined, never);
      const ids = regions.map(({ id }) => id);
      assert.ok(ids.includes(region));
      assert.equal(new Set(ids).size, ids.length, 'each once');
      const typed = { ...account, credentials: { source: 'secretStorage' } } as const;
      const wrong = { ...credentials, accessKeySecret: 'MistypedSecretNotReal' };
      await assert.rejects(desk.fleet.checks.tryAccount(typed, wrong, never), { category: 'credentials' });
    }
    assert.deepEqual([desk.inventory.accounts(), await readdir(bench.storage)], [[], []]);
    assert.deepEqual(changing(bench.sandbox), []);
  });

  test('whose user may not list regions still works', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([]);
    const effect = { kind: 'status', status: 403, code: 'Forbidden.RAM' } as const;
    bench.sandbox.faults.add({ match: { operation: 'DescribeRegions' }, effect });
    const account = alibabaAccount(bench.sandbox);
    const { regions } = await desk.fleet.checks.tryAccount(account, undefined, never);
    assert.deepEqual(regions, []);
  });
});
