import type { SourceName } from '../accounts/account.ts';
import { guessSite, type Site } from '../cloud/profile.ts';
import type { Identity, LeftOut } from '../cloud/provider.ts';
import { findProfile } from '../cloud/registry.ts';
import { driftOf, type Drift } from '../domain/drift.ts';
import type { Reason } from '../domain/encryption.ts';
import type { InstanceRecord, ProviderId } from '../domain/instance.ts';
import type { KeyTrouble } from '../domain/keyTrouble.ts';
import type { Posture } from '../domain/posture.ts';
import type { StateChange } from '../domain/stateChange.ts';

export type AccountState = 'ok' | 'problem' | 'pending';

/** An account with what was found in it. */
export interface AccountView {
  readonly id: string;
  readonly provider: ProviderId;
  readonly name: string;
  /** Where its credentials come from; unset for a settings entry that does not fit. */
  readonly source?: SourceName;
  /** The side of its cloud that it is at, where the settings tell. */
  readonly site?: Site;
  readonly state: AccountState;
  /** Why it could not be read, wholly or in part. */
  readonly reason?: Reason;
  /** Who its credentials are, as the cloud said when they were last proven. */
  readonly identity?: Identity;
  /** The cloud's own id of the account, as far as it was ever told: the same with all credentials of one account. */
  readonly cloudAccountId?: string;
  /** The program that its profile wants to run, while nobody has allowed that. */
  readonly program?: string;
  /** When it was last read, ISO 8601 UTC. */
  readonly refreshedAt?: string;
  readonly regions: readonly string[];
  /** Regions that could not be listed, wholly or in part, and why. */
  readonly regionReasons: ReadonlyMap<string, Reason>;
  /** The regions that were looked in when it was last read, also those where nothing was found. */
  readonly lookedIn?: readonly string[];
  /** What was not looked at then, such as projects that are disabled or could not be listed. */
  readonly leftOut?: readonly LeftOut[];
  /** By `keyPlace`: the keys in use whose backups cannot be restored, now or soon. */
  readonly keyTroubles?: ReadonlyMap<string, KeyTrouble>;
  /** By instance: what happened to it last, where anything did since it was first seen. */
  readonly changes?: ReadonlyMap<string, StateChange>;
  readonly records: ReadonlyMap<string, InstanceRecord>;
  /** The states of these records, counted. */
  readonly counts: Posture;
}

/** What may be said anew of an account that stays. */
export type AccountDetails = Partial<
  Pick<
    AccountView,
    'state' | 'reason' | 'refreshedAt' | 'regionReasons' | 'lookedIn' | 'leftOut' | 'identity' | 'program'
  >
>;

/** What an account is when it is configured: no instance is known yet. */
export type NewAccount = Pick<
  AccountView,
  'id' | 'provider' | 'name' | 'source' | 'site' | 'regions' | 'state' | 'reason' | 'identity' | 'program'
>;

/** The side of its cloud whose pages are opened. */
export function siteOf({ site, regions }: Pick<AccountView, 'site' | 'regions'>): Site {
  return site ?? guessSite(regions);
}

/** Whose an instance is; while no cloud has said it, nobody else's. */
export function ownerOf(accountId: string, cloudAccountId: string | undefined): string {
  return cloudAccountId || `?${accountId}`;
}

/** Names a key among those of an account: ids are unique within a region only. */
export function keyPlace(region: string, keyId: string): string {
  return `${region}/${keyId}`;
}

/** What got worse of an instance without us. @param now milliseconds since 1970 */
export function driftOfRecord(
  account: AccountView,
  record: InstanceRecord,
  now = Date.now(),
): Drift | undefined {
  const { instance, encryption } = record;
  const change = account.changes?.get(instance.id);
  const keyTrouble = keyTroubleOf(account, record);
  const isOneWay = findProfile(instance.provider)?.isOneWay === true;
  return driftOf({ encryption, change, keyTrouble, isOneWay, now });
}

/** What keeps the backups of an instance from being restored, where their key is known. */
export function keyTroubleOf(
  { keyTroubles }: AccountView,
  { instance, encryption }: InstanceRecord,
): KeyTrouble | undefined {
  const keyId = encryption.evidence?.keyId;
  return keyId ? keyTroubles?.get(keyPlace(instance.region, keyId)) : undefined;
}
