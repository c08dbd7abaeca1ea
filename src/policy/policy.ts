import type { Instance } from '../domain/instance.ts';
import type { Encryption } from '../domain/encryption.ts';
import type { KeyRequirement, Knowledge } from '../domain/verdict.ts';
import type { Glob } from './glob.ts';
import type { Range } from './place.ts';

/** A policy as its file says it, with the place of all that a problem can be about. */

/** The names that a policy file can have in a folder; the first that is there is in force. */
export const POLICY_FILES = [
  'backup-encryption.yaml',
  'backup-encryption.yml',
  'backup-encryption.json',
] as const;

/** The rule of all instances that no rule of the file fits. */
export const DEFAULT_RULE = 'default';

/** From the gravest down. */
export const SEVERITIES = ['high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Placed<T> {
  readonly value: T;
  readonly range: Range;
}

export interface Policy {
  readonly defaults: Defaults;
  readonly rules: readonly Rule[];
  readonly exceptions: readonly Exception[];
  /** What the command line does where no flag says otherwise. */
  readonly check: { readonly failOn?: readonly string[]; readonly minSeverity?: Severity };
}

export interface Defaults {
  readonly required: boolean;
  /** Milliseconds. */
  readonly maxAge: number;
  /** How grave it is that a state is not known. */
  readonly onUnknown: Severity;
  readonly range: Range;
}

export interface Rule {
  readonly id: string;
  /** Of its id: where its problems stand. */
  readonly range: Range;
  readonly match: Match;
  readonly required: boolean;
  readonly logs: boolean;
  readonly key?: KeyRequirement;
  readonly severity: Severity;
  readonly controls: readonly string[];
}

export const MATCHERS = ['provider', 'account', 'region', 'engine', 'name'] as const;
export type Matcher = (typeof MATCHERS)[number];

/** Which instances a rule is for: those that fit one pattern of each matcher, or those that are named. */
export interface Match {
  readonly globs: Readonly<Partial<Record<Matcher, readonly Glob[]>>>;
  readonly ids?: readonly Placed<string>[];
  /** The same as `ids`, to look one up. */
  readonly paths?: ReadonlySet<string>;
}

/** Softens one rule for named instances, until a day that is included. */
export interface Exception {
  /** Of the whole entry. */
  readonly range: Range;
  /** Its place among the exceptions of the file, also those that do not fit. */
  readonly index: number;
  readonly rule: Placed<string>;
  readonly instances: readonly Placed<string>[];
  readonly owner: string;
  readonly reason: string;
  /** Such as `2027-01-31`, UTC. */
  readonly expires: Placed<string>;
  readonly ticket?: string;
}

/** What a policy judges: one instance, and what is known of it. */
export interface Subject {
  readonly instance: Pick<Instance, 'provider' | 'accountId' | 'region' | 'id' | 'name' | 'engine'>;
  readonly encryption: Encryption;
  readonly known?: Knowledge;
  /** Other accounts that see the same database. */
  readonly otherAccounts?: readonly string[];
}

/** How an instance is named in a policy: `provider/account/region/id`. */
export function pathOf({ provider, accountId, region, id }: Subject['instance']): string {
  return [provider, accountId, region, id].join('/');
}

/** All names of an instance: one for each account that sees it. */
export function pathsOf({ instance, otherAccounts = [] }: Subject): string[] {
  return [instance.accountId, ...otherAccounts].map((accountId) => pathOf({ ...instance, accountId }));
}

/** The parts of such a name; an account's id may have slashes. */
export function partsOf(
  path: string,
): Pick<Subject['instance'], 'provider' | 'accountId' | 'region' | 'id'> | undefined {
  const [, provider, accountId, region, id] = /^([^/\s]+)\/(.+)\/([^/\s]+)\/([^/\s]+)$/.exec(path) ?? [];
  return provider && accountId && region && id ? { provider, accountId, region, id } : undefined;
}
