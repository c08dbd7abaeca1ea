import type { Coverage, EvidenceSource, Reason } from '../domain/encryption.ts';
import type { KeyTrouble } from '../domain/keyTrouble.ts';
import type { Standing } from '../domain/posture.ts';
import type { Severity } from '../policy/policy.ts';
import type { Finding, Verdict } from '../domain/verdict.ts';
import type {
  ChangeFacts,
  ExceptionFacts,
  JournalFacts,
  PolicyFacts,
  ScopeFacts,
  TrendPoint,
} from './facts.ts';
import type { Framework } from './frameworks.ts';

/**
 * The report: what every format is written from, and itself the JSON one (schemas/report-v1.json). Members may be
 * added, never renamed or given another meaning. All times are ISO 8601 UTC.
 */
export interface Report extends Unsealed {
  readonly integrity: Integrity;
}

export interface Unsealed {
  readonly schemaVersion: 1;
  readonly generatedAt: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly scope: ScopeFacts & { readonly accounts: readonly string[]; readonly regions: readonly string[] };
  readonly completeness: Completeness;
  readonly summary: Summary;
  readonly accounts: readonly AccountSummary[];
  /** The worst first. */
  readonly rows: readonly Row[];
  readonly exceptions: readonly (ExceptionFacts & { readonly instances: readonly string[] })[];
  readonly policy?: PolicyFacts;
  readonly frameworks: readonly Framework[];
  readonly trend?: readonly TrendPoint[];
  readonly journal: JournalFacts;
  /** What the report is, and what it is not. */
  readonly disclaimer: string;
}

/** SHA-256 over the canonical JSON (RFC 8785) of the report without this member. */
export interface Integrity {
  readonly algorithm: 'sha256';
  readonly canonicalization: 'RFC8785';
  readonly sha256: string;
}

/** What was looked at, and what was not. */
export interface Completeness {
  /** Whether everything in the scope was read, just now. */
  readonly complete: boolean;
  /** Instances whose state is of the last reading. */
  readonly read: number;
  /** Those whose state is of an earlier one, since the last one failed. */
  readonly stale: number;
  /** Those whose state nobody knows. */
  readonly unknown: number;
  /** Accounts, or regions of them, that could not be read. */
  readonly unreadAccounts: readonly Unread[];
  /** Parts that were not looked at, such as projects that are disabled. */
  readonly leftOut: readonly (Unread & {
    readonly region: string;
    readonly part: string;
    readonly isFailure: boolean;
  })[];
}

export interface Unread {
  readonly account: string;
  readonly name: string;
  readonly provider: string;
  readonly region?: string;
  readonly reason: ReportReason;
}

export type ReportReason = Pick<Reason, 'category' | 'code' | 'message' | 'requestId'>;

export interface Summary {
  readonly total: number;
  readonly byState: Readonly<Record<Standing, number>>;
  readonly byVerdict: Readonly<Record<Verdict, number>>;
}

export interface AccountSummary extends Summary {
  readonly id: string;
  readonly provider: string;
  readonly service: string;
  readonly name: string;
  readonly state: 'ok' | 'problem' | 'pending';
  readonly cloudAccountUid?: string;
  readonly principal?: string;
  readonly readAt?: string;
  readonly lookedIn: readonly string[];
  readonly sandbox?: true;
}

export interface Row {
  readonly provider: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly cloudAccountUid?: string;
  readonly alsoSeenBy?: readonly string[];
  readonly region: string;
  readonly id: string;
  readonly name: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly lifecycle: string;
  readonly state: 'on' | 'off' | 'partial' | 'unsupported' | 'unknown';
  readonly verdict: Verdict;
  /** With `excepted`: the verdict that is softened. */
  readonly originalVerdict?: Verdict;
  readonly finding?: Finding;
  /** How grave the finding is. */
  readonly severity?: Severity;
  /** What is known, as of when: a sentence in the evidence's own terms. */
  readonly statement: string;
  readonly evidence?: RowEvidence;
  readonly reason?: ReportReason;
  readonly keyTrouble?: KeyTrouble;
  /** Whether the state is of an earlier reading, since the last one failed. */
  readonly stale: boolean;
  readonly policy: { readonly rule: string; readonly required: boolean; readonly exception?: ExceptionFacts };
  readonly lastChange?: ChangeFacts;
  readonly howToCheck: string;
  readonly consoleUrl?: string;
  readonly sandbox?: true;
}

export interface RowEvidence {
  readonly source: EvidenceSource;
  readonly detail?: string;
  readonly asOf?: string;
  readonly seenAt: string;
  readonly requestId?: string;
  readonly apiService?: string;
  readonly apiVersion?: string;
  readonly apiOperation?: string;
  readonly keyId?: string;
  readonly coverage?: Coverage;
}
