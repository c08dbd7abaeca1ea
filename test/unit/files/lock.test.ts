import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { takeLock } from '../../../src/files/lock.ts';
import { deadProcess } from '../../support/processes.ts';
import { openStorage } from '../../support/storage.ts';

async function lockPath(t: TestContext): Promise<string> {
  return join(await openStorage(t), 'deep', 'one.lock');
}

/** A lock file as another process left it. */
async function leaveLock(t: TestContext, text: string): Promise<string> {
  const path = join(await openStorage(t), 'one.lock');
  await writeFile(path, text);
  return path;
}

describe('a lock between windows', () => {
  test('is held by one at a time, and free again when given back', async (t) => {
    const path = await lockPath(t);
    const taken = await Promise.all(Array.from({ length: 10 }, () => takeLock(path, 0)));
    const [release, ...more] = taken.filter((one) => one !== undefined);
    assert.ok(release && more.length === 0);
    await release();
    assert.ok(await takeLock(path, 0));
  });

  test('is waited for, as long as one is patient', async (t) => {
    const path = await lockPath(t);
    const release = await takeLock(path, 0);
    assert.ok(release);
    const start = performance.now();
    assert.equal(await takeLock(path, 150), undefined);
    assert.ok(performance.now() - start >= 140);
    const waiting = takeLock(path, 60_000);
    await release();
    assert.ok(await waiting);
  });

  test('of a living process is left to it', async (t) => {
    const path = await leaveLock(t, `${process.ppid} ${Date.now()}`);
    assert.equal(await takeLock(path, 0), undefined);
  });

  test('of a process that is gone is taken over', async (t) => {
    const path = await leaveLock(t, `${await deadProcess()} ${Date.now()}`);
    assert.ok(await takeLock(path, 1000));
  });

  test('that names no holder does not block for ever', async (t) => {
    for (const text of ['', 'garbage']) assert.ok(await takeLock(await leaveLock(t, text), 1000));
  });

  test('held for hours, as by a process id that was given to another, is taken over', async (t) => {
    const path = await leaveLock(t, `${process.ppid} ${Date.now() - 5 * 3_600_000}`);
    assert.ok(await takeLock(path, 1000));
  });
});
