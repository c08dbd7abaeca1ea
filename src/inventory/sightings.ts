import { databaseOf, type Instance, type InstanceRecord, type InstanceRef } from '../domain/instance.ts';
import type { Posture } from '../domain/posture.ts';
import { ownerOf, type AccountView } from './accountView.ts';
import { Databases } from './databases.ts';

/** Which accounts see which databases: the user's own apart from the sandbox's, which are make-believe. */
export class Sightings {
  readonly #accounts: ReadonlyMap<string, AccountView>;
  #own = this.#none();
  #guests = this.#none();

  /** @param accounts in the order in which they go before each other */
  constructor(accounts: ReadonlyMap<string, AccountView>) {
    this.#accounts = accounts;
  }

  /** The states of all databases, counted, each once; the sandbox's only where there are no accounts of one's own. */
  posture(): Posture {
    const hasOwn = [...this.#accounts.values()].some(({ source }) => source !== 'given');
    return (hasOwn ? this.#own : this.#guests).counts;
  }

  /** Whether this record is counted for its database, rather than another account's. */
  isCounted(ref: InstanceRef): boolean {
    const seen = this.#find(ref);
    return seen?.databases.isCounted(seen.key, ref.accountId) ?? false;
  }

  /** The records that other accounts have of the same database. */
  others(ref: InstanceRef): readonly InstanceRef[] {
    const seen = this.#find(ref);
    return seen ? seen.databases.others(seen.key, ref.accountId) : [];
  }

  /** @returns the other accounts whose record of the database is counted from now on, or not any more */
  put(account: AccountView, record: InstanceRecord): readonly string[] {
    return this.#of(account)
      .put(databaseKey(account, record.instance), record)
      .filter((id) => id !== account.id);
  }

  /** @returns as `put` */
  drop(account: AccountView, { instance }: InstanceRecord): readonly string[] {
    return this.#of(account)
      .drop(databaseKey(account, instance), account.id)
      .filter((id) => id !== account.id);
  }

  /** Looks at all accounts anew: there are others, or one is known to be the same as another. */
  recount(): void {
    [this.#own, this.#guests] = [this.#none(), this.#none()];
    for (const account of this.#accounts.values()) {
      for (const record of account.records.values()) this.put(account, record);
    }
  }

  #find({ accountId, instanceId }: InstanceRef) {
    const account = this.#accounts.get(accountId);
    const record = account?.records.get(instanceId);
    return account && record && { databases: this.#of(account), key: databaseKey(account, record.instance) };
  }

  #of({ source }: AccountView): Databases {
    return source === 'given' ? this.#guests : this.#own;
  }

  #none(): Databases {
    return new Databases((accountId) => [...this.#accounts.keys()].indexOf(accountId));
  }
}

function databaseKey({ id, cloudAccountId }: AccountView, instance: Instance): string {
  const { provider, region, id: instanceId } = instance;
  return databaseOf({ provider, owner: ownerOf(id, cloudAccountId), region, instanceId });
}
