import type { SourceName } from '../accounts/account.ts';
import type { Identity } from '../cloud/provider.ts';
import { afterFailure, PENDING, type Encryption, type Reason } from '../domain/encryption.ts';
import type { Instance, InstanceRecord, InstanceRef, ProviderId } from '../domain/instance.ts';

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
}

/** What changed: the set of accounts, one account as a whole, some of its instances, or whether we are reading. */
export type InventoryChange =
  | { readonly kind: 'accounts' | 'activity' }
  | { readonly kind: 'account'; readonly accountId: string }
  | { readonly kind: 'instances'; readonly accountId: string; readonly instanceIds: readonly string[] };

type AccountDetails = Partial<
  Pick<AccountView, 'state' | 'reason' | 'refreshedAt' | 'regionReasons' | 'identity' | 'program'>
>;

/** All accounts and their instances as last known. Views read it and are told of each change; it reads nothing itself. */
export class Inventory {
  readonly #accounts = new Map<string, AccountView & { records: Map<string, InstanceRecord> }>();
  readonly #changed: (change: InventoryChange) => void;
  #refreshing = false;

  constructor(changed: (change: InventoryChange) => void) {
    this.#changed = changed;
  }

  get refreshing(): boolean {
    return this.#refreshing;
  }

  set refreshing(value: boolean) {
    if (this.#refreshing === value) return;
    this.#refreshing = value;
    this.#changed({ kind: 'activity' });
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

  *records(): Generator<InstanceRecord> {
    for (const account of this.#accounts.values()) yield* account.records.values();
  }

  /** Sets which accounts there are, in this order; what is known of those that stay, in their regions, is kept. */
  setAccounts(
    accounts: readonly Pick<
      AccountView,
      'id' | 'provider' | 'name' | 'source' | 'regions' | 'state' | 'reason'
    >[],
  ): void {
    const before = new Map(this.#accounts);
    this.#accounts.clear();
    for (const account of accounts) {
      const earlier = before.get(account.id);
      const known = earlier?.provider === account.provider ? earlier : EMPTY;
      const entry = { ...account, refreshedAt: known.refreshedAt, regionReasons: known.regionReasons };
      const kept = [...known.records].filter(([, { instance }]) => account.regions.includes(instance.region));
      this.#accounts.set(account.id, { ...entry, records: new Map(kept) });
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
    for (const record of records) account.records.set(record.instance.id, record);
    this.updateAccount(accountId, refreshedAt ? { refreshedAt } : {});
  }

  /** Sets which regions are shown, of an account that looks everywhere: what was known of others is dropped. */
  setRegions(accountId: string, regions: readonly string[]): void {
    const account = this.#accounts.get(accountId);
    if (!account || account.regions.join() === regions.join()) return;
    for (const [id, { instance }] of account.records) {
      if (!regions.includes(instance.region)) account.records.delete(id);
    }
    this.#accounts.set(accountId, { ...account, regions });
    this.#changed({ kind: 'account', accountId });
  }

  /** Sets which instances a region has; the states of those that stay are kept until they are read again. */
  setRegion(accountId: string, region: string, instances: readonly Instance[]): void {
    const account = this.#accounts.get(accountId);
    if (!account?.regions.includes(region)) return;
    const listed = new Map(instances.map((instance) => [instance.id, instance]));
    for (const [id, { instance }] of account.records) {
      if (instance.region === region && !listed.has(id)) account.records.delete(id);
    }
    for (const [id, instance] of listed) {
      account.records.set(id, { instance, encryption: account.records.get(id)?.encryption ?? PENDING });
    }
    this.#changed({ kind: 'account', accountId });
  }

  /** Sets what a cloud tells of one instance; its state stays. */
  setInstance(instance: Instance): void {
    const { accountId, id } = instance;
    const records = this.#accounts.get(accountId)?.records;
    const record = records?.get(id);
    if (!records || !record) return;
    records.set(id, { ...record, instance });
    this.#changed({ kind: 'instances', accountId, instanceIds: [id] });
  }

  setEncryption({ accountId, instanceId }: InstanceRef, encryption: Encryption): void {
    const account = this.#accounts.get(accountId);
    const record = account?.records.get(instanceId);
    if (!account || !record) return;
    account.records.set(instanceId, { ...record, encryption });
    this.#changed({ kind: 'instances', accountId, instanceIds: [instanceId] });
  }

  /** Marks everything known of an account, or of one region of it, as old, with the reason. */
  markFailed(accountId: string, reason: Reason, region?: string): void {
    const account = this.#accounts.get(accountId);
    if (!account) return;
    for (const [id, record] of account.records) {
      if (region !== undefined && record.instance.region !== region) continue;
      account.records.set(id, { ...record, encryption: afterFailure(record.encryption, reason) });
    }
    this.#changed({ kind: 'account', accountId });
  }
}

const EMPTY = {
  refreshedAt: undefined,
  regionReasons: new Map<string, Reason>(),
  records: new Map<string, InstanceRecord>(),
} as const;
