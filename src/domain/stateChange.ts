import { isFirstBackupPending, type Answer } from './encryption.ts';
import type { KeyTrouble } from './keyTrouble.ts';

/**
 * A state as the history has it. What could not be read is none: a failure changes nothing. `awaited` is on by what the
 * cloud said to a change, `contradicting` is evidence against itself, `gone` an instance that the cloud lists no more.
 */
export const RECORDED_STATES = [
  'on',
  'awaited',
  'partial',
  'off',
  'unsupported',
  'contradicting',
  'gone',
] as const;
export type RecordedState = (typeof RECORDED_STATES)[number];

/** Who changed a state: this extension, by its journal; somebody else, since the cloud tells it without us; or nobody knows. */
export type Author = 'us' | 'elsewhere' | 'unknown';

/** A state that became another one, or the same one with another key, as the history has it. */
export interface StateChange {
  /** When it was noticed, by the cloud's clock, ISO 8601 UTC: what changed it happened before. */
  readonly at: string;
  /** Unset where nothing counts that was known before: what an instance was when it was first seen is no change. */
  readonly from?: RecordedState | undefined;
  readonly to: RecordedState;
  readonly by: Author;
  /** Set for the first sight of an instance that was made after its account had been read. */
  readonly isNew?: true | undefined;
  /** The key that its backups are encrypted with, as far as any evidence named it. */
  readonly keyId?: string | undefined;
  readonly keyTrouble?: KeyTrouble | undefined;
}

/** What an answer is in the history; undefined for one that tells no state. */
export function recordedState(answer: Answer): RecordedState | undefined {
  if (answer.state === 'unknown') {
    return answer.reason.category === 'contradicting-evidence' ? 'contradicting' : undefined;
  }
  if (answer.state === 'unsupported') return 'unsupported';
  return isFirstBackupPending({ ...answer, stale: false }) ? 'awaited' : answer.state;
}

/** Whether backups are encrypted in this state, wholly or in part: only then there is a key. */
export function hasKey(state: RecordedState): boolean {
  return state === 'on' || state === 'awaited' || state === 'partial';
}

/** Whether two names mean the same key: its id, or the resource name that ends in it. */
export function isSameKey(one: string | undefined, other: string | undefined): boolean {
  return tail(one) === tail(other);
}

function tail(key: string | undefined): string | undefined {
  return key?.toLowerCase().split('/').at(-1);
}

/** Whether something happened: not so where a state was only seen for the first time. */
export function isNews({ from, isNew, keyTrouble }: StateChange): boolean {
  return from !== undefined || isNew === true || keyTrouble !== undefined;
}
