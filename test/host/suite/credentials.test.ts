import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { buildFleet } from '../../../src/sandbox/largeFleet.ts';
import type { SandboxUser } from '../../../src/sandbox/grants.ts';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import {
  configure,
  configureAndRead,
  entryOf,
  giveCredentials,
  setEnvironment,
  setOwn,
  useScene,
} from './support/fleet.ts';
import { account, run } from './support/product.ts';
import { setTimeout as pass } from 'node:timers/promises';
import { until } from '../../support/until.ts';

const { alibaba, huawei } = SANDBOX_CREDENTIALS;
const TEMPORARY = { accessKeyId: 'HostTestsTemporaryKeyId', accessKeySecret: 'HostTestsTemporarySecret' };
const TOKEN = 'HostTestsSecurityTokenNotReal';
const temporaryUser: SandboxUser = { name: 'temporary', ...TEMPORARY, securityToken: TOKEN };

/** In minutes: three times a second. */
const OFTEN = 0.005;

describe('credentials from the environment', () => {
  const scene = useScene(() => {
    const fleet = buildFleet({ alibaba: 10, huawei: 50 });
    const { users } = fleet.huawei;
    return { fleet: { ...fleet, huawei: { ...fleet.huawei, users: [...users, temporaryUser] } } };
  });
  const asked = () => scene.sandbox.requests.length;
  const keysUsed = () => new Set(scene.sandbox.requests.map(({ accessKeyId }) => accessKeyId));

  beforeEach(() => scene.sandbox.clearRequests());
  afterEach(async () => {
    await setOwn('refreshInterval', undefined);
    await configure(undefined);
    await until(() => scene.api.accounts().length === 0, 'every account is gone');
    giveCredentials();
  });

  for (const provider of ['huawei', 'alibaba'] as const) {
    it(`that are wrong at ${provider}: at most two requests, and silence on every automatic refresh`, async () => {
      setEnvironment({
        huaweiId: huawei.accessKeyId,
        huaweiSecret: 'a-wrong-secret-of-huawei',
        alibabaId: alibaba.accessKeyId,
        alibabaSecret: 'a-wrong-secret-of-alibaba',
      });
      await configureAndRead(scene.api, [entryOf(provider, `refused-${provider}`, scene.sandbox)]);
      const { state, reason } = account(scene.api, `refused-${provider}`);
      assert.deepEqual([state, reason?.category], ['problem', 'credentials']);
      assert.ok(asked() <= 2, `${asked()} requests`);
      scene.sandbox.clearRequests();
      await setOwn('refreshInterval', OFTEN);
      await pass(OFTEN * 60_000 * 4);
      assert.equal(asked(), 0);
    });
  }

  it('that are wrong: an explicit refresh tries the one proving call again, no more', async () => {
    setEnvironment({ huaweiId: huawei.accessKeyId, huaweiSecret: 'a-wrong-secret-of-huawei' });
    await configureAndRead(scene.api, [entryOf('huawei', 'refused-again', scene.sandbox)]);
    scene.sandbox.clearRequests();
    await run('refreshAccount', { accountId: 'refused-again' });
    assert.ok(asked() <= 1, `${asked()} requests`);
  });

  it('that are wrong: nothing of pinned instances is asked either', async () => {
    setEnvironment({ huaweiId: huawei.accessKeyId, huaweiSecret: 'a-wrong-secret-of-huawei' });
    const instances = [...scene.sandbox.state.huawei.instances.values()].map(({ id, region }) => ({
      id,
      region,
    }));
    await configureAndRead(scene.api, [entryOf('huawei', 'refused-pinned', scene.sandbox, { instances })]);
    assert.ok(asked() <= 2, `${asked()} requests`);
    assert.equal(account(scene.api, 'refused-pinned').reason?.category, 'credentials');
  });

  it('that are not there: says so and sends nothing', async () => {
    setEnvironment({ huaweiId: huawei.accessKeyId });
    await configureAndRead(scene.api, [entryOf('huawei', 'without', scene.sandbox)]);
    const { reason } = account(scene.api, 'without');
    assert.equal(reason?.category, 'credentials');
    assert.match(reason.message, /HUAWEICLOUD_SDK_AK.*HUAWEICLOUD_SDK_SK/);
    assert.equal(asked(), 0);
  });

  for (const provider of ['huawei', 'alibaba'] as const) {
    it(`fall back to CLOUD_SDK_AK and CLOUD_SDK_SK at ${provider}`, async () => {
      const { accessKeyId, accessKeySecret } = SANDBOX_CREDENTIALS[provider];
      setEnvironment({ sampleId: accessKeyId, sampleSecret: accessKeySecret });
      await configureAndRead(scene.api, [entryOf(provider, `sample-${provider}`, scene.sandbox)]);
      assert.equal(account(scene.api, `sample-${provider}`).state, 'ok');
      assert.deepEqual([...keysUsed()], [accessKeyId]);
    });
  }

  it("are the cloud's own where both are there", async () => {
    setEnvironment({
      huaweiId: huawei.accessKeyId,
      huaweiSecret: huawei.accessKeySecret,
      sampleId: 'another-key',
      sampleSecret: 'another-secret',
    });
    await configureAndRead(scene.api, [entryOf('huawei', 'own-first', scene.sandbox)]);
    assert.equal(account(scene.api, 'own-first').state, 'ok');
    assert.deepEqual([...keysUsed()], [huawei.accessKeyId]);
  });

  it('may be temporary, with a security token', async () => {
    const { accessKeyId, accessKeySecret } = TEMPORARY;
    setEnvironment({ huaweiId: accessKeyId, huaweiSecret: accessKeySecret, huaweiToken: TOKEN });
    await configureAndRead(scene.api, [entryOf('huawei', 'temporary', scene.sandbox)]);
    assert.equal(account(scene.api, 'temporary').state, 'ok');
    assert.deepEqual([...keysUsed()], [accessKeyId]);
  });

  it('of one account do not stop another with its own', async () => {
    setEnvironment({
      huaweiId: huawei.accessKeyId,
      huaweiSecret: 'a-wrong-secret-of-huawei',
      alibabaId: alibaba.accessKeyId,
      alibabaSecret: alibaba.accessKeySecret,
    });
    await configureAndRead(scene.api, [
      entryOf('huawei', 'refused-beside', scene.sandbox),
      entryOf('alibaba', 'accepted-beside', scene.sandbox),
    ]);
    assert.equal(account(scene.api, 'refused-beside').reason?.category, 'credentials');
    assert.equal(account(scene.api, 'accepted-beside').state, 'ok');
    assert.equal(scene.api.instances().length, 10);
  });
});
