import type { EncryptionState } from './encryption.ts';
import type { InstanceRecord } from './instance.ts';

/** How many instances of a set are in each state. */
export type Posture = Readonly<Record<EncryptionState, number>> & { readonly total: number };

/** Counts that are kept as instances come, change and go, so that nobody has to count ten thousand again. */
export type Tally = { -readonly [count in keyof Posture]: number };

export function newTally(): Tally {
  return { on: 0, off: 0, partial: 0, unsupported: 0, unknown: 0, total: 0 };
}

/**
 * Takes one instance over from one state to another.
 * @param before unset for one that is new
 * @param after unset for one that is gone
 */
export function recount(tally: Tally, before?: EncryptionState, after?: EncryptionState): void {
  if (before) {
    tally[before] -= 1;
    tally.total -= 1;
  }
  if (after) {
    tally[after] += 1;
    tally.total += 1;
  }
}

/** Counts the states of a set of instances. */
export function posture(records: Iterable<InstanceRecord>): Tally {
  const tally = newTally();
  for (const { encryption } of records) recount(tally, undefined, encryption.state);
  return tally;
}

/** The counts of several sets together. */
export function addUp(postures: Iterable<Posture>): Posture {
  const sum = newTally();
  for (const counts of postures) {
    for (const name of Object.keys(sum) as (keyof Posture)[]) sum[name] += counts[name];
  }
  return sum;
}

/** Instances somebody should act on: those whose backups are known not to be encrypted, wholly or in part. */
export function notEncrypted(counts: Posture): number {
  return counts.off + counts.partial;
}
