import type { SourceName } from '../accounts/account.ts';
import { guessSite, type Site } from '../cloud/profile.ts';
import type { Identity, LeftOut } from '../cloud/provider.ts';
import type { Drift, Happened } from '../domain/drift.ts';
import type { Reason } from '../domain/encryption.ts';
import type { InstanceRecord, ProviderId } from '../domain/instance.ts';
import type { KeyTrouble } from '../domain/keyTrouble.ts';
import type { Posture } from '../domain/posture.ts';
import { matcherOf, type Filter, type Known } from '../domain/viewChoice.ts';

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
  readonly changes?: ReadonlyMap<string, Happened>;
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

/** What got worse of an instance without us and still is so; a reading that fails meanwhile does not end it. */
export function driftOf(account: AccountView, record: InstanceRecord): Drift | undefined {
  const { state, reason } = record.encryption;
  if (state === 'unknown' && reason.category === 'contradicting-evidence') return reason.category;
  const { drift, to } = account.changes?.get(record.instance.id) ?? {};
  const lasting = state === to || state === 'unknown' ? drift : undefined;
  return keyTroubleOf(account, record) && lasting !== 'no-longer-encrypted' ? 'key-in-trouble' : lasting;
}

/** What keeps the backups of an instance from being restored, where their key is known. */
export function keyTroubleOf(
  { keyTroubles }: AccountView,
  { instance, encryption }: InstanceRecord,
): KeyTrouble | undefined {
  const keyId = encryption.evidence?.keyId;
  return keyId ? keyTroubles?.get(keyPlace(instance.region, keyId)) : undefined;
}

/** Which instances a filter lets through, by all that is known of them now. */
export function filterOf(
  inventory: { account(id: string): AccountView | undefined },
  filter: Filter,
  now = Date.now(),
): (record: InstanceRecord) => boolean {
  const known = (record: InstanceRecord) => knownOf(inventory.account(record.instance.accountId), record);
  return matcherOf(filter, known, now);
}

/** What a filter asks of an instance besides its record. */
export function knownOf(account: AccountView | undefined, record: InstanceRecord): Known {
  if (!account) return { accountName: record.instance.accountId };
  return {
    accountName: account.name,
    drift: driftOf(account, record),
    changedAt: account.changes?.get(record.instance.id)?.at,
  };
}
