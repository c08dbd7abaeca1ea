import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { CloudSession, EncryptionKey } from '../../../src/cloud/provider.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import { changing, count } from '../../support/requests.ts';
import { bare, keysOf, never, openSession } from '../../support/session.ts';

async function open(t: TestContext, provider: 'alibaba' | 'huawei') {
  const sandbox: Sandbox = await startSandbox();
  t.after(() => sandbox.close());
  return { sandbox, session: await openSession(t, provider, sandbox.origin) };
}

function list(session: CloudSession, provider: string, enterpriseProjectId?: string) {
  const region = provider === 'alibaba' ? 'cn-hangzhou' : 'cn-north-4';
  const instance = {
    ...bare(provider, region, 'x'),
    ...(enterpriseProjectId && { keyScope: enterpriseProjectId }),
  };
  return keysOf(session).list(instance, never);
}

/** Alias to why it cannot be used; empty when it can. */
function reasons(keys: readonly EncryptionKey[]): Record<string, string> {
  return Object.fromEntries(keys.map(({ alias, unusable = '' }) => [alias, unusable]));
}

/** The usable ones come first. */
function assertUsableFirst(keys: readonly EncryptionKey[]): void {
  const usable = keys.map(({ unusable }) => unusable === undefined);
  assert.deepEqual(
    usable,
    usable.toSorted((a, b) => Number(b) - Number(a)),
  );
}

function assertReasons(keys: readonly EncryptionKey[], wanted: Readonly<Record<string, RegExp>>): void {
  const seen = reasons(keys);
  assert.deepEqual(Object.keys(seen).sort(), Object.keys(wanted).sort());
  for (const [alias, reason] of Object.entries(wanted)) assert.match(seen[alias] ?? '', reason, alias);
}

describe("Alibaba Cloud's keys", () => {
  test('are usable when enabled, symmetric and made for encrypting', async (t) => {
    const { sandbox, session } = await open(t, 'alibaba');
    const keys = await list(session, 'alibaba');
    assertUsableFirst(keys);
    assertReasons(keys, {
      'alias/database-backups': /^$/,
      'alias/finance-sm4': /^$/,
      'alias/acs/rds': /^$/,
      'alias/retired-2023': /disabled/,
      'alias/test-leftover': /deleted at 20\d\d-/,
      'alias/imported-material': /no key material/,
      'alias/release-signing': /not made for encrypting/,
      'alias/partner-exchange': /RSA_2048 is neither AES_256 nor SM4/,
    });
    assert.deepEqual(changing(sandbox), []);
  });

  for (const KeySpec of ['Aliyun_AES_128', 'Aliyun_AES_192', 'HMAC_SHA256'])
    test(`of the spec ${KeySpec} are not usable, for a reason that is true`, async (t) => {
      const { sandbox, session } = await open(t, 'alibaba');
      const { keys } = sandbox.state.alibaba;
      const key = keys.find(({ alias }) => alias === 'alias/partner-exchange');
      assert.ok(key);
      keys.push({ ...key, id: 'k1', alias: 'alias/other', spec: KeySpec });
      const { unusable } = await keysOf(session).describe(bare('alibaba', 'cn-hangzhou', 'x'), 'k1', never);
      assert.equal(unusable, `${KeySpec} is neither AES_256 nor SM4`);
    });

  test('are listed to the last page', async (t) => {
    const { sandbox, session } = await open(t, 'alibaba');
    const { keys } = sandbox.state.alibaba;
    const [key] = keys;
    assert.ok(key);
    for (let index = 0; index < 120; index += 1)
      keys.push({ ...key, id: `key-${index}`, alias: `alias/${index}` });
    assert.equal((await list(session, 'alibaba')).length, keys.length);
    assert.equal(count(sandbox, 'ListKeys'), 2);
  });

  test('are shown without names to whom the names are denied', async (t) => {
    const { sandbox, session } = await open(t, 'alibaba');
    const effect = { kind: 'status', status: 403, code: 'Forbidden.RAM' } as const;
    sandbox.faults.add({ match: { operation: 'ListAliases' }, effect });
    const keys = await list(session, 'alibaba');
    assert.equal(keys.length, 8);
    assert.ok(keys.every(({ id, alias }) => id && !alias));
  });

  test('that cannot be looked at cannot be chosen', async (t) => {
    const { sandbox, session } = await open(t, 'alibaba');
    const effect = { kind: 'status', status: 403, code: 'Forbidden.RAM', message: 'Not for you.' } as const;
    sandbox.faults.add({ match: { operation: 'DescribeKey' }, times: 1, effect });
    const unusable = (await list(session, 'alibaba')).filter((key) => key.unusable?.includes('Not for you'));
    assert.equal(unusable.length, 1);
  });
});

describe("Huawei Cloud's keys", () => {
  const always = {
    'waiting-for-activation': /not activated/,
    'retired-2023': /disabled/,
    'test-leftover': /deletion/,
    'import-pending': /no key material/,
    'release-signing': /not made for encrypting/,
  };

  test("are usable when enabled, symmetric and of the instance's own enterprise project", async (t) => {
    const { sandbox, session } = await open(t, 'huawei');
    const keys = await list(session, 'huawei', '0');
    assertUsableFirst(keys);
    assertReasons(keys, {
      ...always,
      'taurusdb-backups': /^$/,
      'national-sm4': /^$/,
      'expiring-import': /^$/,
      'rds/default': /^$/,
    });
    const usable = keys.filter(({ unusable }) => !unusable);
    assert.equal(usable.at(-1)?.alias, 'rds/default', "a service's default key comes last");
    const warnings = usable.filter(({ warning }) => warning).map(({ alias }) => alias);
    assert.deepEqual(warnings.sort(), ['expiring-import', 'rds/default']);
    assert.deepEqual(changing(sandbox), []);
  });

  test('of an enterprise project are for its instances, and for no others', async (t) => {
    const { sandbox, session } = await open(t, 'huawei');
    const finance = sandbox.state.huawei.keys.find(({ alias }) => alias === 'finance-backups');
    const keys = await list(session, 'huawei', finance?.enterpriseProjectId);
    assert.deepEqual(reasons(keys), { 'finance-backups': '' });
    assert.equal(keys[0]?.belongsTo, `enterprise project ${finance?.enterpriseProjectId}`);
  });

  test('of all enterprise projects are listed when it is not known which one is wanted', async (t) => {
    const { session } = await open(t, 'huawei');
    const seen = reasons(await list(session, 'huawei'));
    assert.deepEqual([seen['finance-backups'], seen['taurusdb-backups']], ['', '']);
  });

  test('that a cloud lists although they were not asked for are refused', async (t) => {
    const { sandbox, session } = await open(t, 'huawei');
    const common = { key_spec: 'AES_256', key_usage: 'ENCRYPT_DECRYPT', key_state: '2' };
    const key = { ...common, key_id: 'k', key_alias: 'other', sys_enterprise_project_id: 'elsewhere' };
    const text = JSON.stringify({ key_details: [key], truncated: 'false' });
    sandbox.faults.add({ match: { operation: 'ListKeys' }, effect: { kind: 'body', text } });
    assert.match(reasons(await list(session, 'huawei', '0'))['other'] ?? '', /enterprise project/);
  });

  test('have times in seconds or in milliseconds', async (t) => {
    const { sandbox, session } = await open(t, 'huawei');
    const common = { key_spec: 'AES_256', key_usage: 'ENCRYPT_DECRYPT', key_state: '2' };
    const [past, future] = [Date.UTC(2020, 0, 1), Date.UTC(2099, 0, 1)];
    const key = (name: string, times: object) => ({ ...common, key_id: name, key_alias: name, ...times });
    const details = [
      key('past-ms', { expiration_time: String(past) }),
      key('past-s', { expiration_time: String(past / 1000) }),
      key('future-ms', { expiration_time: String(future) }),
      key('future-s', { expiration_time: String(future / 1000) }),
      key('leaving', { scheduled_deletion_date: String(future) }),
      key('no-time', { expiration_time: '', scheduled_deletion_date: '0' }),
    ];
    const text = JSON.stringify({ key_details: details, truncated: 'false' });
    sandbox.faults.add({ match: { operation: 'ListKeys' }, effect: { kind: 'body', text } });
    const keys = new Map((await list(session, 'huawei')).map((one) => [one.id, one]));
    for (const id of ['past-ms', 'past-s']) assert.match(keys.get(id)?.unusable ?? '', /2020-01-01/, id);
    for (const id of ['future-ms', 'future-s', 'leaving']) {
      assert.equal(keys.get(id)?.unusable, undefined, id);
      assert.match(keys.get(id)?.warning ?? '', /2099-01-01/, id);
    }
    assert.deepEqual([keys.get('no-time')?.unusable, keys.get('no-time')?.warning], [undefined, undefined]);
  });

  test('are listed to the last page', async (t) => {
    const { sandbox, session } = await open(t, 'huawei');
    const { keys } = sandbox.state.huawei;
    const [key] = keys;
    assert.ok(key);
    for (let index = 0; index < 120; index += 1)
      keys.push({ ...key, id: `key-${index}`, alias: `k-${index}` });
    const own = keys.filter(({ projectId }) => projectId === key.projectId);
    assert.equal((await list(session, 'huawei')).length, own.length);
    assert.equal(count(sandbox, 'ListKeys'), 2);
  });
});
