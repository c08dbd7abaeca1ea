import assert from 'node:assert/strict';
import { readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { BEAT, takeLock } from '../../../src/files/lock.ts';
import { ownProcess } from '../../../src/files/processes.ts';
import { both, ELSEWHERE, leaveLock, lockText } from '../../support/locks.ts';
import { deadProcess } from '../../support/processes.ts';
import { openStorage } from '../../support/storage.ts';

const MINUTE = 60_000;

/** A lock file as another process left it. */
async function leave(t: TestContext, text: string, age?: number): Promise<string> {
  const path = join(await openStorage(t), 'one.lock');
  await leaveLock(path, text, age);
  return path;
}

/** Lets the clock that nobody sets go on by so much, as far as locks are concerned. */
function passTime(t: TestContext): (milliseconds: number) => void {
  let passed = 0;
  const real = performance.now.bind(performance);
  t.mock.method(performance, 'now', () => real() + passed);
  return (milliseconds) => {
    passed += milliseconds;
  };
}

describe('a lock between windows', () => {
  test('is held by one at a time, and free again when given back', async (t) => {
    const path = join(await openStorage(t), 'deep', 'one.lock');
    const taken = await Promise.all(Array.from({ length: 10 }, () => takeLock(path, 0)));
    const [lock, ...more] = taken.filter((one) => one !== undefined);
    assert.ok(lock && more.length === 0);
    assert.equal(await lock.isMine(), true);
    await lock.release();
    assert.equal(await lock.isMine(), false);
    assert.ok(await takeLock(path, 0));
  });

  test('is waited for, as long as one is patient', async (t) => {
    const path = join(await openStorage(t), 'one.lock');
    const lock = await takeLock(path, 0);
    assert.ok(lock);
    const start = performance.now();
    assert.equal(await takeLock(path, 150), undefined);
    assert.ok(performance.now() - start >= 140);
    const waiting = takeLock(path, 60_000);
    await lock.release();
    assert.ok(await waiting);
  });

  test('tells its host and boot, needs no link of the file system, and leaves nothing else behind', async (t) => {
    const storage = await openStorage(t);
    const path = join(storage, 'one.lock');
    const lock = await takeLock(path, 0);
    const { id, host, boot } = ownProcess();
    const text = await readFile(path, 'utf8');
    assert.deepEqual([text.split(' ')[0], ...text.split(' ').slice(3)], [String(id), host, boot]);
    assert.deepEqual([await readdir(storage), (await stat(path)).nlink], [['one.lock'], 1]);
    await lock?.release();
    assert.deepEqual(await readdir(storage), []);
    for (const name of await readdir(new URL('../../../src/files/', import.meta.url))) {
      const source = await readFile(new URL(`../../../src/files/${name}`, import.meta.url), 'utf8');
      assert.doesNotMatch(source, /\blink\b.*node:fs/, name);
    }
  });

  test('is refused in words of the system where no file can be created', async (t) => {
    const path = await leave(t, '');
    await assert.rejects(takeLock(join(path, 'below', 'a.lock'), 0), { code: 'ENOTDIR' });
  });
});

describe('a lock of this host', () => {
  test('of a living process is left to it; of one that is gone it is taken over at once', async (t) => {
    assert.equal(await takeLock(await leave(t, lockText(process.ppid)), 0), undefined);
    assert.ok(await takeLock(await leave(t, lockText(await deadProcess())), 0));
  });

  test('held for hours: only when it stays silent while it is watched, since its holder may have slept too', async (t) => {
    const pass = passTime(t);
    for (const age of [5 * 60 * MINUTE, -5 * 60 * MINUTE]) {
      const path = await leave(t, lockText(process.ppid), age);
      assert.equal(await takeLock(path, 0), undefined, 'just found');
      pass(MINUTE);
      await utimes(path, ...both(4 * MINUTE));
      assert.equal(await takeLock(path, 0), undefined, 'its holder has woken up');
      pass(MINUTE);
      assert.ok(await takeLock(path, 0), 'it stayed silent: the id was given to another process');
    }
  });
});

describe('a lock of another host, container or version', () => {
  const { id, host } = ownProcess();
  const strangers = {
    'another host': () => lockText(4_000_000, ELSEWHERE),
    'the same host after a restart, or another container of it, with our own process id': () =>
      lockText(id, { id, host, boot: 'abcdefabcdef' }),
    'a version that told no host': () => `3999999 ${Date.now()} 00000000-0000-4000-8000-000000000000`,
  };
  for (const [title, text] of Object.entries(strangers)) {
    test(`${title}: is judged by when it was renewed, not by its process id`, async (t) => {
      assert.equal(await takeLock(await leave(t, text()), 0), undefined);
      assert.equal(await takeLock(await leave(t, text(), MINUTE), 0), undefined);
      assert.ok(await takeLock(await leave(t, text(), 3 * MINUTE), 0));
    });
  }

  test('is not judged by a clock of ours that is wrong', async (t) => {
    const path = await leave(t, lockText(1, ELSEWHERE));
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 60 * MINUTE });
    assert.equal(await takeLock(path, 0), undefined);
  });

  for (const text of ['', 'garbage', '\0'.repeat(60)])
    test(`that names no holder (${JSON.stringify(text.slice(0, 8))}) is one being written, then a crash`, async (t) => {
      assert.equal(await takeLock(await leave(t, text), 0), undefined);
      assert.ok(await takeLock(await leave(t, text, MINUTE / 2), 0));
    });
});

describe('a lock that is held', () => {
  test('is renewed, and says so to whoever finds it; the time in it stays', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const path = join(await openStorage(t), 'one.lock');
    const lock = await takeLock(path, 0);
    const text = await readFile(path, 'utf8');
    await utimes(path, ...both(3 * MINUTE));
    t.mock.timers.tick(BEAT);
    while ((await stat(path)).mtimeMs < Date.now() - MINUTE) await new Promise(setImmediate);
    assert.equal(await readFile(path, 'utf8'), text);
    await lock?.release();
  });

  test('is known to be lost once another has taken it, which nobody then gives back or renews', async (t) => {
    const path = join(await openStorage(t), 'one.lock');
    const before = await takeLock(path, 0);
    assert.ok(before);
    await leaveLock(path, lockText(await deadProcess()));
    const after = await takeLock(path, 0);
    assert.ok(after);
    assert.deepEqual([await before.isMine(), await after.isMine()], [false, true]);
    await before.release();
    assert.equal(await after.isMine(), true);
    assert.equal(await takeLock(path, 0), undefined);
    await after.release();
    assert.ok(await takeLock(path, 0));
  });
});
