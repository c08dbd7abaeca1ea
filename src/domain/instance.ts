import type { Encryption, Reason } from './encryption.ts';

/** A cloud's database service, by its id in the provider registry. */
export type ProviderId = string;

/** One database instance as its cloud describes it. What the cloud did not tell is an empty string. */
export interface Instance {
  readonly provider: ProviderId;
  /** The configured account it was found with. */
  readonly accountId: string;
  readonly region: string;
  readonly id: string;
  readonly name: string;
  readonly engine: string;
  readonly engineVersion: string;
  /** The cloud's own word for the instance's status, such as `Running` or `ACTIVE`. */
  readonly lifecycle: string;
  /** What it is made of, in the cloud's words: once that is another, what was known of it is looked at again. */
  readonly shape?: string;
  /** When it was created, ISO 8601 UTC: nothing known of an earlier one with its id holds for it. */
  readonly createdAt?: string;
  /** Set when the cloud's published rules exclude backup encryption for it. */
  readonly ineligible?: Reason;
  /** Why its state cannot be read at all: the cloud does not know it, or its id is none. */
  readonly unreadable?: Reason;
  /** Why it takes no change at the moment; unset when it does. */
  readonly busy?: string;
  /** The part of its region that it is in, such as a project, where the cloud wants to be told: its id. */
  readonly home?: string;
  /** What its key must belong to, such as a project, where the cloud wants that: its id. */
  readonly keyScope?: string;
}

export interface InstanceRecord {
  readonly instance: Instance;
  readonly encryption: Encryption;
}

/** Names one instance in commands and in the journal. */
export interface InstanceRef {
  readonly accountId: string;
  readonly instanceId: string;
}

export function refOf({ accountId, id }: Instance): InstanceRef {
  return { accountId, instanceId: id };
}

/** Where a database is, whichever account sees it. */
export interface DatabasePlace {
  readonly provider: ProviderId;
  /** The cloud's own account id. */
  readonly owner: string;
  readonly region: string;
  readonly instanceId: string;
}

/** A database by one name: the same for all accounts that see it. */
export function databaseOf({ provider, owner, region, instanceId }: DatabasePlace): string {
  return [provider, owner, homeRegion(region), instanceId].join('/');
}

/** One account may look in a whole region, another in one project of it, which it names after an underscore. */
export function homeRegion(region: string): string {
  return region.split('_')[0] ?? region;
}
