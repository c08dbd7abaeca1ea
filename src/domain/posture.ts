import { isFirstBackupPending, type Encryption, type EncryptionState } from './encryption.ts';
import type { InstanceRecord } from './instance.ts';

/** As what an instance is shown: its state, but `awaited` for one that is on while no backup has shown it yet. */
export type ShownState = EncryptionState | 'awaited';

/** As what an instance is counted: `stale` for whatever an earlier reading said, since nobody knows it of now. */
export type Standing = ShownState | 'stale';

export function shownState(encryption: Encryption): ShownState {
  return isFirstBackupPending(encryption) ? 'awaited' : encryption.state;
}

export function standing(encryption: Encryption): Standing {
  return encryption.stale ? 'stale' : shownState(encryption);
}

/** How many instances of a set are counted as what. */
export type Posture = Readonly<Record<Standing, number>> & { readonly total: number };

/** Counts that are kept as instances come, change and go, so that nobody has to count ten thousand again. */
export type Tally = { -readonly [count in keyof Posture]: number };

export function newTally(): Tally {
  return { on: 0, awaited: 0, off: 0, partial: 0, unsupported: 0, unknown: 0, stale: 0, total: 0 };
}

/**
 * Takes one instance over from one count to another.
 * @param before unset for one that is new
 * @param after unset for one that is gone
 */
export function recount(tally: Tally, before?: Standing, after?: Standing): void {
  if (before) {
    tally[before] -= 1;
    tally.total -= 1;
  }
  if (after) {
    tally[after] += 1;
    tally.total += 1;
  }
}

/** Counts a set of instances. */
export function posture(records: Iterable<InstanceRecord>): Tally {
  const tally = newTally();
  for (const { encryption } of records) recount(tally, undefined, standing(encryption));
  return tally;
}

/** How many instances are shown as what, whether that is of now or not. */
export function countStates(records: Iterable<InstanceRecord>): Map<ShownState, number> {
  const counts = new Map<ShownState, number>();
  for (const { encryption } of records) {
    const state = shownState(encryption);
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return counts;
}

/** Instances somebody should act on: those whose backups are known not to be encrypted, wholly or in part. */
export function notEncrypted(counts: Posture): number {
  return counts.off + counts.partial;
}

/** Instances of which nobody knows how they are now. */
export function notRead(counts: Posture): number {
  return counts.unknown + counts.stale;
}

/** Instances that can have encrypted backups, as far as anybody knows: all of them can be encrypted some day. */
export function candidates(counts: Posture): number {
  return counts.total - counts.unsupported;
}
