import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { takeBackup } from '../../../src/sandbox/alibaba/backupSets.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { alibabaInstance, at, callAlibaba, listAt, textAt } from '../../support/sandboxCalls.ts';
import type { Json } from '../../support/sandboxCalls.ts';

const DAY = 24 * 60 * 60 * 1000;

let sandbox: Sandbox;
/** The sandbox's clock. */
let now: number;

beforeEach(async () => {
  now = Date.parse('2026-01-15T08:30:05Z');
  sandbox = await startSandbox({ clock: () => now });
});
afterEach(() => sandbox.close());

async function ask(action: string, query: Record<string, string | number> = {}): Promise<Json> {
  return (await callAlibaba(sandbox, action, query, { date: new Date(now) })).body;
}

async function code(action: string, query: Record<string, string | number> = {}): Promise<string> {
  const { status, code: refused } = await callAlibaba(sandbox, action, query, { date: new Date(now) });
  return status === 200 ? 'accepted' : `${status} ${refused}`;
}

async function backups(name: string, query: Record<string, string | number> = {}): Promise<readonly Json[]> {
  const { id } = alibabaInstance(sandbox, name);
  return listAt(await ask('DescribeBackups', { DBInstanceId: id, ...query }), 'Items', 'Backup');
}

function minute(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16)}Z`;
}

describe('DescribeBackups', () => {
  test('pages of 30, 50 or 100, counts as text', async () => {
    const instance = alibabaInstance(sandbox, 'notifications-prod');
    for (let turn = 0; turn < 70; turn += 1) takeBackup(instance, now - turn * 60_000);
    const query = { DBInstanceId: instance.id, PageSize: 30 };
    const pages = [
      await ask('DescribeBackups', query),
      await ask('DescribeBackups', { ...query, PageNumber: 3 }),
    ];
    assert.deepEqual(
      pages.map((page) =>
        ['PageNumber', 'PageRecordCount', 'TotalRecordCount'].map((name) => at(page, name)),
      ),
      [
        ['1', '30', '70'],
        ['3', '10', '70'],
      ],
    );
    assert.equal(await code('DescribeBackups', { ...query, PageSize: 20 }), '400 InvalidParameter');
  });

  test('a window in minutes', async () => {
    const window = { StartTime: minute(now - 8 * DAY), EndTime: minute(now) };
    assert.equal((await backups('consent-archive', window)).length, 0);
    const wider = await backups('consent-archive', { ...window, StartTime: minute(now - 31 * DAY) });
    assert.equal(wider.length, 2);
    assert.ok(wider.every((set) => textAt(set, 'Encryption') !== '{}'));
    const { id } = alibabaInstance(sandbox, 'consent-archive');
    const seconds = { DBInstanceId: id, StartTime: '2026-01-01T00:00:00Z' };
    assert.equal(await code('DescribeBackups', seconds), '400 InvalidParameter');
  });

  test('failed sets, logical sets and none at all', async () => {
    const failed = await backups('loyalty-points', { BackupStatus: 'Failed' });
    const good = await backups('loyalty-points', { BackupStatus: 'Success' });
    assert.ok(failed.length > 0 && good.length > 0);
    assert.equal((await backups('loyalty-points')).length, failed.length + good.length);
    const methods = (await backups('hr-directory')).map((set) => textAt(set, 'BackupMethod'));
    assert.deepEqual(new Set(methods), new Set(['Logical']));
    assert.equal((await backups('notifications-prod')).length, 0);
  });

  test('a set may say anything about its encryption', async () => {
    const instance = alibabaInstance(sandbox, 'notifications-prod');
    takeBackup(instance, now, { encryption: 'null' });
    assert.equal(at((await backups('notifications-prod'))[0], 'Encryption'), 'null');
  });
});
