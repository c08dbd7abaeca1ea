import * as l10n from '@vscode/l10n';
import { looksEverywhere, regionsOf, type Account } from '../accounts/account.ts';
import type { ConfiguredAccounts } from '../accounts/settings.ts';
import { CloudError } from '../cloud/error.ts';
import type { CloudSession, Identity } from '../cloud/provider.ts';
import type { Instance, InstanceRef } from '../domain/instance.ts';
import { AccountFiles } from '../files/accountFiles.ts';
import { History } from '../files/history.ts';
import { Proofs } from '../files/proofs.ts';
import type { AccountView } from '../inventory/accountView.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { openLedger, type Ledger } from './changing/ledger.ts';
import type { Member } from './member.ts';
import type { ReadingContext } from './reading/context.ts';
import { ReadingOrder } from './reading/order.ts';
import { showHistory } from './recording.ts';
import { showRemembered } from './reading/remembered.ts';
import type { AccountSession } from './accountSession.ts';
import { Sessions, type SessionDependencies } from './sessions.ts';

export interface FleetDependencies extends SessionDependencies {
  readonly inventory: Inventory;
  /** The directory for an account's snapshot, proofs and journal. */
  readonly storageOf: (account: Account) => string;
}

/** One instance, ready to be read or changed. */
export interface OpenInstance {
  readonly member: Member;
  readonly session: AccountSession;
  readonly context: ReadingContext;
  readonly instance: Instance;
}

/** The configured accounts, each with its files, its open changes and its session. */
export class Members {
  readonly sessions: Sessions;
  readonly #dependencies: FleetDependencies;
  readonly #order = new ReadingOrder();
  readonly #members = new Map<string, Member>();
  readonly #proofs = new Map<string, Proofs>();
  readonly #histories = new Map<string, History>();
  readonly #ledgers = new Map<string, Promise<Ledger>>();

  constructor(dependencies: FleetDependencies) {
    this.#dependencies = dependencies;
    this.sessions = new Sessions(dependencies);
  }

  ids(): string[] {
    return [...this.#members.keys()];
  }

  get(id: string): Member | undefined {
    return this.#members.get(id);
  }

  /** @throws CloudError `configuration` when there is no such account */
  require(id: string): Member {
    const member = this.#members.get(id);
    if (member) return member;
    throw new CloudError({ category: 'configuration', message: l10n.t('There is no account "{0}".', id) });
  }

  /**
   * Takes over the accounts as they are configured now; what is known of those that stay is kept, new ones show
   * their snapshot.
   * @returns the ids of those that are new or changed, and of those that are gone or changed
   */
  async configure({
    accounts,
    problems,
  }: ConfiguredAccounts): Promise<{ arrived: string[]; left: string[] }> {
    const before = new Map(this.#members);
    const members = await Promise.all(accounts.map((account) => this.#keepOrAdmit(account)));
    this.#members.clear();
    for (const member of members) this.#members.set(member.account.id, member);
    const arrived = members.filter((member) => !isSame(before, member)).map(({ account }) => account.id);
    const left = [...before.values()].filter((member) => !isSame(this.#members, member));
    for (const { account, files } of left) {
      if (!this.#members.has(account.id)) this.sessions.drop(account.id);
      files.close();
    }
    await this.#closeHistories();
    const { inventory } = this.#dependencies;
    inventory.setAccounts([
      ...accounts.map((account) => {
        const known = arrived.includes(account.id) ? undefined : inventory.account(account.id);
        const { id, provider, name, credentials, site } = account;
        return {
          id,
          provider,
          name,
          source: credentials.source,
          ...(site && { site }),
          regions: looksEverywhere(account) ? (known?.regions ?? []) : regionsOf(account),
          ...saidOf(known),
        };
      }),
      ...problems.map(({ message, ...problem }) => {
        const reason = { category: 'configuration', message } as const;
        return { ...problem, regions: [], state: 'problem' as const, reason };
      }),
    ]);
    const admitted = arrived.map((id) => this.require(id));
    await showRemembered(admitted, inventory);
    for (const id of arrived) await showHistory(this.require(id), inventory);
    return { arrived, left: left.map(({ account }) => account.id) };
  }

  /**
   * Opens one instance for reading or changing; the credentials are proven first.
   * @throws CloudError when the account or the instance is not known, or the credentials are refused
   */
  async open({ accountId, instanceId }: InstanceRef, signal: AbortSignal): Promise<OpenInstance> {
    const member = this.require(accountId);
    const record = this.#dependencies.inventory.record({ accountId, instanceId });
    if (!record) {
      const message = l10n.t('There is no instance "{0}" in account "{1}".', instanceId, member.account.name);
      throw new CloudError({ category: 'not-found', message });
    }
    const session = await this.sessions.get(member.account);
    const context = this.context(member, session, await session.proven(signal));
    await member.proofs.load();
    return { member, session, context, instance: record.instance };
  }

  /** @param cloud the session's own, or the one of work that nobody waits for */
  context(
    member: Member,
    { clock, cloud: own }: AccountSession,
    identity: Identity,
    cloud: CloudSession = own,
  ): ReadingContext {
    const { inventory, clock: ownClock, log } = this.#dependencies;
    return { member, cloud, identity, inventory, order: this.#order, clock, ownClock, log, lookAgain: true };
  }

  async #keepOrAdmit(account: Account): Promise<Member> {
    const known = this.#members.get(account.id);
    if (known && isSameButForName(known.account, account)) return { ...known, account };
    const { storageOf, log } = this.#dependencies;
    const storage = storageOf(account);
    const files = new AccountFiles(storage, account.id, log);
    const [ledger] = await Promise.all([this.#ledger(storage), files.sweep()]);
    const kept = { files, proofs: this.#proofsOf(storage), history: this.#historyOf(storage), ledger };
    return { account, ...kept, closed: new Set(), keysSeen: new Map() };
  }

  /**
   * One for all accounts of a storage directory: what one of them proved the others know. They are loaded when something
   * is read: rows of the snapshot do not wait for them.
   */
  #proofsOf(storage: string): Proofs {
    const opened = this.#proofs.get(storage) ?? new Proofs(storage, this.#dependencies.log);
    this.#proofs.set(storage, opened);
    return opened;
  }

  #historyOf(storage: string): History {
    const { clock, log } = this.#dependencies;
    const opened = this.#histories.get(storage) ?? new History(storage, clock, log);
    this.#histories.set(storage, opened);
    return opened;
  }

  /** Those of storage directories that no account uses any more. */
  async #closeHistories(): Promise<void> {
    const used = new Set([...this.#members.values()].map(({ history }) => history));
    const unused = [...this.#histories].filter(([, history]) => !used.has(history));
    for (const [storage] of unused) this.#histories.delete(storage);
    await Promise.all(unused.map(([, history]) => history.close()));
  }

  #ledger(storage: string): Promise<Ledger> {
    const { clock, log } = this.#dependencies;
    const opened = this.#ledgers.get(storage) ?? openLedger(storage, clock, log);
    this.#ledgers.set(storage, opened);
    return opened;
  }
}

/** A name is for people only: nothing has to be read anew for another one. */
function isSameButForName(one: Account, other: Account): boolean {
  return JSON.stringify({ ...one, name: '' }) === JSON.stringify({ ...other, name: '' });
}

function isSame(members: ReadonlyMap<string, Member>, member: Member): boolean {
  return members.get(member.account.id)?.files === member.files;
}

/** What is said of an account that stays as it was; of another one nothing yet. */
function saidOf(
  known: AccountView | undefined,
): Pick<AccountView, 'state' | 'reason' | 'identity' | 'program'> {
  if (!known) return { state: 'pending' };
  const { state, reason, identity, program } = known;
  return { state, ...(reason && { reason }), ...(identity && { identity }), ...(program && { program }) };
}
