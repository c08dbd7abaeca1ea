import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { checkAccount, checkInstance } from './support/contract.ts';
import { changesAt, configureAndSettle, entryOf, useScene } from './support/fleet.ts';
import { account, instanceNamed, run } from './support/product.ts';
import { until } from '../../support/until.ts';

/** What must be said of the sandbox's instances: the state, and what it rests on or why there is none. */
const ALIBABA: Readonly<Record<string, string>> = {
  'orders-prod': 'on by backup-set',
  'orders-replica': 'unsupported for unsupported',
  'inventory-prod': 'off by backup-set',
  'payments-ledger': 'on by backup-set',
  'customer-profiles': 'unsupported for unsupported',
  'reporting-warehouse': 'unsupported for unsupported',
  'checkout-staging': 'off by backup-set',
  'billing-prod': 'on by backup-set',
  'billing-replica': 'unsupported for unsupported',
  'loyalty-points': 'off by backup-set',
  'search-catalog': 'unsupported for unsupported',
  'notifications-prod': 'unknown for no-evidence',
  'consent-archive': 'on by backup-set',
  'web-sessions': 'off by backup-set',
  'partner-portal': 'off by backup-set',
  'hr-directory': 'unknown for no-evidence',
};
const HUAWEI: Readonly<Record<string, string>> = {
  'trade-core': 'on by status-call',
  'trade-history': 'on by status-call',
  'risk-engine': 'off by status-call',
  'market-data': 'off by status-call',
  'settlement-batch': 'unknown for instance-state',
  'legacy-crm': 'unsupported for unsupported',
  payroll: 'unknown for permission',
  'user-center': 'off by status-call',
  'sg-orders-prod': 'on by status-call',
  'sg-inventory-prod': 'off by status-call',
  'sg-campaigns': 'off by status-call',
  'sg-finance-ledger': 'off by status-call',
  'sg-reports': 'off by status-call',
};

/** Ids as Huawei Cloud makes them. */
const NOT_THERE = ['1', '2'].map((digit) => `${digit.repeat(32)}in07`) as [string, string];

describe('the public API on a mixed fleet', () => {
  const scene = useScene();
  let heard = 0;

  before(async () => {
    scene.api.onDidChangeInstances(() => (heard += 1));
    await configureAndSettle(scene.api, [
      entryOf('alibaba', 'api-alibaba', scene.sandbox),
      entryOf('huawei', 'api-huawei', scene.sandbox, { name: '' }),
    ]);
  });

  const found = (accountId: string) =>
    Object.fromEntries(
      scene.api
        .instances()
        .filter((instance) => instance.accountId === accountId)
        .map(({ name, encryption: { state, evidence, reason } }) => [
          name,
          evidence ? `${state} by ${evidence.source}` : `${state} for ${reason?.category}`,
        ]),
    );

  it('gives accounts and instances in the promised shape', () => {
    scene.api.accounts().forEach(checkAccount);
    scene.api.instances().forEach(checkInstance);
    assert.deepEqual(
      scene.api.accounts().map(({ id, provider, name, state }) => [id, provider, name, state]),
      [
        ['api-alibaba', 'alibaba', 'The account api-alibaba', 'ok'],
        ['api-huawei', 'huawei', 'api-huawei', 'ok'],
      ],
    );
    assert.ok(scene.api.accounts().every(({ refreshedAt }) => refreshedAt));
  });

  it('gives every instance of Alibaba Cloud with its state, on evidence', () => {
    assert.deepEqual(found('api-alibaba'), ALIBABA);
  });

  it('gives every instance of Huawei Cloud with its state, on evidence', () => {
    assert.deepEqual(found('api-huawei'), HUAWEI);
  });

  it('has nothing stale in it when all has been read', () => {
    assert.ok(scene.api.instances().every(({ encryption }) => !encryption.stale));
  });

  it('says what the cloud said of an instance', () => {
    const { region, engine, engineVersion, lifecycle, provider } = instanceNamed(
      scene.api,
      'api-alibaba',
      'payments-ledger',
    );
    assert.deepEqual(
      { provider, region, engine, engineVersion, lifecycle },
      {
        provider: 'alibaba',
        region: 'cn-hangzhou',
        engine: 'MySQL',
        engineVersion: '5.7',
        lifecycle: 'Running',
      },
    );
  });

  it('says as of which backup a state is, which is not when it was seen', () => {
    const { evidence } = instanceNamed(scene.api, 'api-alibaba', 'consent-archive').encryption;
    const age = Date.parse(evidence?.seenAt ?? '') - Date.parse(evidence?.asOf ?? '');
    assert.ok(age > 8 * 24 * 60 * 60 * 1000, `the backup is more than 8 days old, not ${age} ms`);
  });

  it("carries the cloud's own code and request id of a failure", () => {
    const { reason } = instanceNamed(scene.api, 'api-huawei', 'payroll').encryption;
    assert.equal(reason?.code, 'DBS.200010');
    assert.match(reason.requestId ?? '', /^[0-9a-f]{32}$/);
  });

  it('has told of changes, and tells of the next', async () => {
    assert.ok(heard > 0, 'it told of the first reading');
    const before = heard;
    await scene.api.refresh();
    assert.ok(heard > before, 'it told of the refresh');
  });

  it('shows what another reading finds', async () => {
    const { id } = instanceNamed(scene.api, 'api-huawei', 'risk-engine');
    const there = scene.sandbox.state.huawei.instances.get(id);
    assert.ok(there);
    there.encryption = { status: 'on' };
    await scene.api.refresh();
    assert.equal(instanceNamed(scene.api, 'api-huawei', 'risk-engine').encryption.state, 'on');
    there.encryption = { status: 'off' };
    await run('refreshInstance', { accountId: 'api-huawei', instanceId: id });
    assert.equal(instanceNamed(scene.api, 'api-huawei', 'risk-engine').encryption.state, 'off');
  });

  it('gives copies: what is done to them changes nothing', () => {
    const [instance] = scene.api.instances();
    const before = structuredClone(instance);
    assert.ok(instance && before);
    Object.assign(instance, { name: 'mine' });
    Object.assign(instance.encryption, { state: 'partial' });
    Object.assign(instance.encryption.evidence ?? {}, { source: 'mine' });
    Object.assign(scene.api.accounts()[0] ?? {}, { state: 'problem' });
    assert.deepEqual(scene.api.instances()[0], before);
    assert.equal(account(scene.api, 'api-alibaba').state, 'ok');
  });

  it('makes one of two refreshes at the same time', async () => {
    scene.sandbox.clearRequests();
    await scene.api.refresh();
    const one = scene.sandbox.requests.length;
    scene.sandbox.clearRequests();
    // Slow enough that the last one certainly comes while the first still runs.
    scene.sandbox.faults.add({ match: {}, times: 2, effect: { kind: 'latency', ms: 500 } });
    await Promise.all([scene.api.refresh(), scene.api.refresh(), run('refresh')]);
    assert.equal(scene.sandbox.requests.length, one);
  });

  it('has sent no request that changes anything', () => {
    assert.deepEqual(changesAt(scene.sandbox), []);
  });

  it('leaves empty what the cloud does not tell, and names an instance by its id', async () => {
    const instances = [
      { id: NOT_THERE[0], region: 'cn-north-4' },
      { id: NOT_THERE[1], region: 'cn-north-4', name: 'My own name' },
    ];
    await configureAndSettle(scene.api, [
      entryOf('huawei', 'api-pinned', scene.sandbox, { instances, regions: [] }),
    ]);
    await until(() => scene.api.instances().length === 2, 'the pinned instances show');
    scene.api.instances().forEach(checkInstance);
    const shown = scene.api.instances().map(({ id, name, engine, engineVersion, lifecycle, encryption }) => {
      return [id, name, engine, engineVersion, lifecycle, encryption.state, encryption.reason?.category];
    });
    assert.deepEqual(shown, [
      [NOT_THERE[0], NOT_THERE[0], '', '', '', 'unknown', 'not-found'],
      [NOT_THERE[1], 'My own name', '', '', '', 'unknown', 'not-found'],
    ]);
  });
});
