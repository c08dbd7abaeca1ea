import type { Encryption, Reason } from '../domain/encryption.ts';
import type { Instance, ProviderId } from '../domain/instance.ts';
import type { KeyTrouble } from '../domain/keyTrouble.ts';
import type { ShownState } from '../domain/posture.ts';
import type { Severity } from '../policy/policy.ts';
import type { Finding, Knowledge, Verdict } from '../domain/verdict.ts';

/** What a report is made from: plain facts, collected by whoever has them. Secrets have no place in any of them. */
export interface ReportFacts {
  readonly tool: { readonly name: string; readonly version: string };
  readonly scope: ScopeFacts;
  /** All accounts in the scope, also those that could not be read. */
  readonly accounts: readonly AccountFacts[];
  /** Each database once. */
  readonly instances: readonly InstanceFacts[];
  readonly journal: JournalFacts;
  readonly policy?: PolicyFacts;
  /** From the history: how many were counted as what at the end of each day, the oldest first. */
  readonly trend?: readonly TrendPoint[];
}

/** What somebody chose to have in the report. */
export interface ScopeFacts {
  readonly kind: 'all' | 'account' | 'filter' | 'selection';
  readonly filter?: { readonly text: string; readonly states: readonly ShownState[] };
  /** Instances that are known and were left out by this choice. */
  readonly outside: number;
}

export interface AccountFacts {
  readonly id: string;
  readonly provider: ProviderId;
  /** The cloud's database service, in words. */
  readonly service: string;
  readonly name: string;
  readonly state: 'ok' | 'problem' | 'pending';
  readonly reason?: Reason;
  /** The cloud's own account id. */
  readonly cloudAccountUid?: string;
  /** Who read it, in the cloud's words. */
  readonly principal?: string;
  /** ISO 8601 UTC. */
  readonly readAt?: string;
  readonly regions: readonly string[];
  /** Regions that were looked in, also those where nothing was found. */
  readonly lookedIn: readonly string[];
  readonly unreadRegions: readonly { readonly region: string; readonly reason: Reason }[];
  readonly leftOut: readonly LeftOutFacts[];
  /** Whether it is make-believe. */
  readonly sandbox: boolean;
}

/** A part of an account that was not looked at. */
export interface LeftOutFacts {
  readonly region: string;
  readonly name: string;
  readonly reason: Reason;
  readonly isFailure: boolean;
}

export interface InstanceFacts {
  readonly instance: Instance;
  readonly encryption: Encryption;
  /** Other accounts that see the same database. */
  readonly alsoSeenBy: readonly string[];
  readonly keyTrouble?: KeyTrouble;
  /** The call that its evidence comes from, as the cloud's API names it. */
  readonly call?: { readonly service: string; readonly version: string; readonly operation: string };
  /** How a person repeats it: a sentence. */
  readonly howToCheck: string;
  readonly consoleUrl?: string;
  readonly lastChange?: ChangeFacts;
  /** What a policy may ask for beside its state. */
  readonly known?: Knowledge;
}

/** The newest change that was asked for with this tool. */
export interface ChangeFacts {
  readonly at: string;
  readonly change: string;
  readonly outcome: string;
  readonly requestId?: string;
}

/** The end of the change journal that a report is bound to. */
export interface JournalFacts {
  /** SHA-256 of its newest line; 64 zeros when there is none. */
  readonly head: string;
  readonly entries: number;
  /** Whether its chain of hashes held when the report was made. */
  readonly verified: boolean;
}

/** The policy that verdicts are by. */
export interface PolicyFacts {
  readonly file: string;
  readonly rules: readonly {
    readonly id: string;
    readonly severity: Severity;
    /** Where it begins in the file, from 1. */
    readonly line: number;
    readonly controls: readonly string[];
  }[];
}

export interface TrendPoint {
  /** Such as `2026-11-28`. */
  readonly day: string;
  readonly encrypted: number;
  readonly notEncrypted: number;
  readonly notKnown: number;
}

/** Why something that fails is let be, until when, and who answers for it. */
export interface ExceptionFacts {
  readonly rule: string;
  readonly owner: string;
  readonly reason: string;
  /** A day, itself included. */
  readonly expires: string;
  readonly ticket?: string;
}

/** What a policy, or its absence, makes of one instance. */
export interface Judgement {
  readonly verdict: Verdict;
  /** With `excepted`: the verdict that is softened. */
  readonly original?: Verdict;
  readonly finding?: Finding;
  /** How grave that is. */
  readonly severity?: Severity;
  /** The rule that it is by; none for what holds without any. */
  readonly rule?: string;
  readonly required: boolean;
  readonly exception?: ExceptionFacts;
}
