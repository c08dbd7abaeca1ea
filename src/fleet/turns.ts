import { setTimeout as wait } from 'node:timers/promises';
import type { Snapshot } from '../files/schemas.ts';
import type { Clock } from '../domain/time.ts';
import { takeLock } from '../files/lock.ts';
import type { Member } from './member.ts';

/** How often a window looks whether another one has finished reading. Milliseconds. */
const LOOK = 5_000;

/** What a window does with an account when its turn comes, or when it is another's. */
export interface Turn {
  /** Reads the account. */
  readonly read: () => Promise<void>;
  /** Shows what another window has read. */
  readonly takeOver: (snapshot: Snapshot) => void;
}

/**
 * Several windows show the same accounts: by the timer one of them reads, and the others take over what it has kept.
 * @param maxAge how old a reading may be to be taken over, milliseconds
 * @param signal ends the wait for another window
 */
export async function inTurn(
  { files }: Member,
  { read, takeOver }: Turn,
  maxAge: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const youngSnapshot = async () => {
    const snapshot = await files.readSnapshot();
    return snapshot && isYoung(snapshot, maxAge, clock) ? snapshot : undefined;
  };
  for (;;) {
    const young = await youngSnapshot();
    if (young) {
      takeOver(young);
      return;
    }
    const lock = await takeLock(files.readingLock, 0).catch(() => 'none' as const);
    if (lock) {
      try {
        // Another window may have finished in between.
        const newest = await youngSnapshot();
        // Where no lock can be had, each window reads for itself.
        if (newest) takeOver(newest);
        else await read();
        return;
      } finally {
        if (lock !== 'none') await lock.release();
      }
    }
    await wait(LOOK, undefined, { signal });
  }
}

function isYoung({ refreshedAt }: Snapshot, maxAge: number, clock: Clock): boolean {
  return Math.abs(clock.now() - Date.parse(refreshedAt)) < maxAge;
}
