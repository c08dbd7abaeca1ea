import { isDeepStrictEqual } from 'node:util';
import type { Happened, News } from '../domain/drift.ts';
import { afterFailure, PENDING, type Encryption, type Reason } from '../domain/encryption.ts';
import type { Instance, InstanceRecord, InstanceRef } from '../domain/instance.ts';
import type { KeyTrouble } from '../domain/keyTrouble.ts';
import { posture, type Posture } from '../domain/posture.ts';
import { keyTroubleOf, type AccountDetails, type AccountView, type NewAccount } from './accountView.ts';
import { Activity } from './activity.ts';
import { Attention } from './attention.ts';
import { drop, put, takeOver, type CountedRecords } from './countedRecords.ts';
import type { InventoryChange } from './inventoryChange.ts';
import { Sightings } from './sightings.ts';

/** All accounts and their instances as last known. Views read it and are told of each change; it reads nothing itself. */
export class Inventory {
  /** What somebody looks at; whoever reads begins with that. */
  readonly attention = new Attention();
  /** Whether we are reading, and how far that has come. */
  readonly activity = new Activity(() => this.#changed({ kind: 'activity' }));
  /** What got worse and this window is to tell: it was the one that wrote it down, so no other does. */
  readonly untold: News[] = [];
  readonly #accounts = new Map<string, AccountView & CountedRecords>();
  readonly #sightings = new Sightings(this.#accounts);
  readonly #changed: (change: InventoryChange) => void;

  constructor(changed: (change: InventoryChange) => void) {
    this.#changed = changed;
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

  /** The states of all databases, counted, each once; the sandbox's only where there are no accounts of one's own. */
  posture(): Posture {
    return this.#sightings.posture();
  }

  /** Which other accounts see the same databases. */
  get sightings(): Pick<Sightings, 'isCounted' | 'others'> {
    return this.#sightings;
  }

  *records(): Generator<InstanceRecord> {
    for (const account of this.#accounts.values()) yield* account.records.values();
  }

  /** Sets which accounts there are, in this order; what is known of those that stay, in their regions, is kept. */
  setAccounts(accounts: readonly NewAccount[]): void {
    const before = new Map(this.#accounts);
    this.#accounts.clear();
    for (const account of accounts) this.#accounts.set(account.id, takeOver(account, before.get(account.id)));
    this.#sightings.recount();
    this.#changed({ kind: 'accounts' });
  }

  updateAccount(id: string, details: AccountDetails): void {
    const account = this.#accounts.get(id);
    if (!account) return;
    const cloudAccountId = details.identity?.accountId || account.cloudAccountId;
    this.#accounts.set(id, { ...account, ...details, ...(cloudAccountId && { cloudAccountId }) });
    this.#changed({ kind: 'account', accountId: id });
    if (cloudAccountId === account.cloudAccountId || account.records.size === 0) return;
    // It may see what others see: all rows are to be arranged anew.
    this.#sightings.recount();
    this.#changed({ kind: 'accounts' });
  }

  /** Sets what is shown of an account until it is read. */
  restore(
    accountId: string,
    records: readonly InstanceRecord[],
    details: Pick<AccountView, 'refreshedAt' | 'cloudAccountId'> = {},
  ): void {
    const before = this.#accounts.get(accountId);
    if (!before) return;
    const kept = new Map(records.map((record) => [record.instance.id, record]));
    const account = { ...before, ...details, records: kept, counts: posture(kept.values()) };
    this.#accounts.set(accountId, account);
    if (before.records.size > 0) this.#sightings.recount();
    else for (const record of kept.values()) this.#sightings.put(account, record);
    this.#changed({ kind: 'members', accountId });
    this.#changed({ kind: 'account', accountId });
    const known = [...kept.keys()].filter((id) => before.records.has(id));
    this.#instancesChanged(accountId, known);
  }

  /** Sets which regions are shown, of an account that looks everywhere: what was known of others is dropped. */
  setRegions(accountId: string, regions: readonly string[]): void {
    const account = this.#accounts.get(accountId);
    if (!account || account.regions.join() === regions.join()) return;
    for (const [id, { instance }] of account.records) {
      if (!regions.includes(instance.region)) this.#drop(account, id);
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
    for (const { instance } of gone) this.#drop(account, instance.id);
    for (const [id, instance] of listed) {
      this.#put(account, { instance, encryption: account.records.get(id)?.encryption ?? PENDING });
    }
    if (gone.length + arrived.length > 0) this.#changed({ kind: 'members', accountId });
    const ids = described.map(({ instance }) => instance.id).filter((id) => listed.has(id));
    this.#instancesChanged(accountId, ids);
  }

  /** Sets what a cloud tells of one instance; its state stays. What was known already is no change. */
  setInstance(instance: Instance): void {
    const account = this.#accounts.get(instance.accountId);
    const record = account?.records.get(instance.id);
    if (!account || !record || isDeepStrictEqual(record.instance, instance)) return;
    this.#put(account, { ...record, instance });
    this.#instancesChanged(account.id, [instance.id]);
  }

  setEncryption({ accountId, instanceId }: InstanceRef, encryption: Encryption): void {
    const account = this.#accounts.get(accountId);
    const record = account?.records.get(instanceId);
    if (!account || !record) return;
    this.#put(account, { ...record, encryption });
    this.#instancesChanged(accountId, [instanceId]);
  }

  /** Sets which keys in use are in trouble; the instances that this is news of are told as changed. */
  setKeyTroubles(accountId: string, keyTroubles: ReadonlyMap<string, KeyTrouble>): void {
    const before = this.#accounts.get(accountId);
    if (!before) return;
    const account = { ...before, keyTroubles };
    this.#accounts.set(accountId, account);
    const news = [...account.records.values()].filter(
      (record) => keyTroubleOf(account, record) !== keyTroubleOf(before, record),
    );
    const ids = news.map(({ instance }) => instance.id);
    this.#instancesChanged(accountId, ids);
  }

  /** Sets what happened last to an account's instances. Rows show what got worse; a filter may ask for all of it. */
  setChanges(accountId: string, changes: ReadonlyMap<string, Happened>): void {
    const account = this.#accounts.get(accountId);
    if (!account) return;
    const before = account.changes ?? new Map<string, Happened>();
    this.#accounts.set(accountId, { ...account, changes });
    const ids = new Set([...changes.keys(), ...before.keys()]);
    const isSeen = (id: string) =>
      changes.get(id)?.drift !== before.get(id)?.drift ||
      (this.attention.favored && changes.get(id)?.at !== before.get(id)?.at);
    const news = [...ids].filter((id) => account.records.has(id) && isSeen(id));
    this.#instancesChanged(accountId, news);
  }

  /** Marks everything known of an account, or of one region of it, as old, with the reason. */
  markFailed(accountId: string, reason: Reason, region?: string): void {
    const account = this.#accounts.get(accountId);
    if (!account) return;
    const failed = [...account.records.values()].filter(
      ({ instance }) => region === undefined || instance.region === region,
    );
    for (const record of failed) {
      this.#put(account, { ...record, encryption: afterFailure(record.encryption, reason) });
    }
    const ids = failed.map(({ instance }) => instance.id);
    this.#instancesChanged(accountId, ids);
  }

  #put(account: AccountView & CountedRecords, record: InstanceRecord): void {
    put(account, record);
    for (const id of this.#sightings.put(account, record)) this.#instancesChanged(id, [record.instance.id]);
  }

  #drop(account: AccountView & CountedRecords, id: string): void {
    const record = account.records.get(id);
    if (!record) return;
    drop(account, id);
    for (const other of this.#sightings.drop(account, record)) this.#instancesChanged(other, [id]);
  }

  #instancesChanged(accountId: string, instanceIds: readonly string[]): void {
    if (instanceIds.length > 0) this.#changed({ kind: 'instances', accountId, instanceIds });
  }
}
