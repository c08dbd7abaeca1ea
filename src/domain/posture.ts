import type { EncryptionState } from './encryption.ts';
import type { InstanceRecord } from './instance.ts';

/** How many instances of a set are in each state. */
export type Posture = Readonly<Record<EncryptionState, number>> & { readonly total: number };

/** Counts the states of a set of instances. */
export function posture(records: Iterable<InstanceRecord>): Posture {
  const counts = { on: 0, off: 0, partial: 0, unsupported: 0, unknown: 0, total: 0 };
  for (const { encryption } of records) {
    counts[encryption.state] += 1;
    counts.total += 1;
  }
  return counts;
}

/** Instances somebody should act on: those whose backups are known not to be encrypted, wholly or in part. */
export function notEncrypted(counts: Posture): number {
  return counts.off + counts.partial;
}
