import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import { checkAccount, checkInstance } from './support/contract.ts';
import { configure, configureAndSettle, entryOf, useScene } from './support/fleet.ts';
import { account, instanceNamed, run } from './support/product.ts';
import { atOnce } from '../../support/atOnce.ts';
import { until } from '../../support/until.ts';

describe('a failure', () => {
  const scene = useScene();
  const of = (accountId: string) => scene.api.instances().filter((one) => one.accountId === accountId);
  const huawei = () => entryOf('huawei', 'failing', scene.sandbox);

  beforeEach(() => configureAndSettle(scene.api, [huawei()]));
  afterEach(async () => {
    const [accounts, instances] = [scene.api.accounts(), scene.api.instances()];
    scene.sandbox.faults.clear();
    await configure(undefined);
    await until(() => scene.api.accounts().length === 0, 'every account is gone');
    accounts.forEach(checkAccount);
    instances.forEach(checkInstance);
  });

  it('of a whole account keeps its answers, marked stale, with the reason, until it answers again', async () => {
    await scene.api.refresh();
    const before = of('failing');
    scene.sandbox.faults.add({ match: { provider: 'huawei' }, effect: { kind: 'status', status: 403 } });
    await scene.api.refresh();
    assert.equal(account(scene.api, 'failing').state, 'problem');
    assert.equal(of('failing').length, before.length);
    for (const { id, encryption } of before.filter(({ encryption: { state } }) => state !== 'unknown')) {
      const now = of('failing').find((instance) => instance.id === id)?.encryption;
      assert.deepEqual(
        [now?.state, now?.evidence, now?.stale],
        [encryption.state, encryption.evidence, true],
      );
      assert.equal(now?.reason?.category, account(scene.api, 'failing').reason?.category);
    }
    scene.sandbox.faults.clear();
    await scene.api.refresh();
    assert.equal(account(scene.api, 'failing').state, 'ok');
    assert.equal(account(scene.api, 'failing').reason, undefined);
    assert.ok(of('failing').every(({ encryption }) => !encryption.stale));
    assert.ok(of('failing').every(({ encryption: { evidence, reason } }) => !evidence || !reason));
  });

  it('of one account leaves the others alone', async () => {
    await configureAndSettle(scene.api, [huawei(), entryOf('alibaba', 'well', scene.sandbox)]);
    scene.sandbox.faults.add({ match: { provider: 'huawei' }, effect: { kind: 'body', text: '<html>' } });
    await scene.api.refresh();
    assert.equal(account(scene.api, 'failing').reason?.category, 'unexpected-reply');
    assert.equal(account(scene.api, 'well').state, 'ok');
    assert.ok(of('well').every(({ encryption }) => !encryption.stale));
  });

  it('of one instance that has never answered is unknown, with the reason; never "off"', async () => {
    const { id } = instanceNamed(scene.api, 'failing', 'risk-engine');
    scene.sandbox.faults.add({ match: { instanceId: id }, effect: { kind: 'status', status: 500 } });
    const differently = { ...huawei(), id: 'fails-from-the-start' };
    await configureAndSettle(scene.api, [differently]);
    const { state, reason, evidence } = instanceNamed(scene.api, differently.id, 'risk-engine').encryption;
    assert.deepEqual([state, reason?.category, evidence], ['unknown', 'server', undefined]);
    assert.equal(instanceNamed(scene.api, differently.id, 'trade-core').encryption.state, 'on');
  });

  it('of one instance keeps its answer, marked stale', async () => {
    const { id, encryption } = instanceNamed(scene.api, 'failing', 'trade-core');
    scene.sandbox.faults.add({ match: { instanceId: id }, effect: { kind: 'truncate' } });
    await run('refreshInstance', { accountId: 'failing', instanceId: id });
    const now = instanceNamed(scene.api, 'failing', 'trade-core').encryption;
    assert.deepEqual([now.state, now.evidence, now.stale], ['on', encryption.evidence, true]);
    assert.ok(now.reason, 'says why');
  });

  it('of the network makes all stale, and refresh() still resolves', async () => {
    const gone = await startSandbox();
    await configureAndSettle(scene.api, [entryOf('huawei', 'cut-off', gone)]);
    await gone.close();
    await scene.api.refresh();
    assert.equal(account(scene.api, 'cut-off').reason?.category, 'network');
    const known = of('cut-off').filter(({ encryption }) => encryption.evidence);
    assert.ok(known.length > 0, 'has kept what it knew');
    assert.ok(known.every(({ encryption: { stale, reason } }) => stale && reason?.category === 'network'));
  });

  it('to answer can be cut short: "cancelRefresh" ends it at once, and what was known stays', async () => {
    const before = scene.api.instances();
    scene.sandbox.faults.add({ match: {}, effect: { kind: 'hang' } });
    scene.sandbox.clearRequests();
    const reading = scene.api.refresh();
    await until(() => scene.sandbox.requests.length > 0, 'it reads');
    await atOnce(Promise.all([run('cancelRefresh'), reading]));
    assert.deepEqual(scene.api.instances(), before);
  });

  it('of every kind lets refresh() resolve', async () => {
    await configure(undefined);
    await until(() => scene.api.accounts().length === 0, 'every account is gone');
    await scene.api.refresh();
    await configureAndSettle(scene.api, [
      { id: 'misfit' },
      entryOf('huawei', 'nowhere', { origin: 'http://127.0.0.1:1' }),
    ]);
    await scene.api.refresh();
    assert.deepEqual(
      scene.api.accounts().map(({ id, reason }) => [id, reason?.category]),
      [
        ['nowhere', 'network'],
        ['misfit', 'configuration'],
      ],
    );
  });
});

describe('the snapshot', () => {
  const scene = useScene();

  it('shows at once what was last known, marked stale, until the cloud answers', async () => {
    const entry = entryOf('huawei', 'remembered', scene.sandbox);
    await configureAndSettle(scene.api, [entry]);
    const before = scene.api
      .instances()
      .map(({ id, encryption }) => [id, encryption.state, encryption.evidence]);
    await configure(undefined);
    await until(() => scene.api.instances().length === 0, 'the account is gone');
    scene.sandbox.faults.add({ match: {}, times: 1, effect: { kind: 'latency', ms: 1500 } });
    await configure([entry]);
    await until(() => scene.api.instances().length > 0, 'the snapshot shows');
    assert.equal(account(scene.api, entry.id).state, 'pending');
    assert.ok(account(scene.api, entry.id).refreshedAt, 'says when it was read');
    assert.deepEqual(
      scene.api.instances().map(({ id, encryption }) => [id, encryption.state, encryption.evidence]),
      before,
    );
    assert.ok(scene.api.instances().every(({ encryption }) => encryption.stale));
    scene.api.instances().forEach(checkInstance);
    await until(() => account(scene.api, entry.id).state === 'ok', 'the cloud answers');
    assert.ok(scene.api.instances().every(({ encryption }) => !encryption.stale));
  });
});
