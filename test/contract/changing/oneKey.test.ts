/** A key that somebody names by id or alias: what is said of it. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { EncryptionKey } from '../../../src/cloud/provider.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import { changing, operations } from '../../support/requests.ts';
import { bare, keysOf, never, openSession } from '../../support/session.ts';

const DAY = 24 * 60 * 60 * 1000;
const REGIONS = { alibaba: 'cn-hangzhou', huawei: 'cn-north-4' } as const;

interface Desk {
  readonly sandbox: Sandbox;
  readonly describeKey: (typed: string, enterpriseProjectId?: string) => Promise<EncryptionKey>;
}

async function open(t: TestContext, provider: 'alibaba' | 'huawei'): Promise<Desk> {
  const sandbox = await startSandbox();
  t.after(() => sandbox.close());
  const session = await openSession(t, provider, sandbox.origin);
  if (provider === 'huawei') await session.prove(never);
  sandbox.clearRequests();
  return {
    sandbox,
    describeKey(typed, enterpriseProjectId) {
      const instance = bare(provider, REGIONS[provider], 'x');
      return keysOf(session).describe(
        { ...instance, ...(enterpriseProjectId && { keyScope: enterpriseProjectId }) },
        typed,
        never,
      );
    },
  };
}

/** The sandbox's own id of a key. */
function idOf({ state }: Sandbox, alias: string, provider: 'alibaba' | 'huawei'): string {
  const key = state[provider].keys.find((one) => one.alias === alias);
  assert.ok(key, alias);
  return key.id;
}

describe('a key of Alibaba Cloud', () => {
  test('goes by its id, its ARN, or its alias with or without "alias/"', async (t) => {
    const { sandbox, describeKey } = await open(t, 'alibaba');
    const id = idOf(sandbox, 'alias/database-backups', 'alibaba');
    const arn = `acs:kms:cn-hangzhou:${sandbox.state.alibaba.accountId}:key/${id}`;
    for (const typed of [id, arn, 'alias/database-backups', 'database-backups']) {
      const key = await describeKey(typed);
      assert.deepEqual([key.id, key.unusable, key.origin], [id, undefined, 'cloud'], typed);
      assert.equal(key.alias, typed.endsWith('database-backups') ? 'alias/database-backups' : '');
    }
    assert.deepEqual(changing(sandbox), []);
  });

  test('that cannot be used says why, and until when it is there', async (t) => {
    const { describeKey } = await open(t, 'alibaba');
    assert.equal((await describeKey('retired-2023')).unusable, 'disabled');
    const leaving = await describeKey('test-leftover');
    assert.ok(leaving.unusable?.includes(leaving.deletedAt ?? 'no date'));
    assert.equal((await describeKey('imported-material')).origin, 'imported');
  });

  test('with material that expires says when', async (t) => {
    const { sandbox, describeKey } = await open(t, 'alibaba');
    const { keys } = sandbox.state.alibaba;
    const [key] = keys;
    assert.ok(key);
    keys.push({ ...key, id: 'k', alias: 'alias/mine', materialExpiresAt: Date.UTC(2099, 0, 1) });
    const { expiresAt, origin, warning } = await describeKey('mine');
    assert.deepEqual([expiresAt, origin], ['2099-01-01T00:00:00Z', 'imported']);
    assert.match(warning ?? '', /2099-01-01/);
  });

  for (const typed of ['no-such-key', 'alias/no-such-key', 'b2c3d4e5-0000-4000-8000-000000000000'])
    test(`that is not there: ${typed}`, async (t) => {
      const { describeKey } = await open(t, 'alibaba');
      const message = new RegExp(`no key ${typed} in region cn-hangzhou`);
      await assert.rejects(describeKey(typed), {
        category: 'key',
        code: /NotFound/,
        requestId: /./,
        message,
      });
    });

  test('of another region is not asked for', async (t) => {
    const { sandbox, describeKey } = await open(t, 'alibaba');
    const arn = `acs:kms:eu-central-1:1:key/${idOf(sandbox, 'alias/database-backups', 'alibaba')}`;
    await assert.rejects(describeKey(arn), { category: 'key', message: /region cn-hangzhou/ });
    assert.deepEqual(operations(sandbox), []);
  });
});

describe('a key of Huawei Cloud', () => {
  test('goes by its id or its alias', async (t) => {
    const { sandbox, describeKey } = await open(t, 'huawei');
    const id = idOf(sandbox, 'expiring-import', 'huawei');
    for (const typed of [id, 'expiring-import']) {
      const key = await describeKey(typed, '0');
      assert.deepEqual([key.id, key.alias, key.unusable], [id, 'expiring-import', undefined]);
      assert.deepEqual([key.origin, key.belongsTo], ['imported', 'enterprise project 0']);
      assert.ok(Math.abs(Date.parse(key.expiresAt ?? '') - Date.now() - 30 * DAY) < DAY);
    }
    const searches = ['ListInstances', 'ListInstances'];
    assert.deepEqual(
      operations(sandbox),
      [...searches, 'DescribeKey', 'ListKeys'],
      'its project is looked for',
    );
  });

  test('that cannot be used says why', async (t) => {
    const { sandbox, describeKey } = await open(t, 'huawei');
    const reasons = {
      'retired-2023': /disabled/,
      'test-leftover': /deletion/,
      'finance-backups': /enterprise project/,
    };
    for (const [alias, reason] of Object.entries(reasons)) {
      assert.match((await describeKey(alias, '0')).unusable ?? '', reason);
      assert.match((await describeKey(idOf(sandbox, alias, 'huawei'), '0')).unusable ?? '', reason);
    }
    assert.ok((await describeKey('test-leftover')).deletedAt);
  });

  test('whose alias is given twice is the usable one', async (t) => {
    const { sandbox, describeKey } = await open(t, 'huawei');
    const { keys } = sandbox.state.huawei;
    const retired = keys.find(({ alias }) => alias === 'retired-2023');
    assert.ok(retired);
    keys.push({ ...retired, id: 'k', state: '2' });
    assert.equal((await describeKey('retired-2023')).id, 'k');
  });

  test('that is not there, or in another region', async (t) => {
    const { sandbox, describeKey } = await open(t, 'huawei');
    const elsewhere = sandbox.state.huawei.projects.find(({ name }) => name === 'ap-southeast-3');
    const foreign = sandbox.state.huawei.keys.find(({ projectId }) => projectId === elsewhere?.id);
    const said = { category: 'key', message: /no key .* in region cn-north-4/ };
    for (const typed of ['no-such-key', 'b2c3d4e5-0000-4000-8000-000000000000', foreign?.id ?? ''])
      await assert.rejects(describeKey(typed), said, typed);
  });

  test('that may not be looked at says which action is missing', async (t) => {
    const { sandbox, describeKey } = await open(t, 'huawei');
    const [user] = sandbox.state.huawei.users;
    assert.ok(user);
    sandbox.state.huawei.users[0] = { ...user, allowed: [] };
    const asked = {
      [idOf(sandbox, 'retired-2023', 'huawei')]: 'kms:cmk:get',
      'retired-2023': 'kms:cmk:list',
    };
    for (const [typed, action] of Object.entries(asked))
      await assert.rejects(describeKey(typed), { category: 'permission', message: new RegExp(action) });
  });
});
