import { isDeepStrictEqual } from 'node:util';
import type { SourceName } from '../accounts/account.ts';
import type { Identity } from '../cloud/provider.ts';
import { afterFailure, PENDING, type Encryption, type Reason } from '../domain/encryption.ts';
import type { Instance, InstanceRecord, InstanceRef, ProviderId } from '../domain/instance.ts';
import { addUp, newTally, posture, type Posture } from '../domain/posture.ts';
import { Attention } from './attention.ts';
import { drop, put, type CountedRecords } from './countedRecords.ts';

export type AccountState = 'ok' | 'problem' | 'pending';

/** An account with what was found in it. */
export interface AccountView {
  readonly id: string;
  readonly provider: ProviderId;
  readonly name: string;
  /** Where its credentials come from; unset for a settings entry that does not fit. */
  readonly source?: SourceName;
  readonly state: AccountState;
  /** Why it could not be read, wholly or in part. */
  readonly reason?: Reason;
  /** Who its credentials are, as the cloud said when they were last proven. */
  readonly identity?: Identity;
  /** The program that its profile wants to run, while nobody has allowed that. */
  readonly program?: string;
  /** When it was last read, ISO 8601 UTC. */
  readonly refreshedAt?: string;
  readonly regions: readonly string[];
  /** Regions that could not be listed, and why. */
  readonly regionReasons: ReadonlyMap<string, Reason>;
  readonly records: ReadonlyMap<string, InstanceRecord>;
  /** The states of these records, counted. */
  readonly counts: Posture;
}

/** How far a refresh has come, in instances. */
export interface Progress {
  readonly read: number;
  readonly total: number;
}

/**
 * What changed: the set of accounts; what is said of one account; which instances it has; some of its instances;
 * or whether we are reading.
 */
export type InventoryChange =
  | { readonly kind: 'accounts' | 'activity' }
  | { readonly kind: 'account' | 'members'; readonly accountId: string }
  | { readonly kind: 'instances'; readonly accountId: string; readonly instanceIds: readonly string[] };

type AccountDetails = Partial<
  Pick<AccountView, 'state' | 'reason' | 'refreshedAt' | 'regionReasons' | 'identity' | 'program'>
>;

/** All accounts and their instances as last known. Views read it and are told of each change; it reads nothing itself. */
export class Inventory {
  /** What somebody looks at; whoever reads begins with that. */
  readonly attention = new Attention();
  readonly #accounts = new Map<string, AccountView & CountedRecords>();
  readonly #changed: (change: InventoryChange) => void;
  #refreshing = false;
  #progress = { read: 0, total: 0 };

  constructor(changed: (change: InventoryChange) => void) {
    this.#changed = changed;
  }

  get refreshing(): boolean {
    return this.#refreshing;
  }

  set refreshing(value: boolean) {
    if (this.#refreshing === value) return;
    this.#refreshing = value;
    this.#progress = { read: 0, total: 0 };
    this.#changed({ kind: 'activity' });
  }

  /** Of the refresh under way. Views look at it when states arrive: it has no event of its own. */
  get progress(): Progress {
    return this.#progress;
  }

  /** Takes note that so many more instances are to be read. */
  expect(count: number): void {
    this.#progress.total += count;
  }

  /** Takes note that one of them was read, or could not be. */
  advance(): void {
    this.#progress.read += 1;
  }

  accounts(): readonly AccountView[] {
    return [...this.#accounts.values()];
  }

  account(id: string): AccountView | undefined {
    return this.#accounts.get(id);
  }

  record({ accountId, instanceId }: InstanceRef): InstanceRecord | undefined {
    return this.#accounts.get(accountId)?.records.get(instanceId);
  }

  /** The states of all instances, counted. */
  posture(): Posture {
    return addUp([...this.#accounts.values()].map(({ counts }) => counts));
  }

  *records(): Generator<InstanceRecord> {
    for (const account of this.#accounts.values()) yield* account.records.values();
  }

  /** Sets which accounts there are, in this order; what is known of those that stay, in their regions, is kept. */
  setAccounts(
    accounts: readonly Pick<
      AccountView,
      'id' | 'provider' | 'name' | 'source' | 'regions' | 'state' | 'reason' | 'identity' | 'program'
    >[],
  ): void {
    const before = new Map(this.#accounts);
    this.#accounts.clear();
    for (const account of accounts) {
      const earlier = before.get(account.id);
      const known = earlier?.provider === account.provider ? earlier : EMPTY;
      const entry = { ...account, refreshedAt: known.refreshedAt, regionReasons: known.regionReasons };
      const kept = [...known.records].filter(([, { instance }]) => account.regions.includes(instance.region));
      const records = new Map(kept);
      this.#accounts.set(account.id, { ...entry, records, counts: posture(records.values()) });
    }
    this.#changed({ kind: 'accounts' });
  }

  updateAccount(id: string, details: AccountDetails): void {
    const account = this.#accounts.get(id);
    if (!account) return;
    this.#accounts.set(id, { ...account, ...details });
    this.#changed({ kind: 'account', accountId: id });
  }

  /** Sets what is shown of an account until it is read. */
  restore(accountId: string, records: readonly InstanceRecord[], refreshedAt: string | undefined): void {
    const account = this.#accounts.get(accountId);
    if (!account) return;
    account.records.clear();
    Object.assign(account.counts, newTally());
    for (const record of records) put(account, record);
    this.#changed({ kind: 'members', accountId });
    this.updateAccount(accountId, refreshedAt ? { refreshedAt } : {});
  }

  /** Sets which regions are shown, of an account that looks everywhere: what was known of others is dropped. */
  setRegions(accountId: string, regions: readonly string[]): void {
    const account = this.#accounts.get(accountId);
    if (!account || account.regions.join() === regions.join()) return;
    for (const [id, { instance }] of account.records) {
      if (!regions.includes(instance.region)) drop(account, id);
    }
    this.#accounts.set(accountId, { ...account, regions });
    this.#changed({ kind: 'members', accountId });
  }

  /** Sets which instances a region has; the states of those that stay are kept until they are read again. */
  setRegion(accountId: string, region: string, instances: readonly Instance[]): void {
    const account = this.#accounts.get(accountId);
    if (!account?.regions.includes(region)) return;
    const listed = new Map(instances.map((instance) => [instance.id, instance]));
    const here = [...account.records.values()].filter(({ instance }) => instance.region === region);
    const gone = here.filter(({ instance }) => !listed.has(instance.id));
    const arrived = [...listed.keys()].filter((id) => !account.records.has(id));
    const described = here.filter(({ instance }) => !isDeepStrictEqual(instance, listed.get(instance.id)));
    for (const { instance } of gone) drop(account, instance.id);
    for (const [id, instance] of listed) {
      put(account, { instance, encryption: account.records.get(id)?.encryption ?? PENDING });
    }
    if (gone.length + arrived.length > 0) this.#changed({ kind: 'members', accountId });
    this.#instancesChanged(
      accountId,
      described.map(({ instance }) => instance.id).filter((id) => listed.has(id)),
    );
  }

  /** Sets what a cloud tells of one instance; its state stays. What was known already is no change. */
  setInstance(instance: Instance): void {
    const { accountId, id } = instance;
    const account = this.#accounts.get(accountId);
    const record = account?.records.get(id);
    if (!account || !record || isDeepStrictEqual(record.instance, instance)) return;
    put(account, { ...record, instance });
    this.#instancesChanged(accountId, [id]);
  }

  setEncryption({ accountId, instanceId }: InstanceRef, encryption: Encryption): void {
    const account = this.#accounts.get(accountId);
    const record = account?.records.get(instanceId);
    if (!account || !record) return;
    put(account, { ...record, encryption });
    this.#instancesChanged(accountId, [instanceId]);
  }

  /** Marks everything known of an account, or of one region of it, as old, with the reason. */
  markFailed(accountId: string, reason: Reason, region?: string): void {
    const account = this.#accounts.get(accountId);
    if (!account) return;
    const failed = [...account.records.values()].filter(
      ({ instance }) => region === undefined || instance.region === region,
    );
    for (const record of failed) {
      put(account, { ...record, encryption: afterFailure(record.encryption, reason) });
    }
    this.#instancesChanged(
      accountId,
      failed.map(({ instance }) => instance.id),
    );
  }

  #instancesChanged(accountId: string, instanceIds: readonly string[]): void {
    if (instanceIds.length > 0) this.#changed({ kind: 'instances', accountId, instanceIds });
  }
}

const EMPTY = {
  refreshedAt: undefined,
  regionReasons: new Map<string, Reason>(),
  records: new Map<string, InstanceRecord>(),
} as const;
