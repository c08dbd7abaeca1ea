import type { Account } from '../accounts/account.ts';
import type { ConfiguredAccounts } from '../accounts/settings.ts';
import { CloudError } from '../cloud/error.ts';
import { afterFailure } from '../domain/encryption.ts';
import type { InstanceRef } from '../domain/instance.ts';
import type { HistoryEntry } from '../files/historyEntry.ts';
import type { Snapshot } from '../files/schemas.ts';
import { ChangeDesk } from './changing/changeDesk.ts';
import { Checks } from './checks/checks.ts';
import { keepShown } from './member.ts';
import { Members, type FleetDependencies } from './members.ts';
import { readAccount } from './reading/account.ts';
import { forgetProof } from './reading/memory.ts';
import { takeOver } from './reading/remembered.ts';
import { readInstance } from './reading/reading.ts';
import { historyOf, showHistory } from './recording.ts';
import { Runs } from './runs.ts';
import { inTurn } from './turns.ts';

/** The configured accounts at work: what is read, and when. The inventory shows the result. */
export class Fleet {
  readonly changes: ChangeDesk;
  readonly checks: Checks;
  readonly #dependencies: FleetDependencies;
  readonly #members: Members;
  readonly #runs: Runs;
  readonly #life = new AbortController();

  constructor(dependencies: FleetDependencies) {
    this.#dependencies = dependencies;
    this.#members = new Members(dependencies);
    this.#runs = new Runs((running) => {
      dependencies.inventory.activity.refreshing = running;
    });
    this.changes = new ChangeDesk(this.#members, this.#life.signal, dependencies.log);
    this.checks = new Checks(this.#members, dependencies.inventory);
  }

  /**
   * Takes over the accounts as they are configured now; late answers for those that are gone are dropped.
   * @returns the ids of the accounts to be read, because they are new or changed
   */
  async configure(configured: ConfiguredAccounts): Promise<string[]> {
    const { arrived, left } = await this.#members.configure(configured);
    for (const id of left) this.#runs.cancel(id);
    return arrived;
  }

  account(id: string): Account | undefined {
    return this.#members.get(id)?.account;
  }

  /**
   * Reads every account anew; overlapping calls are one. Resolves when each has answered or failed, and never
   * rejects for a cloud's failure.
   * @param explicit a person asked: an account whose credentials were refused may be tried once more
   */
  async refresh(explicit: boolean): Promise<void> {
    await Promise.all(this.#members.ids().map((id) => this.refreshAccount(id, explicit)));
  }

  /**
   * Reads every account anew because it is time to: of several windows one does, and the others take over what it read.
   * @param maxAge how old another window's reading may be, milliseconds
   */
  async refreshInTurn(maxAge: number): Promise<void> {
    const { inventory, clock } = this.#dependencies;
    const { signal } = this.#life;
    const turn = async (id: string) => {
      const member = this.#members.get(id);
      const read = () => this.refreshAccount(id, false);
      // What is wrong with an account is not in what another window keeps.
      if (!member || inventory.account(id)?.state !== 'ok') return read();
      const show = (snapshot: Snapshot) => takeOver(member, snapshot, inventory);
      await inTurn(member, { read, takeOver: show }, maxAge, clock, signal);
      return showHistory(member, inventory);
    };
    await Promise.all(this.#members.ids().map(turn)).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  async refreshAccount(id: string, explicit: boolean): Promise<void> {
    const member = this.#members.get(id);
    if (member)
      await this.#runs.join(id, (signal) =>
        readAccount(this.#members, member, { explicit, signal }, this.#dependencies),
      );
  }

  /**
   * Reads one instance anew, because a person asked.
   * @throws CloudError when its account or the instance itself could not be asked
   */
  async refreshInstance(ref: InstanceRef, signal: AbortSignal): Promise<void> {
    const { inventory, log } = this.#dependencies;
    try {
      (await this.#members.sessions.get(this.#members.require(ref.accountId).account)).reopen();
      const { member, session, context, instance } = await this.#members.open(ref, signal);
      await member.ledger.lookAgain();
      await member.history.load();
      const { id, region, name } = instance;
      const [described] = await session.cloud.describeInstances(region, [{ id, region, name }], signal);
      const current = described?.lifecycle || described?.unreadable ? described : instance;
      inventory.setInstance(current);
      await readInstance(context, current, signal);
      await keepShown(member, inventory, log);
    } catch (error) {
      const shown = inventory.record(ref)?.encryption;
      if (error instanceof CloudError) inventory.setEncryption(ref, afterFailure(shown, error.reason));
      throw error;
    }
  }

  /**
   * Forgets what is remembered of an account's instances, or of one of them, and reads anew.
   * @throws CloudError when the account could not be asked, or the one instance
   */
  async readAgain(accountId: string, instanceId: string | undefined, signal: AbortSignal): Promise<void> {
    const member = this.#members.require(accountId);
    const session = await this.#members.sessions.get(member.account);
    const context = this.#members.context(member, session, await session.proven(signal));
    await member.proofs.load();
    const records = [...(this.#dependencies.inventory.account(accountId)?.records.values() ?? [])];
    for (const { instance } of records) {
      if (instanceId === undefined || instance.id === instanceId) forgetProof(context, instance);
    }
    if (instanceId === undefined) await this.refreshAccount(accountId, true);
    else await this.refreshInstance({ accountId, instanceId }, signal);
  }

  /** What happened to the databases of an account, the oldest first, also to those that are gone. */
  async history(accountId: string): Promise<HistoryEntry[]> {
    return historyOf(this.#members.require(accountId), this.#dependencies.inventory);
  }

  /** Stops all reading at once; what was known before stays. */
  cancel(): void {
    this.#runs.cancel();
  }

  /**
   * Takes note that the credentials of an account may have changed. The event behind it can come twice or for
   * nothing, so they are compared: a refused key is not tried again because of it.
   */
  async credentialsMayHaveChanged(id: string): Promise<void> {
    const account = this.account(id);
    if (!account || !(await this.#members.sessions.haveChanged(account))) return;
    this.#stop(id);
    await this.refreshAccount(id, true);
  }

  /** Deletes what is kept of an account that is being removed. */
  async forget(id: string): Promise<void> {
    this.#stop(id);
    await this.#members.get(id)?.files.delete();
  }

  #stop(id: string): void {
    this.#members.sessions.drop(id);
    this.#runs.cancel(id);
  }

  dispose(): void {
    this.#life.abort();
    this.#runs.cancel();
  }
}
