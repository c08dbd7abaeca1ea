/** Whether backup encryption is offered for an instance: whom we ask, when, and who is right. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Effect } from '../../../src/sandbox/faults.ts';
import {
  add,
  backUp,
  DAY,
  described,
  ENCRYPTED,
  HOUR,
  look,
  lookDescribed,
  openReader,
} from '../../support/alibabaBackups.ts';
import { count, operations } from '../../support/requests.ts';
import { never } from '../../support/session.ts';

const CHECK = 'CheckRegionSupportBackupEncryption';
const YES: Effect = { kind: 'body', text: '{"SupportBackupEncryption":true}' };
const NOT_ALLOWED: Effect = { kind: 'status', status: 403, code: 'Forbidden.RAM' };

describe('whether the feature is offered', () => {
  test('the cloud says no: unsupported, asked after the backups', async (t) => {
    const at = await openReader(t);
    const instance = add(at.sandbox, { region: 'me-central-1' });
    backUp(instance, DAY);
    assert.deepEqual(await look(at, instance), ['unsupported unsupported', 1]);
    assert.deepEqual(operations(at.sandbox), ['DescribeBackups', CHECK]);
  });

  test('the cloud is not asked where the newest backup is encrypted, nor of another engine', async (t) => {
    const at = await openReader(t);
    const encrypted = add(at.sandbox);
    backUp(encrypted, DAY, ENCRYPTED);
    assert.deepEqual(await lookDescribed(at, encrypted), ['on backup-set', 1]);
    const postgres = add(at.sandbox, { name: 'other', engine: 'PostgreSQL' });
    assert.deepEqual(await lookDescribed(at, postgres), ['unsupported unsupported', 0]);
    assert.deepEqual(operations(at.sandbox), []);
  });

  test('is asked once a day for instances of one kind in a region', async (t) => {
    const clock = { ahead: 0 };
    const at = await openReader(t, () => Date.now() + clock.ahead);
    const two = ['one', 'two'].map((name) => add(at.sandbox, { name }));
    const other = add(at.sandbox, { name: 'three', engineVersion: '5.7' });
    const asked = async () => {
      const instances = await Promise.all([...two, other].map((it) => described(at.session, it)));
      at.sandbox.clearRequests();
      await Promise.all(instances.map((it) => at.session.readEncryption(it, { lookAgain: true }, never)));
      return count(at.sandbox, CHECK);
    };
    assert.deepEqual([await asked(), await asked()], [2, 0]);
    clock.ahead = 23 * HOUR;
    assert.equal(await asked(), 0);
    clock.ahead = 25 * HOUR;
    assert.equal(await asked(), 2);
  });

  test('a kind that was refused today costs no call in the background; a person looks again', async (t) => {
    const at = await openReader(t);
    const instance = await described(at.session, add(at.sandbox, { engineVersion: '5.5' }));
    const read = async (lookAgain: boolean) => {
      at.sandbox.clearRequests();
      const { state } = await at.session.readEncryption(instance, { lookAgain }, never);
      return `${state} ${at.sandbox.requests.length}`;
    };
    assert.deepEqual(
      [await read(false), await read(false), await read(true)],
      [...['unsupported 3', 'unsupported 0', 'unsupported 1']],
    );
  });

  test('a version of none of our lists that the cloud offers is read like any other', async (t) => {
    const at = await openReader(t);
    at.sandbox.faults.add({ match: { operation: CHECK }, effect: YES });
    const instance = add(at.sandbox, { engineVersion: '8.4' });
    backUp(instance, DAY);
    assert.deepEqual(await lookDescribed(at, instance), ['off backup-set', 1]);
  });

  test('a "yes" that is meant for the region alone does not overrule the published rules', async (t) => {
    const at = await openReader(t);
    at.sandbox.faults.add({ match: { operation: CHECK }, effect: YES });
    const instance = add(at.sandbox, { category: 'Basic', storageType: 'cloud_essd' });
    backUp(instance, DAY, { method: 'Snapshot' });
    assert.deepEqual(await lookDescribed(at, instance), ['unsupported unsupported', 1]);
    backUp(instance, 3 * DAY, ENCRYPTED);
    assert.deepEqual(await lookDescribed(at, instance), ['unsupported unsupported', 1], 'it has moved since');
    backUp(instance, HOUR, ENCRYPTED);
    assert.deepEqual(await lookDescribed(at, instance), ['on backup-set', 1], 'it is backed up physically');
  });

  const indecisive: Readonly<Record<string, Effect>> = {
    'who may not ask': NOT_ALLOWED,
    'a cloud that does not know the call': { kind: 'status', status: 404, code: 'InvalidAction.NotFound' },
  };
  for (const [title, effect] of Object.entries(indecisive)) {
    test(`${title} is judged by the backups`, async (t) => {
      const at = await openReader(t);
      at.sandbox.faults.add({ match: { operation: CHECK }, effect });
      const instance = add(at.sandbox);
      backUp(instance, DAY);
      assert.deepEqual(await look(at, instance), ['off backup-set', 1]);
    });
  }

  test('a check that fails otherwise is a failure, not an answer', async (t) => {
    const at = await openReader(t);
    const instance = add(at.sandbox);
    backUp(instance, DAY);
    at.sandbox.faults.add({ match: { operation: CHECK }, effect: { kind: 'status', status: 500 } });
    await assert.rejects(look(at, instance), { category: 'server' });
  });

  test('a proof does not outweigh what the instance is now: it is told beside the reason', async (t) => {
    const at = await openReader(t);
    const instance = add(at.sandbox, { category: 'Basic', storageType: 'cloud_essd' });
    const proof = {
      source: 'backup-set',
      asOf: '2025-01-01T02:00:00Z',
      seenAt: '2025-01-01T03:00:00Z',
    } as const;
    const known = await described(at.session, instance);
    for (const effect of [undefined, YES, NOT_ALLOWED]) {
      at.sandbox.faults.clear();
      if (effect) at.sandbox.faults.add({ match: { operation: CHECK }, effect });
      const answer = await at.session.readEncryption(known, { proof }, never);
      assert.ok(answer.state === 'unsupported');
      assert.match(answer.reason.message, /Basic.*encrypted as of 2025-01-01T02:00:00Z/);
    }
  });

  test('who may not ask is judged by the published rules, then by the backups', async (t) => {
    const at = await openReader(t);
    at.sandbox.faults.add({ match: { operation: CHECK }, effect: NOT_ALLOWED });
    const old = add(at.sandbox, { engineVersion: '5.5' });
    backUp(old, DAY);
    assert.deepEqual(await lookDescribed(at, old), ['unsupported unsupported', 1]);
  });
});
