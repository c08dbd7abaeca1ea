import * as l10n from '@vscode/l10n';
import type { Answer, Evidence, Reason } from '../../domain/encryption.ts';
import type { ReadMemory } from '../provider.ts';
import { coverageOf, type BackupSet, type FoundBackups } from './backups.ts';

/**
 * How far our time may be from the cloud's without anybody noticing: it refuses requests that are further off, and
 * then the clock is corrected. Milliseconds.
 */
export const CLOCK_TOLERANCE = 15 * 60 * 1000;
const DAY = 24 * 60 * 60 * 1000;

/** Something that says that the one-way switch was on, from `start` or from `end` on at the latest. */
interface Sign {
  readonly start: number;
  readonly end: number;
  readonly evidence: Evidence;
}

/**
 * Draws the state from backup sets and from what is remembered (design.md, "A state is never guessed"): the newest set
 * decides. A plain one after a sign that the one-way switch is on is no "off": such a switch cannot go back.
 * @param seenAt ISO 8601 UTC
 */
export function answerFromBackups(found: FoundBackups, memory: ReadMemory, seenAt: string): Answer {
  const { sets, days, requestId } = found;
  const told = { seenAt, ...(requestId && { requestId }), coverage: coverageOf(sets, days) };
  const newest = decidingSet(sets);
  if (newest === 'undecided') return { state: 'unknown', reason: undated(requestId) };
  if (newest?.says === 'encrypted') return { state: 'on', evidence: seenIn(newest, told) };
  const { proof, unconfirmedSince } = memory;
  if (proof && !(newest && contradicts(newest, proof))) {
    return { state: 'on', evidence: { ...proof, coverage: told.coverage } };
  }
  if (!newest || (unconfirmedSince && !isAfter(newest, Date.parse(unconfirmedSince)))) {
    return { state: 'unknown', reason: unconfirmedSince ? unconfirmed(unconfirmedSince) : NO_BACKUP() };
  }
  if (newest.says === 'unclear') return { state: 'unknown', reason: unclear(newest, requestId) };
  const signs = [
    ...sets.filter(({ says, end }) => says === 'encrypted' && end).map((set) => signOf(set, told)),
  ];
  if (proof) signs.push(signOfProof(proof));
  return fromPlain(newest, sets, signs, told);
}

type Told = Pick<Evidence, 'seenAt' | 'requestId' | 'coverage'>;

/**
 * The set that decides: the newest one. One without a time could be it too, so all those must say the same; plain ones
 * without a time cannot say since when.
 */
function decidingSet(sets: readonly BackupSet[]): BackupSet | 'undecided' | undefined {
  const dated = sets.filter(({ start, end }) => start && end);
  const candidates = [
    ...dated.toSorted(newestFirst).slice(0, 1),
    ...sets.filter((set) => !dated.includes(set)),
  ];
  const [first] = candidates;
  const unclear = candidates.find(({ says }) => says === 'unclear');
  if (unclear || !first) return unclear;
  if (candidates.some(({ says }) => says !== first.says)) return 'undecided';
  return first.says === 'plain' && dated.length === 0 ? undefined : first;
}

/** Of two that ended in the same second, the one that says the least comes first. */
const WEIGHT = { unclear: 0, plain: 1, encrypted: 2 } as const;

function newestFirst(one: BackupSet, other: BackupSet): number {
  if (one.end !== other.end) return one.end < other.end ? 1 : -1;
  return WEIGHT[one.says] - WEIGHT[other.says];
}

/** Whether a set that is not encrypted says something against a proof: it does when it began clearly after it. */
function contradicts(set: BackupSet, { asOf, seenAt }: Evidence): boolean {
  return isAfter(set, Date.parse(asOf ?? seenAt));
}

function isAfter({ start }: BackupSet, time: number): boolean {
  return Date.parse(start) > time + CLOCK_TOLERANCE;
}

/** The newest set is plain: off, unless there was a sign that the switch is on. */
function fromPlain(
  newest: BackupSet,
  sets: readonly BackupSet[],
  signs: readonly Sign[],
  told: Told,
): Answer {
  const [earliest] = signs.toSorted((one, other) => one.end - other.end);
  const latest = signs.toSorted((one, other) => one.end - other.end).at(-1);
  if (!earliest || !latest) return { state: 'off', evidence: seenIn(newest, told) };
  const later = sets.filter((set) => set.says === 'plain' && set.end && isAfter(set, earliest.end));
  const aDayLater = later.some(({ start }) => Date.parse(start) >= earliest.start + DAY - CLOCK_TOLERANCE);
  if (later.length > 1 || aDayLater) {
    return { state: 'unknown', reason: contradicting(latest.evidence, newest, told.requestId) };
  }
  const detail = l10n.t(
    'The newest backup, of {0}, is not encrypted. If the next one is not either, the evidence contradicts itself.',
    newest.end,
  );
  return { state: 'on', evidence: { ...latest.evidence, coverage: told.coverage, detail } };
}

function signOf(set: BackupSet, told: Told): Sign {
  const end = Date.parse(set.end);
  return { start: set.start ? Date.parse(set.start) : end, end, evidence: seenIn(set, told) };
}

function signOfProof(proof: Evidence): Sign {
  const time = Date.parse(proof.asOf ?? proof.seenAt);
  return { start: time, end: time, evidence: proof };
}

function seenIn(set: BackupSet, told: Told): Evidence {
  return {
    source: 'backup-set',
    ...told,
    ...(set.end && { asOf: set.end }),
    ...((set.id || set.raw) && { detail: wordsOf(set) }),
    ...(set.keyId && { keyId: set.keyId }),
  };
}

/** So that it can be found again in the cloud's console. */
function wordsOf({ id, raw }: BackupSet): string {
  if (!id) return raw;
  return raw ? l10n.t('Backup set {0} says: {1}', id, raw) : l10n.t('Backup set {0}', id);
}

const NO_BACKUP = (): Reason => ({
  category: 'no-evidence',
  message: l10n.t('No successful physical backup in the last 31 days to read the state from.'),
});

function unconfirmed(since: string): Reason {
  const message = l10n.t(
    'Encryption was asked for at {0}, the reply was lost, and no backup shows the result yet.',
    since,
  );
  return { category: 'unconfirmed', message, since };
}

function unclear({ end, raw }: BackupSet, requestId: string): Reason {
  const message = end
    ? l10n.t('What the newest backup, of {0}, says of its encryption is documented nowhere: {1}', end, raw)
    : l10n.t('What a backup without a time says of its encryption is documented nowhere: {0}', raw);
  return { category: 'unexpected-reply', message, ...(requestId && { requestId }) };
}

function undated(requestId: string): Reason {
  const message = l10n.t(
    'Some backups have no time and say otherwise than the others: which is the newest is not known.',
  );
  return { category: 'unexpected-reply', message, ...(requestId && { requestId }) };
}

/** Both facts: what said that the switch is on, and the newest backup that says it is not. */
function contradicting(sign: Evidence, { end }: BackupSet, requestId?: string): Reason {
  const { source, asOf, seenAt } = sign;
  const facts = {
    'backup-set': () =>
      l10n.t(
        'The backup of {0} is encrypted, but newer ones, the last of {1}, are not.',
        asOf ?? seenAt,
        end,
      ),
    'change-accepted': () =>
      l10n.t(
        'Encryption was switched on at {0}, but newer backups, the last of {1}, are not encrypted.',
        seenAt,
        end,
      ),
    'already-enabled': () =>
      l10n.t(
        'The cloud said at {0} that it was on already, but newer backups, the last of {1}, are not encrypted.',
        seenAt,
        end,
      ),
    'status-call': () =>
      l10n.t(
        'The cloud said at {0} that it is on, but newer backups, the last of {1}, are not encrypted.',
        seenAt,
        end,
      ),
  };
  return { category: 'contradicting-evidence', message: facts[source](), ...(requestId && { requestId }) };
}
