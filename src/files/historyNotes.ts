import type { Evidence, Reason } from '../domain/encryption.ts';
import type { DatabasePlace } from '../domain/instance.ts';
import type { KeyTrouble } from '../domain/keyTrouble.ts';
import { hasKey, isSameKey, type RecordedState, type StateChange } from '../domain/stateChange.ts';
import type { HistoryEntry } from './historyEntry.ts';

/** What was seen of a database. */
export interface Note extends DatabasePlace {
  readonly name: string;
  /** By the cloud's clock, ISO 8601 UTC. */
  readonly at: string;
  /** Unset when only its key was looked at. */
  readonly state?: RecordedState;
  readonly evidence?: Evidence;
  readonly reason?: Reason;
  /** Unset when the key was not looked at. */
  readonly keyTrouble?: KeyTrouble | 'none';
  readonly createdAt?: string;
  /** When its account had been read the last time before, ISO 8601 UTC. */
  readonly readBefore?: string;
  /** A person asked to forget what was known by then, ISO 8601 UTC. */
  readonly forgottenAt?: string;
}

/** In characters: texts of a cloud may be long, and a history has many lines. */
const LONGEST_TEXT = 300;

/**
 * What a note adds to the history; undefined for nothing. Evidence that names no key says nothing of the key, and a
 * failure to look at it nothing of its state.
 * @param before the newest change of the database
 * @param ownerSince when the history of its cloud account begins
 * @param regionSince when that of its region there begins
 */
export function entryFrom(
  note: Note,
  before: StateChange | undefined,
  ownerSince?: string,
  regionSince?: string,
): HistoryEntry | undefined {
  const to = note.state ?? before?.to;
  if (!to || (to === 'gone' && !before)) return undefined;
  const keyId = hasKey(to) ? (note.evidence?.keyId ?? before?.keyId) : undefined;
  const keyTrouble = hasKey(to) ? troubleFrom(note, before, keyId) : undefined;
  const isSame = to === before?.to && isSameKey(keyId, before.keyId) && keyTrouble === before.keyTrouble;
  if (isSame) return undefined;
  const { provider, owner, region, instanceId, name, at, forgottenAt = '' } = note;
  const counts = before && before.to !== 'gone' && before.at > forgottenAt;
  const isNew = !before && isMadeSince(note, ownerSince, regionSince);
  return {
    ...{ version: 1, at, provider, owner, region, instanceId, name },
    ...(counts && { from: before.to }),
    ...{ to, by: 'unknown' },
    ...(isNew && { isNew }),
    ...(keyId && { keyId }),
    ...(keyTrouble && { keyTrouble }),
    ...(note.evidence && { evidence: shortEvidence(note.evidence) }),
    ...(note.reason && { reason: shortReason(note.reason) }),
  };
}

/** Whether another window has seen something newer; a time that is still to come is a wrong clock's. */
export function isOvertaken({ at }: Note, before: StateChange, now: string): boolean {
  return at < before.at && before.at <= now;
}

function troubleFrom(
  { keyTrouble }: Note,
  before: StateChange | undefined,
  keyId: string | undefined,
): KeyTrouble | undefined {
  if (keyTrouble) return keyTrouble === 'none' ? undefined : keyTrouble;
  return isSameKey(keyId, before?.keyId) ? before?.keyTrouble : undefined;
}

/**
 * Whether an instance that is seen for the first time was made since its account has been read. Where the cloud does not
 * tell when, it was when its region has been read before.
 */
function isMadeSince({ createdAt, readBefore }: Note, ownerSince?: string, regionSince?: string): boolean {
  const wasRead = (since: string | undefined) => since !== undefined && since <= (readBefore ?? '');
  if (createdAt) return wasRead(ownerSince) && createdAt > (ownerSince ?? '');
  return wasRead(regionSince);
}

function shortEvidence(evidence: Evidence): HistoryEntry['evidence'] {
  const { source, asOf, seenAt, requestId, detail, keyId } = evidence;
  return {
    source,
    ...(asOf && { asOf }),
    seenAt,
    ...(requestId && { requestId }),
    ...(detail && { detail: detail.slice(0, LONGEST_TEXT) }),
    ...(keyId && { keyId }),
  };
}

function shortReason({ category, code, message, requestId }: Reason): HistoryEntry['reason'] {
  return {
    category,
    ...(code && { code }),
    message: message.slice(0, LONGEST_TEXT),
    ...(requestId && { requestId }),
  };
}
