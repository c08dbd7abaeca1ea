/** How far back the backups of an instance are looked at. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  add,
  backUp,
  DAY,
  ENCRYPTED,
  HOUR,
  look,
  lookDescribed,
  openReader,
} from '../../support/alibabaBackups.ts';
import { bare, never } from '../../support/session.ts';

describe('the window of backups', () => {
  test('is widened from 8 to 31 days when it holds no successful physical set, which is remembered', async (t) => {
    const at = await openReader(t);
    const instance = add(at.sandbox);
    assert.deepEqual(await look(at, instance), ['unknown no-evidence', 2]);
    backUp(instance, 40 * DAY, ENCRYPTED);
    assert.deepEqual(await look(at, instance), ['unknown no-evidence', 1]);
    backUp(instance, 20 * DAY);
    backUp(instance, 2 * DAY, { method: 'Logical' });
    backUp(instance, 2 * DAY, { status: 'Failed', ...ENCRYPTED });
    assert.deepEqual(await look(at, instance), ['off backup-set', 1]);
    backUp(instance, 7 * DAY, ENCRYPTED);
    assert.deepEqual(await look(at, instance), ['on backup-set', 1]);
    instance.backups.length = 0;
    assert.deepEqual(await look(at, instance), ['unknown no-evidence', 2], 'the usual window first again');
  });

  test('is not widened for an instance that the published rules exclude', async (t) => {
    const at = await openReader(t);
    const instance = add(at.sandbox, { category: 'cluster', storageType: 'cloud_essd' });
    assert.deepEqual(await lookDescribed(at, instance), ['unsupported unsupported', 1]);
  });

  test('is read to its last page, whatever the order', async (t) => {
    const at = await openReader(t);
    const instance = add(at.sandbox);
    for (let turn = 0; turn < 240; turn += 1)
      backUp(instance, HOUR + turn * 60_000, { method: 'Logical', id: `${turn}` });
    backUp(instance, 2 * HOUR - 30_000, ENCRYPTED);
    assert.deepEqual(await look(at, instance), ['on backup-set', 3]);
  });

  test('tells the newest of many, though they come in no order', async (t) => {
    const at = await openReader(t);
    const instance = add(at.sandbox);
    for (let turn = 0; turn < 150; turn += 1) backUp(instance, HOUR + turn * HOUR, { id: `${turn}` });
    const newest = Math.max(...instance.backups.map(({ endedAt }) => endedAt));
    const answer = await at.session.readEncryption(bare('alibaba', instance.region, instance.id), {}, never);
    assert.ok(answer.state === 'off');
    assert.equal(Date.parse(answer.evidence.asOf ?? ''), newest - (newest % 1000));
  });
});
