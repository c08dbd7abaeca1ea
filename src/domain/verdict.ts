import { isFirstBackupPending, type Encryption, type Evidence } from './encryption.ts';

/** What a rule makes of a state; `excepted` softens one of the others, which is kept beside it. */
export type Verdict = 'pass' | 'fail' | 'not-verified' | 'not-applicable' | 'excepted';

/** What explains a verdict that is no pass: the problem codes of an instance (docs/policy.md). */
export const FINDINGS = [
  'not-encrypted',
  'partly-encrypted',
  'not-verified',
  'evidence-too-old',
  'wrong-key',
  'no-longer-encrypted',
  'contradicting-evidence',
  'unsupported-but-required',
] as const;
export type Finding = (typeof FINDINGS)[number];

/** Which key backups must be encrypted with. */
export interface KeyRequirement {
  /** `customer`: one of the user's own; `service`: the one that the cloud keeps. */
  readonly kind?: KeyEvidence['kind'];
  /** One of these. */
  readonly ids?: readonly string[];
}

/** What is asked of one instance. */
export interface Requirement {
  readonly required: boolean;
  /** Whether a rule asks for it by name: then an instance that cannot have encrypted backups is a failure. */
  readonly byRule?: boolean;
  /** How old the evidence may be, milliseconds; 35 days when left out. */
  readonly maxAge?: number;
  /** Whether the backups of the log must be encrypted too. */
  readonly logs?: boolean;
  readonly key?: KeyRequirement;
}

/** The key of a change that we made ourselves: no cloud's reading tells it dependably. */
export type KeyEvidence =
  { readonly kind: 'customer'; readonly id: string } | { readonly kind: 'service'; readonly id?: undefined };

/** What is known of an instance beside its state. */
export interface Knowledge {
  readonly key?: KeyEvidence;
  /** Whether its state covers the backups of the log, not only those of the data. */
  readonly coversLogs?: boolean;
  /** Whether newer evidence says off or partial where it was on before, and nobody changed it here. */
  readonly gotWorse?: boolean;
}

export interface Judged {
  readonly verdict: Verdict;
  /** Set for every verdict but `pass` and `not-applicable`. */
  readonly finding?: Finding;
}

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** The clouds keep what we read of backups for 31 days; a bound below that would doubt whoever backs up once a month. */
export const DEFAULT_MAX_AGE = 35 * DAY;

/**
 * What a state is worth, given what is required. A failure or an old answer is never a pass and never a fail: it is
 * `not-verified`.
 * @param now milliseconds since 1970, by the corrected clock
 */
export function judge(
  encryption: Encryption,
  requirement: Requirement,
  now: number,
  known: Knowledge = {},
): Judged {
  if (!requirement.required) return { verdict: 'not-applicable' };
  const { state, evidence } = encryption;
  if (!evidence) return judgeUntold(encryption, requirement);
  if (isOlder(dateOf(evidence), requirement.maxAge ?? DEFAULT_MAX_AGE, now)) {
    return notVerified('evidence-too-old');
  }
  if (state === 'on') return judgeOn(encryption, evidence, requirement, now, known);
  if (known.gotWorse) return failed('no-longer-encrypted');
  return failed(state === 'off' ? 'not-encrypted' : 'partly-encrypted');
}

/** Of one whose state nothing tells, or that has none. */
function judgeUntold({ state, reason }: Encryption, { byRule }: Requirement): Judged {
  if (state === 'unsupported') {
    return byRule ? failed('unsupported-but-required') : { verdict: 'not-applicable' };
  }
  const isContradiction = reason?.category === 'contradicting-evidence';
  return notVerified(isContradiction ? 'contradicting-evidence' : 'not-verified');
}

function judgeOn(
  encryption: Encryption,
  { coverage, seenAt }: Evidence,
  { key, logs }: Requirement,
  now: number,
  known: Knowledge,
): Judged {
  if (key && known.key && !fits(known.key, key)) return failed('wrong-key');
  // Whatever was accepted, some backup should have shown it by then.
  const patience = Math.max(DAY, 2 * (coverage?.everyHours ?? 0) * HOUR);
  if (isFirstBackupPending(encryption) && isOlder(seenAt, patience, now)) {
    return notVerified('not-verified');
  }
  if ((key && !known.key) || (logs && !known.coversLogs)) return notVerified('not-verified');
  return { verdict: 'pass' };
}

/** As of when evidence says what it says: a backup's end rather than when we looked. */
export function dateOf({ asOf, seenAt }: Evidence): string {
  return asOf ?? seenAt;
}

/** What has no readable time counts as older: it proves nothing of now. */
function isOlder(time: string, bound: number, now: number): boolean {
  return !(now - Date.parse(time) <= bound);
}

function fits(key: KeyEvidence, { kind, ids }: KeyRequirement): boolean {
  if (kind && key.kind !== kind) return false;
  return !ids || (key.id !== undefined && ids.includes(key.id));
}

function failed(finding: Finding): Judged {
  return { verdict: 'fail', finding };
}

function notVerified(finding: Finding): Judged {
  return { verdict: 'not-verified', finding };
}
