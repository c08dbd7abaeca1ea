import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { takeBackup } from '../../../src/sandbox/alibaba/backupSets.ts';
import { alibabaInstance, at, textAt } from '../../support/sandboxCalls.ts';
import { alibabaAsker } from '../../support/alibabaAsker.ts';

const DAY = 24 * 60 * 60 * 1000;

const { here, ask, backups, code } = alibabaAsker();

function minute(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16)}Z`;
}

describe('DescribeBackups', () => {
  test('pages of 30, 50 or 100, counts as text', async () => {
    const instance = alibabaInstance(here.sandbox, 'notifications-prod');
    for (let turn = 0; turn < 70; turn += 1) takeBackup(instance, here.now - turn * 60_000);
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
    const window = { StartTime: minute(here.now - 8 * DAY), EndTime: minute(here.now) };
    assert.equal((await backups('consent-archive', window)).length, 0);
    const wider = await backups('consent-archive', { ...window, StartTime: minute(here.now - 31 * DAY) });
    assert.equal(wider.length, 2);
    assert.ok(wider.every((set) => textAt(set, 'Encryption') !== '{}'));
    const { id } = alibabaInstance(here.sandbox, 'consent-archive');
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
    const instance = alibabaInstance(here.sandbox, 'notifications-prod');
    takeBackup(instance, here.now, { encryption: 'null' });
    assert.equal(at((await backups('notifications-prod'))[0], 'Encryption'), 'null');
  });
});
