import * as l10n from '@vscode/l10n';
import type { Answer, Evidence } from '../../domain/encryption.ts';
import { plainText } from '../../domain/text.ts';
import { readTime } from '../../domain/time.ts';
import { CloudError } from '../error.ts';
import type { ReadMemory } from '../provider.ts';
import type { BackupItem } from './schemas.ts';

/** A successful physical backup set, read. */
export interface BackupSet {
  /** ISO 8601 UTC; empty when the cloud did not tell. */
  readonly start: string;
  readonly end: string;
  readonly encrypted: boolean;
  /** What the set says about its encryption, when it is encrypted. */
  readonly detail?: string;
  readonly keyId?: string;
}

const NOT_ENCRYPTED = new Set(['', '{}', 'null', '[]', 'off', 'false', '0', 'none']);

/** Whether a value is empty all through: nothing in it says that something was encrypted. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'object') return Object.values(value).every(isEmpty);
  const word = typeof value === 'string' ? value : JSON.stringify(value);
  return NOT_ENCRYPTED.has(word.trim().toLowerCase());
}

/** Far more than any cloud nests; a hostile reply nests until the stack is full. */
const DEEPEST = 50;

function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth >= DEEPEST || Object.values(value).some((member) => isTooDeep(member, depth + 1));
}

/**
 * Reads the `Encryption` field of a backup set. What it holds for an encrypted set is documented nowhere, so the
 * rule is: empty in any spelling means not encrypted, anything else means encrypted.
 * @throws CloudError `unexpected-reply` for a value nested deeper than can be looked through
 */
export function readEncryptionField(value: unknown): Pick<BackupSet, 'encrypted' | 'detail' | 'keyId'> {
  const parsed = typeof value === 'string' ? parseObject(value) : value;
  if (isTooDeep(parsed)) {
    const message = l10n.t('The reply is not as documented, at "{0}".', 'Encryption');
    throw new CloudError({ category: 'unexpected-reply', message });
  }
  if (isEmpty(parsed)) return { encrypted: false };
  const detail = plainText(typeof value === 'string' ? value : JSON.stringify(value));
  const keyId = findKeyId(parsed);
  return { encrypted: true, detail, ...(keyId && { keyId }) };
}

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function findKeyId(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const member = Object.entries(value).find(
    ([name, content]) => /key/i.test(name) && typeof content === 'string' && content !== '',
  );
  return typeof member?.[1] === 'string' ? plainText(member[1], 100) : undefined;
}

/** Keeps the sets that can tell the state: successful and physical. Snapshots and logical dumps follow other rules. */
export function physicalSets(items: readonly BackupItem[]): BackupSet[] {
  return items
    .filter(({ BackupStatus }) => !BackupStatus || BackupStatus.toLowerCase() === 'success')
    .filter(({ BackupMethod }) => BackupMethod.toLowerCase() === 'physical')
    .map((item) => ({
      start: readTime(item.BackupStartTime) ?? '',
      end: readTime(item.BackupEndTime) ?? '',
      ...readEncryptionField(item.Encryption),
    }));
}

/**
 * Draws the state from backup sets: the newest counts, and any encrypted one proves that the one-way switch is on.
 * @param sets in any order (the API documents none)
 * @param seenAt ISO 8601 UTC
 */
export function answerFromBackups(
  sets: readonly BackupSet[],
  memory: ReadMemory,
  seenAt: string,
  requestId: string,
): Answer {
  const byEnd = sets.toSorted((a, b) => (a.end < b.end ? 1 : a.end > b.end ? -1 : 0));
  const encrypted = byEnd.find((set) => set.encrypted);
  const newest = byEnd.find((set) => set.end !== '');
  if (encrypted) return { state: 'on', evidence: proof(encrypted, newest, seenAt, requestId) };
  if (memory.proof) return { state: 'on', evidence: memory.proof };
  if (!newest) return { state: 'unknown', reason: noBackup(memory) };
  const { unconfirmedSince } = memory;
  if (unconfirmedSince && !isAfter(newest.start, unconfirmedSince)) {
    return { state: 'unknown', reason: unconfirmed(unconfirmedSince) };
  }
  return {
    state: 'off',
    evidence: { source: 'backup-set', asOf: newest.end, seenAt, ...(requestId && { requestId }) },
  };
}

/** Clouds take requests from clocks that are up to 15 minutes off; so may ours be. */
const CLOCK_TOLERANCE = 15 * 60 * 1000;

function isAfter(start: string, since: string): boolean {
  return Date.parse(start) > Date.parse(since) + CLOCK_TOLERANCE;
}

function proof(set: BackupSet, newest: BackupSet | undefined, seenAt: string, requestId: string): Evidence {
  const contradicted = newest !== undefined && newest.end > set.end && !newest.encrypted;
  const detail = contradicted
    ? l10n.t('Warning: the newest backup, of {0}, is not encrypted although an older one is.', newest.end)
    : set.detail;
  return {
    source: 'backup-set',
    seenAt,
    ...(set.end && { asOf: set.end }),
    ...(requestId && { requestId }),
    ...(detail && { detail }),
    ...(set.keyId && { keyId: set.keyId }),
  };
}

function noBackup({ unconfirmedSince }: ReadMemory) {
  if (unconfirmedSince) return unconfirmed(unconfirmedSince);
  const message = l10n.t('No successful physical backup in the last 31 days to read the state from.');
  return { category: 'no-evidence', message } as const;
}

function unconfirmed(since: string) {
  const message = l10n.t(
    'Encryption was asked for at {0}, the reply was lost, and no backup shows the result yet.',
    since,
  );
  return { category: 'unconfirmed', message, since } as const;
}
