/** The encryption state of one instance, and what it rests on. A state is never guessed: see docs/architecture.md. */

export type EncryptionState = 'on' | 'off' | 'partial' | 'unsupported' | 'unknown';

/** Where a state was read from. */
export type EvidenceSource =
  /** the cloud's own read call */
  | 'status-call'
  /** a backup set: true as of that backup's end */
  | 'backup-set'
  /** our own change was accepted */
  | 'change-accepted'
  /** the cloud refused a change because the switch was on already */
  | 'already-enabled';

export interface Evidence {
  readonly source: EvidenceSource;
  /** End of the backup the state was read from, ISO 8601 UTC. */
  readonly asOf?: string;
  /** When we saw it, ISO 8601 UTC. */
  readonly seenAt: string;
  readonly requestId?: string;
  readonly detail?: string;
  /** The key, where the evidence tells it. */
  readonly keyId?: string;
  /** What the backup sets are that are kept, where the cloud tells. */
  readonly coverage?: Coverage;
}

/** Of the successful physical backup sets that were looked at: how many are encrypted, and how old the others are. */
export interface Coverage {
  readonly encrypted: number;
  readonly plain: number;
  /** Sets that say something nobody documented. */
  readonly unclear: number;
  /** How many days back was looked. */
  readonly days: number;
  /** End of the newest set of all, ISO 8601 UTC. */
  readonly newestEnd?: string;
  /** End of the newest plain one, ISO 8601 UTC. */
  readonly lastPlainEnd?: string;
  /** Hours from one set to the next, on average; unset for fewer than two. */
  readonly everyHours?: number;
}

/** Why a cloud did not answer, or refused. */
export type CloudCategory =
  | 'credentials'
  | 'permission'
  | 'key'
  | 'instance-state'
  | 'unsupported'
  | 'billing'
  | 'not-found'
  | 'invalid-request'
  | 'throttled'
  | 'clock-skew'
  | 'network'
  | 'server'
  | 'unexpected-reply';

/** Why we do not know, without any cloud being at fault. */
export type OwnCategory =
  /** not read yet */
  | 'pending'
  /** nothing to read it from yet, such as no physical backup */
  | 'no-evidence'
  /** a change whose outcome is not known */
  | 'unconfirmed'
  /** what says that a one-way switch is on, and newer backups that say it is not */
  | 'contradicting-evidence'
  /** a settings entry or endpoint that we refuse */
  | 'configuration';

export interface Reason {
  readonly category: CloudCategory | OwnCategory;
  /** The cloud's own error code. */
  readonly code?: string;
  readonly message: string;
  readonly requestId?: string;
  /** What a person can do about it, where a rule of ours knows: a sentence. */
  readonly remedy?: string;
  /** With `unconfirmed`: when the change was asked for, ISO 8601 UTC. */
  readonly since?: string;
  /** Not asked again before this, ISO 8601 UTC. */
  readonly until?: string;
}

/** What reading an instance gave: a known state always has evidence, the others always a reason. */
export type Answer =
  | { readonly state: 'on' | 'off' | 'partial'; readonly evidence: Evidence }
  | { readonly state: 'unsupported' | 'unknown'; readonly reason: Reason };

/**
 * An answer as it is shown: perhaps an old one (`stale`), then with the reason why there is no newer. One of now can
 * have a reason too: `unconfirmed`, while a change was asked for that the cloud does not show.
 */
export type Encryption =
  | {
      readonly state: 'on' | 'off' | 'partial';
      readonly evidence: Evidence;
      readonly reason?: Reason;
      readonly stale: boolean;
    }
  | {
      readonly state: 'unsupported' | 'unknown';
      readonly evidence?: undefined;
      readonly reason: Reason;
      readonly stale: boolean;
    };

/**
 * Whether the switch is on by what the cloud said to a change, and no backup has shown it yet. `evidence.seenAt` is
 * when the cloud said so.
 */
export function isFirstBackupPending({ state, evidence }: Encryption): boolean {
  return state === 'on' && (evidence.source === 'change-accepted' || evidence.source === 'already-enabled');
}

export const PENDING: Encryption = {
  state: 'unknown',
  reason: { category: 'pending', message: '' },
  stale: false,
};

/** A fresh answer, ready to show. */
export function fresh(answer: Answer): Encryption {
  return { ...answer, stale: false };
}

/**
 * What to show after a failure: the earlier answer, marked stale, with the reason; without one, `unknown`.
 * A failure never turns into `off`.
 */
export function afterFailure(earlier: Encryption | undefined, reason: Reason): Encryption {
  if (!earlier || earlier.state === 'unknown') return { state: 'unknown', reason, stale: false };
  return { ...earlier, reason, stale: true };
}

/** An answer from an earlier session: true once, perhaps no longer. */
export function asStale(encryption: Encryption): Encryption {
  return { ...encryption, stale: true };
}
