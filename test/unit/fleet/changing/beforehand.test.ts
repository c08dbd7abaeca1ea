/** What is looked at before a change is sent, without a cloud. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { CloudError } from '../../../../src/cloud/error.ts';
import type { EncryptionKey } from '../../../../src/cloud/provider.ts';
import {
  codeOf,
  isAlready,
  lockChange,
  requireMine,
  requireUsable,
} from '../../../../src/fleet/changing/beforehand.ts';
import { openStorage } from '../../../support/storage.ts';
import { AT, database, NOW, openStage, statusCall } from '../../../support/stage.ts';
import { never } from '../../../support/session.ts';

const ENABLE = { change: 'enable' } as const;

describe('the lock of a change', () => {
  test('is held by one, and until it is taken over', async (t) => {
    const path = join(await openStorage(t), 'locks', 'one.lock');
    const lock = await lockChange(path);
    await assert.rejects(lockChange(path), {
      category: 'instance-state',
      unsent: true,
      message: 'A change of this instance is under way already.',
    });
    await requireMine(lock);
    await writeFile(path, 'somebody else');
    await assert.rejects(requireMine(lock), {
      category: 'instance-state',
      unsent: true,
      message: 'Nothing was sent: another window has begun a change of this meanwhile.',
    });
    await lock.release();
  });

  test("that cannot be written is said with its path and the system's code", async (t) => {
    const storage = await openStorage(t);
    await writeFile(join(storage, 'locks'), 'no directory');
    const path = join(storage, 'locks', 'one.lock');
    await assert.rejects(lockChange(path), (error: CloudError) => {
      assert.deepEqual([error.category, error.unsent], ['configuration', true]);
      assert.match(error.message, /^Nothing was sent: .*one\.lock cannot be written \((EEXIST|ENOTDIR)\)\.$/);
      assert.ok(error.cause instanceof Error);
      return true;
    });
  });

  test('a failure without a code is said in its own words', () => {
    assert.equal(codeOf(undefined), 'undefined');
    assert.equal(codeOf(Object.assign(new Error('x'), { code: 'EROFS' })), 'EROFS');
    assert.equal(codeOf(new Error('odd')), 'Error: odd');
  });
});

describe('the key that was chosen', () => {
  const key = { id: 'k-1', alias: 'alias/one', spec: 'AES_256' };

  async function look(t: TestContext, describe: () => Promise<EncryptionKey>) {
    const { context, cloud } = await openStage(t);
    cloud.keys = { describe, list: () => Promise.resolve([]) };
    return requireUsable(context, database(), 'k-1', never);
  }

  test('gives its alias where it can be used', async (t) => {
    assert.equal(await look(t, () => Promise.resolve(key)), 'alias/one');
  });

  for (const [alias, name] of [
    ['alias/one', 'alias/one'],
    ['', 'k-1'],
  ] as const)
    test(`is refused where it cannot, under its ${alias ? 'alias' : 'id'}`, async (t) => {
      const found = look(t, () => Promise.resolve({ ...key, alias, unusable: 'it is disabled' }));
      const message = `The key ${name} cannot be used: it is disabled.`;
      await assert.rejects(found, { name: 'CloudError', category: 'key', message });
    });

  test('is left to the cloud by who may not look at it, and by nobody else', async (t) => {
    const refused = (category: 'permission' | 'network') => () =>
      Promise.reject(new CloudError({ category, message: 'no' }));
    assert.equal(await look(t, refused('permission')), undefined);
    await assert.rejects(look(t, refused('network')), { category: 'network' });
    await assert.rejects(
      look(t, () => Promise.reject(new TypeError('odd'))),
      TypeError,
    );
  });
});

describe('whether it is so already', () => {
  test('is what the cloud says now, without any memory; then it is shown, settled and kept', async (t) => {
    const { context, say, shown, memories, member, entries, inventory, time } = await openStage(t);
    const place = { provider: 'huawei', accountId: 'a', region: 'r-1', instanceId: 'i-1' };
    inventory.updateAccount('a', { refreshedAt: AT });
    const intent = await member.ledger.journal.begin({ ...place, ...ENABLE });
    member.ledger.open.add(intent);
    say.read = () => Promise.resolve(statusCall('on', { requestId: 'req-7' }));
    time.now = NOW + 1;
    assert.equal(await isAlready(context, database(), ENABLE, never), true);
    assert.deepEqual(memories, [{}]);
    assert.deepEqual([shown()?.state, shown()?.stale], ['on', false]);
    const [, outcome] = await entries();
    assert.ok(outcome?.entry === 'outcome');
    assert.deepEqual([outcome.result, outcome.requestId], ['confirmed', 'req-7']);
    assert.equal((await member.files.readSnapshot())?.records[0]?.encryption.state, 'on');
  });

  for (const [title, answer] of Object.entries({
    'another state': () => Promise.resolve(statusCall('off')),
    'one switch of two': () => Promise.resolve(statusCall('partial')),
    'a failure': () => Promise.reject(new CloudError({ category: 'server', message: 'no' })),
  }))
    test(`is no after ${title}, and nothing is shown`, async (t) => {
      const { context, say, shown } = await openStage(t);
      say.read = answer;
      assert.equal(await isAlready(context, database(), ENABLE, never), false);
      assert.equal(shown()?.reason?.category, 'pending');
    });

  test('is "off" for what is to be switched off', async (t) => {
    const { context } = await openStage(t);
    assert.equal(await isAlready(context, database(), { change: 'disable' }, never), true);
  });

  test('is not shown over a newer answer', async (t) => {
    const { context, say, shown } = await openStage(t);
    say.read = () => {
      context.order.claim({ accountId: 'a', instanceId: 'i-1' }, context.order.next());
      return Promise.resolve(statusCall('on'));
    };
    assert.equal(await isAlready(context, database(), ENABLE, never), true);
    assert.equal(shown()?.reason?.category, 'pending');
  });

  test('what is no failure of the cloud stops it', async (t) => {
    const { context, say } = await openStage(t);
    say.read = () => Promise.reject(new TypeError('odd'));
    await assert.rejects(isAlready(context, database(), ENABLE, never), TypeError);
  });
});
