import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { storeSecret } from '../../../src/accounts/storedSecret.ts';
import { buildFleet } from '../../../src/sandbox/largeFleet.ts';
import type { SandboxUser } from '../../../src/sandbox/grants.ts';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { alibabaAccount, huaweiAccount, wrongSecret } from '../../support/accounts.ts';
import { openBench, type Bench, type Desk } from '../../support/bench.ts';
import { memorySecrets } from '../../support/secrets.ts';

const FIFTY = { alibaba: 0, huawei: 50 };

function reasonOf({ inventory }: Desk, accountId: string) {
  return inventory.account(accountId)?.reason;
}

/** Exchanges the user of a cloud for another. */
function setUser(
  { sandbox }: Bench,
  provider: 'alibaba' | 'huawei',
  differences: Partial<SandboxUser>,
): void {
  const { users } = sandbox.state[provider];
  const [user] = users.splice(0);
  assert.ok(user);
  users.push({ ...user, ...differences });
}

describe('a wrong secret on an account of 50 Huawei instances', () => {
  for (const pinned of [false, true]) {
    test(pinned ? 'pinned' : 'listed', async (t) => {
      const bench = await openBench(t, buildFleet(FIFTY));
      const { sandbox } = bench;
      const instances = [...sandbox.state.huawei.instances.values()].map(({ id, region }) => ({
        id,
        region,
      }));
      const account = huaweiAccount(sandbox, {
        credentials: wrongSecret('huawei'),
        ...(pinned && { instances }),
      });
      const desk = await bench.open([account]);
      await desk.fleet.refresh(true);
      assert.ok(sandbox.requests.length <= 2, `${sandbox.requests.length} signed requests`);
      const first = sandbox.requests.length;
      for (let turn = 0; turn < 3; turn += 1) await desk.fleet.refresh(false);
      await desk.fleet.credentialsMayHaveChanged('hw');
      assert.equal(sandbox.requests.length, first, 'nothing more without being asked');
      await desk.fleet.refresh(true);
      assert.equal(sandbox.requests.length, first + 1, 'one more when a person asks');
      const { category, code } = reasonOf(desk, 'hw') ?? {};
      assert.deepEqual([category, code], ['credentials', 'APIGW.0301']);
    });
  }

  test('says so once, and shows nothing of the secret', async (t) => {
    const bench = await openBench(t, buildFleet(FIFTY));
    const desk = await bench.open([
      huaweiAccount(bench.sandbox, { credentials: wrongSecret('huawei') }),
      alibabaAccount(bench.sandbox, { credentials: wrongSecret('alibaba') }),
    ]);
    await desk.fleet.refresh(true);
    const texts = JSON.stringify([desk.lines, desk.inventory.accounts()]);
    assert.doesNotMatch(texts, /MistypedSecret|ACS3-HMAC-SHA256\\n|SDK-HMAC-SHA256\\n/);
    assert.deepEqual(
      desk.inventory.accounts().map(({ reason }) => reason?.category),
      ['credentials', 'credentials'],
    );
  });
});

describe('after new credentials', () => {
  test('the account is read at once; without new ones an event sends nothing', async (t) => {
    const bench = await openBench(t);
    const secrets = memorySecrets();
    const wrong = { ...SANDBOX_CREDENTIALS.alibaba, accessKeySecret: 'MistypedSecretNotReal' };
    await storeSecret('ali', wrong, secrets);
    const account = alibabaAccount(bench.sandbox, { credentials: { source: 'secretStorage' } });
    const desk = await bench.open([account], { secrets });
    await desk.fleet.refresh(false);
    assert.equal(bench.sandbox.requests.length, 1);
    await storeSecret('ali', wrong, secrets);
    await desk.fleet.credentialsMayHaveChanged('ali');
    assert.equal(bench.sandbox.requests.length, 1);
    await storeSecret('ali', SANDBOX_CREDENTIALS.alibaba, secrets);
    await desk.fleet.credentialsMayHaveChanged('ali');
    assert.equal(desk.inventory.account('ali')?.state, 'ok');
    assert.equal(desk.encryption('orders-prod').state, 'on');
  });

  test('an account without any sends nothing and says why', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([
      huaweiAccount(bench.sandbox, { credentials: { source: 'environment' } }),
      alibabaAccount(bench.sandbox, { credentials: { source: 'secretStorage' } }),
    ]);
    await desk.fleet.refresh(true);
    assert.equal(bench.sandbox.requests.length, 0);
    assert.match(reasonOf(desk, 'hw')?.message ?? '', /HUAWEICLOUD_SDK_AK/);
    assert.equal(reasonOf(desk, 'ali')?.category, 'credentials');
  });
});

describe('credentials that are refused later', () => {
  test('by the next refresh: what was known stays, marked old, with the reason', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open();
    await desk.fleet.refresh(false);
    setUser(bench, 'huawei', { accessKeySecret: 'RotatedSecretNotReal' });
    bench.sandbox.clearRequests();
    await desk.fleet.refresh(false);
    const { state, stale, reason, evidence } = desk.encryption('trade-core');
    assert.deepEqual([state, stale, reason?.category], ['on', true, 'credentials']);
    assert.equal(evidence?.source, 'status-call');
    assert.equal(bench.sandbox.requests.filter(({ provider }) => provider === 'huawei').length, 1);
    assert.equal(desk.encryption('orders-prod').stale, false, 'the other account goes on');
  });

  test('in the middle of a refresh: nothing more is sent than was under way', async (t) => {
    const bench = await openBench(t, buildFleet({ ...FIFTY, latencyMs: 5 }));
    const desk = await bench.open([huaweiAccount(bench.sandbox)], { concurrency: 4 });
    const operation = 'DescribeBackupEncryptStatus';
    bench.sandbox.faults.add({
      match: { operation },
      effect: { kind: 'status', status: 401, code: 'APIGW.0301', message: 'token expired' },
    });
    await desk.fleet.refresh(false);
    const sent = bench.sandbox.requests.filter((request) => request.operation === operation).length;
    assert.ok(sent >= 1 && sent <= 4, `${sent} requests with refused credentials`);
    const account = desk.inventory.account('hw');
    assert.deepEqual([account?.state, account?.reason?.category], ['problem', 'credentials']);
    for (const { encryption } of desk.inventory.records())
      assert.deepEqual([encryption.state, encryption.reason?.category], ['unknown', 'credentials']);
  });
});

describe('a session token that ends in the middle of a refresh', () => {
  for (const [code, message] of [
    ['InvalidParameter', 'The specified parameter "SecurityToken.Expired" is not valid.'],
    ['InvalidParameter', 'The specified parameter "SecurityToken.Malformed" is not valid.'],
    ['MissingParameter', 'The input parameter "SecurityToken" that is mandatory is not supplied.'],
    ['InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.'],
  ] as const)
    test(`is refused credentials and silence, as ${code}: ${message}`, async (t) => {
      const bench = await openBench(t, buildFleet({ alibaba: 60, huawei: 0 }));
      const desk = await bench.open([alibabaAccount(bench.sandbox)], { concurrency: 4 });
      const effect = { kind: 'status', status: 400, code, message } as const;
      for (const operation of ['DescribeBackups', 'CheckRegionSupportBackupEncryption'])
        bench.sandbox.faults.add({ match: { operation }, effect });
      await desk.fleet.refresh(false);
      assert.equal(reasonOf(desk, 'ali')?.category, 'credentials');
      const refused = bench.sandbox.requests.filter(({ status }) => status === 400);
      assert.ok(refused.length <= 4, `${refused.length} refused requests`);
    });
});
