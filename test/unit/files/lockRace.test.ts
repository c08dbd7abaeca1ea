import assert from 'node:assert/strict';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { takeLock } from '../../../src/files/lock.ts';
import { deadProcess, runProgram } from '../../support/processes.ts';
import { seedFrom } from '../../support/seed.ts';
import { openStorage } from '../../support/storage.ts';

const MINUTE = 60_000;

async function leaveLock(t: TestContext, text: string): Promise<string> {
  const path = join(await openStorage(t), 'one.lock');
  await writeFile(path, text);
  return path;
}

describe('processes that race for a lock', () => {
  test('never hold it together, also when it is found abandoned, in hundreds of rounds', async (t) => {
    const path = join(await openStorage(t), 'one.lock');
    const dead = String(await deadProcess());
    const seed = seedFrom('TEST_SEED');
    t.diagnostic(`TEST_SEED=${seed}`);
    const rivals = [1, 2, 3].map((number) => `${seed}${number}`);
    const outputs = await Promise.all(
      rivals.map((one) => runProgram('rival.ts', path, '10', '25', one, dead)),
    );
    assert.deepEqual(outputs, Array(3).fill('held 250\n'));
    assert.ok(await takeLock(path, 1000), 'and it can still be had');
  });
});

describe('a lock file of nobody is taken over', () => {
  const texts: Readonly<Record<string, () => string>> = {
    'a living stranger, older than the limit': () => `${process.ppid} ${Date.now() - 5 * MINUTE} x`,
    'a living stranger, without a time': () => `${process.ppid} x`,
    'a living stranger, from before the clock was set back': () =>
      `${process.ppid} ${Date.now() + 5 * MINUTE} x`,
    'no process can have this id': () => `-1 ${Date.now()} x`,
    'bytes of a crash': () => '\0'.repeat(60),
  };
  for (const [title, text] of Object.entries(texts)) {
    test(title, async (t) => {
      const path = await leaveLock(t, text());
      const release = await takeLock(path, 0);
      assert.ok(release);
      assert.equal(await takeLock(path, 0), undefined, 'and is held then');
    });
  }

  test('by no more than one of many that find it at once', async (t) => {
    const path = await leaveLock(t, `${await deadProcess()} ${Date.now()} x`);
    const taken = await Promise.all(Array.from({ length: 20 }, () => takeLock(path, 0)));
    assert.equal(taken.filter((release) => release !== undefined).length, 1);
  });

  test('also when the one before died while taking it over', async (t) => {
    const path = await leaveLock(t, `${await deadProcess()} ${Date.now()} x`);
    await writeFile(`${path}.removal`, '');
    const longAgo = new Date(Date.now() - MINUTE);
    await utimes(`${path}.removal`, longAgo, longAgo);
    assert.ok(await takeLock(path, 0));
  });
});

describe('a lock that was taken over', () => {
  test('is not given back by who held it before', async (t) => {
    const path = join(await openStorage(t), 'one.lock');
    const before = await takeLock(path, 0);
    await writeFile(path, `${await deadProcess()} ${Date.now()} x`);
    const after = await takeLock(path, 0);
    assert.ok(before && after);
    await before();
    assert.equal(await takeLock(path, 0), undefined);
    await after();
    assert.ok(await takeLock(path, 0));
  });
});
