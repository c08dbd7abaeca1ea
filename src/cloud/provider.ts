import type { Answer, Evidence, Reason } from '../domain/encryption.ts';
import type { Instance } from '../domain/instance.ts';
import type { KeyTrouble } from '../domain/keyTrouble.ts';
import type { Clock } from '../domain/time.ts';
import type { Login, ProfileFile, ProfileSource } from './login.ts';
import type { ProviderProfile, Region } from './profile.ts';
import type { Caller } from './transport/caller.ts';

/** Who the credentials are, as the cloud says. */
export interface Identity {
  /** The cloud's own account (tenant) id; proofs are filed under it. */
  readonly accountId: string;
  /** Such as a role or user ARN; empty when the cloud does not tell. */
  readonly principal: string;
  /** The tail of the access key's id, where one was used. */
  readonly key?: string;
  /** When the credentials end, ISO 8601 UTC; unset when they do not, or nobody told. */
  readonly expiresAt?: string;
}

/** A key of the cloud's key management that was looked at for encrypting backups. */
export interface EncryptionKey {
  readonly id: string;
  readonly alias: string;
  readonly spec: string;
  /** Whether the cloud made its material, or somebody brought it; unset when the cloud did not tell. */
  readonly origin?: 'cloud' | 'imported';
  /** When its material expires, ISO 8601 UTC. */
  readonly expiresAt?: string;
  /** When it is to be deleted, ISO 8601 UTC. */
  readonly deletedAt?: string;
  /** What it belongs to, such as a project, in the cloud's own words. */
  readonly belongsTo?: string;
  /** Why it cannot be chosen; unset when it can. */
  readonly unusable?: string;
  /** What keeps backups that are encrypted with it from being restored, now or soon. */
  readonly trouble?: KeyTrouble;
  /** What to know before choosing it, such as a coming expiry. */
  readonly warning?: string;
}

export interface PinnedInstance {
  readonly id: string;
  readonly region: string;
  readonly name?: string;
}

/** What a policy is to allow. */
export interface PolicyScope {
  /** Whether switching on (and off) is to be allowed too. */
  readonly changes: boolean;
  /** The cloud's own account id; empty when it is not known. */
  readonly accountId: string;
  /** Empty for all regions. */
  readonly regions: readonly string[];
  /** When given: just these instances. */
  readonly instances?: readonly PinnedInstance[];
}

/** The regions that a policy is narrowed to; empty for all. */
export function regionsOfPolicy({ regions, instances }: PolicyScope): readonly string[] {
  return instances ? [...new Set(instances.map(({ region }) => region))] : regions;
}

export interface Policy {
  /** In the cloud's own policy language, to be written as JSON. */
  readonly document: object;
  /** Sentences on what the policy allows beyond what its words suggest. */
  readonly warnings: readonly string[];
}

export interface SessionOptions {
  readonly accountId: string;
  readonly login: Login;
  /**
   * Told of every secret that is got from the cloud, before it is used: nothing shows it from then on.
   * @param life for how long it can be used, milliseconds
   */
  readonly keepSecret: (secret: string, life: number) => void;
  /** A full origin by service, from the user's own settings; it beats every table. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** The regions that the account is to look in, as far as it names any. */
  readonly regions?: readonly string[];
  /** For what all sessions of the account share, such as logging in. */
  readonly caller: Caller;
  /** The cloud's clock, as far as it is known: whatever is compared with the cloud's times is taken from it. */
  readonly clock: Clock;
  /** This computer's clock, which no answer of the cloud moves: leases count by it. */
  readonly ownClock: Clock;
}

/** A part of an account that was not looked at. */
export interface LeftOut {
  readonly region: string;
  /** Such as a project's. */
  readonly name: string;
  readonly reason: Reason;
  /** Whether it should have been looked at: not so what is disabled, or cannot be reached by any known endpoint. */
  readonly isFailure: boolean;
}

/** The keys that backups can be encrypted with. */
export interface KeyManagement {
  list(instance: Instance, signal: AbortSignal): Promise<readonly EncryptionKey[]>;
  /**
   * One key as it is now, under its own id.
   * @param key its id, its alias, or whatever else the cloud calls it
   * @throws CloudError `key` when there is none in the instance's region
   */
  describe(instance: Instance, key: string, signal: AbortSignal): Promise<EncryptionKey>;
}

/** The service-linked role that some clouds need before a key of the user's can be used. */
export interface ServiceRole {
  readonly name: string;
  exists(region: string, signal: AbortSignal): Promise<boolean>;
  /** Creates the role: a change of the account. */
  create(region: string, signal: AbortSignal): Promise<{ created: boolean; requestId: string }>;
}

/**
 * One account at one cloud, with credentials. Every method rejects with a CloudError, or with the signal's
 * reason when it was cancelled. Only `enable`, `disable` and `role.create` change anything.
 */
export interface CloudSession {
  /** Where requests of a region go, service by service. @throws CloudError `configuration` when that is not known */
  origins(region: string): readonly string[];
  /** The proving call: the one call that must succeed before any other is sent. */
  prove(signal: AbortSignal): Promise<Identity>;
  /** The regions this account can be asked for. */
  regions(signal: AbortSignal): Promise<readonly Region[]>;
  /** @param arrived told of what a page has of whole instances, as soon as it is there */
  listInstances(
    region: string,
    signal: AbortSignal,
    arrived?: (page: readonly Instance[]) => void,
  ): Promise<readonly Instance[]>;
  /** What was not looked at when the account was listed last; absent where a region is one whole. */
  readonly leftOut?: () => readonly LeftOut[];
  /** Describes instances known by id, without listing; a missing one is still returned, with what is known. */
  describeInstances(
    region: string,
    pinned: readonly PinnedInstance[],
    signal: AbortSignal,
  ): Promise<readonly Instance[]>;
  /** The encryption state with its evidence. */
  readEncryption(instance: Instance, memory: ReadMemory, signal: AbortSignal): Promise<Answer>;
  /** Absent where the cloud has no keys to choose from. */
  readonly keys?: KeyManagement;
  /** Resolves with evidence of what the cloud accepted; `already-enabled` means the key was not applied. */
  enable(instance: Instance, keyId: string | undefined, signal: AbortSignal): Promise<Evidence>;
  /** Absent where the cloud cannot. */
  readonly disable?: (instance: Instance, signal: AbortSignal) => Promise<Evidence>;
  /** Absent where the cloud needs none. */
  readonly role?: ServiceRole;
}

/**
 * The session of an account whose calls go through a caller. What was had for the account, such as tokens, all its
 * sessions share.
 */
export type SessionFor = (caller: Caller) => CloudSession;

/** What we remember of an instance when it is read again. */
export interface ReadMemory {
  /** What once said that the one-way switch is on: memory, not a verdict. */
  readonly proof?: Evidence;
  /** A person asked: what was asked lately is asked again all the same. */
  readonly lookAgain?: boolean;
  /** When a change was asked for whose outcome is not known, ISO 8601 UTC. */
  readonly unconfirmedSince?: string;
}

export interface Provider {
  readonly profile: ProviderProfile;
  openAccount(options: SessionOptions): SessionFor;
  /** The least that an account needs to be allowed. */
  policy(scope: PolicyScope): Policy;
  /** By the setting's `credentials.source`. */
  readonly profileFiles: Readonly<Partial<Record<ProfileSource, ProfileFile>>>;
}

/** A reason built by a provider's own rules rather than from a cloud's error. */
export function unsupported(message: string, remedy?: string): Reason {
  return { category: 'unsupported', message, ...(remedy && { remedy }) };
}
