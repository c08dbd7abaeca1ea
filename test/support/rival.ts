/**
 * One of several processes that race for a lock:  node rival.ts LOCK HANDS ROUNDS SEED DEAD-PROCESS
 * Each stretches out several hands, so that they reach for it at all moments.
 * Whoever holds it puts up a flag that only one can put up. Often it then leaves the lock as a crash would. The last
 * line it writes tells how often it held the lock.
 */
import assert from 'node:assert/strict';
import { open, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from '../../src/files/lock.ts';
import { seededRandom } from '../../src/sandbox/random.ts';
import { ELSEWHERE, leaveLock, lockText } from './locks.ts';

const [lock = '', hands = '', rounds = '', seed = '', dead = ''] = process.argv.slice(2);
const random = seededRandom(Number(seed));
const HOUR = 3_600_000;
/** What nobody holds, in every form that may be found, and how old it is. */
const ABANDONED: readonly (() => readonly [string, number])[] = [
  () => [lockText(dead), 0],
  () => [lockText(process.ppid, ELSEWHERE), HOUR],
  () => [`${process.ppid} ${Date.now()} of-a-version-that-told-no-host`, HOUR],
  () => [lockText(process.ppid, ELSEWHERE), -HOUR],
  () => ['garbage', HOUR],
  () => ['', HOUR],
];

await Promise.all(Array.from({ length: Number(hands) }, compete));
process.stdout.write(`held ${Number(hands) * Number(rounds)}\n`);

async function compete(): Promise<void> {
  for (let round = 0; round < Number(rounds); round += 1) {
    const held = await takeLock(lock, 60_000);
    assert.ok(held, 'nobody waits that long');
    await hold();
    const abandoned = ABANDONED[Math.floor(random() * ABANDONED.length * 1.25)];
    if (abandoned) await leaveLock(lock, ...abandoned());
    else await held.release();
    if (random() < 0.3) await sleep(random() * 10);
  }
}

/** Fails when somebody else holds the lock too. */
async function hold(): Promise<void> {
  const flag = `${lock}.flag`;
  const file = await open(flag, 'wx');
  if (random() < 0.5) await sleep(random() * 2);
  await file.close();
  await rm(flag);
}
