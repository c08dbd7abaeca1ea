import type { Answer, Evidence, Reason } from '../domain/encryption.ts';
import type { Instance, ProviderId } from '../domain/instance.ts';
import type { Clock } from '../domain/time.ts';
import type { Caller } from './transport/caller.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** With temporary keys only. */
  readonly securityToken?: string;
}

export interface Region {
  readonly id: string;
  readonly name: string;
}

/** Who the credentials are, as the cloud says. */
export interface Identity {
  /** The cloud's own account (tenant) id; proofs are filed under it. */
  readonly accountId: string;
  /** Such as a role or user ARN; empty when the cloud does not tell. */
  readonly principal: string;
}

/** A key of the cloud's key management that was looked at for encrypting backups. */
export interface EncryptionKey {
  readonly id: string;
  readonly alias: string;
  readonly spec: string;
  /** Why it cannot be chosen; unset when it can. */
  readonly unusable?: string;
  /** What to know before choosing it, such as a coming expiry. */
  readonly warning?: string;
}

export interface PinnedInstance {
  readonly id: string;
  readonly region: string;
  readonly name?: string;
}

/** What a cloud can do, and what it cannot: plain data, so that menus and texts need no cloud code loaded. */
export interface ProviderProfile {
  readonly id: ProviderId;
  readonly name: string;
  /** The cloud's word for the two halves of an access key, for input boxes. */
  readonly keyIdLabel: string;
  readonly secretLabel: string;
  readonly canDisable: boolean;
  /** `optional`: the cloud can choose a key by itself; `none`: the key is the cloud's own. */
  readonly key: 'required' | 'optional' | 'none';
  /** The cloud's own domain; a host that only looks like it is refused. */
  readonly domain: string;
  /** The services whose endpoint a user may override. */
  readonly endpoints: readonly string[];
  readonly environment: { readonly [part in keyof Required<Credentials>]: string };
  /** Suggestions for the region picker; any other region may be typed. */
  readonly regions: readonly Region[];
  /** Sentences for the confirmation: what a change does that cannot be taken back. */
  lastingEffects(change: 'enable' | 'disable'): readonly string[];
  /** The page of this instance in the cloud's web console. */
  consoleUrl(instance: Instance): string;
}

export interface SessionOptions {
  readonly accountId: string;
  readonly credentials: Credentials;
  /** A full origin by service, from the user's own settings; it beats every table. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly caller: Caller;
  readonly clock: Clock;
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
  listInstances(region: string, signal: AbortSignal): Promise<readonly Instance[]>;
  /** Describes instances known by id, without listing; a missing one is still returned, with what is known. */
  describeInstances(
    region: string,
    pinned: readonly PinnedInstance[],
    signal: AbortSignal,
  ): Promise<readonly Instance[]>;
  /** The encryption state with its evidence. */
  readEncryption(instance: Instance, memory: ReadMemory, signal: AbortSignal): Promise<Answer>;
  listKeys(instance: Instance, signal: AbortSignal): Promise<readonly EncryptionKey[]>;
  /** One key as it is now, by its id. */
  describeKey(instance: Instance, keyId: string, signal: AbortSignal): Promise<EncryptionKey>;
  /** Resolves with evidence of what the cloud accepted; `already-enabled` means the key was not applied. */
  enable(instance: Instance, keyId: string | undefined, signal: AbortSignal): Promise<Evidence>;
  /** Absent where the cloud cannot. */
  readonly disable?: (instance: Instance, signal: AbortSignal) => Promise<Evidence>;
  /** Absent where the cloud needs none. */
  readonly role?: ServiceRole;
}

/** What we remember of an instance when it is read again. */
export interface ReadMemory {
  /** A proof that the one-way switch is on. */
  readonly proof?: Evidence;
  /** When a change was asked for whose outcome is not known, ISO 8601 UTC. */
  readonly unconfirmedSince?: string;
}

export interface Provider {
  readonly profile: ProviderProfile;
  openSession(options: SessionOptions): CloudSession;
}

/** A reason built by a provider's own rules rather than from a cloud's error. */
export function unsupported(message: string): Reason {
  return { category: 'unsupported', message };
}
