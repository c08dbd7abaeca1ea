import assert from 'node:assert/strict';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { takeLock } from '../../../src/files/lock.ts';
import { both, leaveLock, lockText } from '../../support/locks.ts';
import { deadProcess, runProgram } from '../../support/processes.ts';
import { seedFrom } from '../../support/seed.ts';
import { openStorage } from '../../support/storage.ts';

const MINUTE = 60_000;

async function leaveAbandoned(t: TestContext): Promise<string> {
  const path = join(await openStorage(t), 'one.lock');
  await leaveLock(path, lockText(await deadProcess()));
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

describe('an abandoned lock is taken over', () => {
  test('by no more than one of many that find it at once', async (t) => {
    const path = await leaveAbandoned(t);
    const taken = await Promise.all(Array.from({ length: 20 }, () => takeLock(path, 0)));
    assert.equal(taken.filter((lock) => lock !== undefined).length, 1);
  });

  for (const age of [MINUTE, -24 * 60 * MINUTE])
    test(`also when who did that before died meanwhile, ${age / MINUTE} minutes ago`, async (t) => {
      const path = await leaveAbandoned(t);
      await writeFile(`${path}.removal`, '');
      await utimes(`${path}.removal`, ...both(age));
      assert.ok(await takeLock(path, 0));
    });

  test('not while another is doing it; nobody waits for that without end', async (t) => {
    const path = await leaveAbandoned(t);
    await writeFile(`${path}.removal`, '');
    assert.equal(await takeLock(path, 0), undefined);
  });
});
