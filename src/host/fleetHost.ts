import * as vscode from 'vscode';
import { accountOfSecret, type Account } from '../accounts/account.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Journal } from '../files/journal.ts';
import type { HostLog } from './log.ts';
import { LoginFiles } from './loginFiles.ts';
import type { OpenFleet } from './openFleet.ts';
import { accountsSetting, onDidChangeSettings, refreshInterval } from './settings.ts';

/** The share of the interval by which a window's refresh may come later than another's. */
const JITTER = 0.1;
/**
 * For so long the first refresh leaves the rows of the snapshot to themselves: VS Code asks for them in this process,
 * which opening the clouds keeps busy for as long. Milliseconds.
 */
const FIRST_ROWS = 250;
/** What a timer takes at most, milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Accounts that are there for this session only, kept in memory, with a directory for their files. */
export interface Guests {
  readonly accounts: readonly Account[];
  readonly storage: string;
}

/** The fleet in VS Code: loaded at first need, configured from the settings, refreshed when there is a reason to. */
export class FleetHost implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #inventory: Inventory;
  readonly #log: HostLog;
  readonly #loginFiles = new LoginFiles((accountId) => {
    this.credentialsMayHaveChanged(accountId);
  });
  readonly #subscriptions: vscode.Disposable[];
  #opened: Promise<OpenFleet> | undefined;
  #configuring: Promise<string[]> | undefined;
  #guests: Guests | undefined;
  #first: NodeJS.Timeout | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(context: vscode.ExtensionContext, inventory: Inventory, log: HostLog) {
    this.#context = context;
    this.#inventory = inventory;
    this.#log = log;
    this.#subscriptions = [
      onDidChangeSettings(({ accounts, interval }) => {
        if (interval) this.#setTimer();
        if (accounts) this.#run(this.#reconfigure());
      }),
      context.secrets.onDidChange(({ key }) => {
        const accountId = accountOfSecret(key);
        if (accountId !== undefined) this.credentialsMayHaveChanged(accountId);
      }),
      this.#loginFiles,
    ];
  }

  /** The fleet, configured. */
  async fleet(): Promise<Fleet> {
    const { fleet } = await this.#open();
    const configuring = (this.#configuring ??= this.#configure());
    try {
      await configuring;
    } catch (error) {
      if (this.#configuring === configuring) this.#configuring = undefined; // so that it can be tried again
      throw error;
    }
    return fleet;
  }

  /** Shows what was last known, then reads anew; in the background, without holding up anybody. */
  start(): void {
    this.#setTimer();
    // Without accounts nothing of it is loaded.
    if (isEmpty(accountsSetting())) this.#inventory.setAccounts([]);
    else
      this.#run(
        this.fleet().then((fleet) => {
          const isShown = this.#inventory.accounts().some(({ records }) => records.size > 0);
          const read = () => {
            this.#run(fleet.refresh(false));
          };
          this.#first = setTimeout(read, isShown ? FIRST_ROWS : 0);
        }),
      );
  }

  /** Looks at an account's credentials again, and reads the account anew when they are others. */
  credentialsMayHaveChanged(accountId: string): void {
    this.#run(this.fleet().then((fleet) => fleet.credentialsMayHaveChanged(accountId)));
  }

  /** The record of the changes of all accounts but the guests. */
  async journal(): Promise<Journal> {
    const { openJournal } = await import('./openFleet.ts');
    return openJournal(this.#context, this.#log);
  }

  /** Takes in accounts for this session, or sends them away again. Settings and secrets are not touched. */
  async setGuests(guests: Guests | undefined): Promise<void> {
    this.#guests = guests;
    await this.#reconfigure();
  }

  async #open(): Promise<OpenFleet> {
    this.#opened ??= Promise.all([import('./openFleet.ts'), this.#log.redactor()]).then(
      ([module, redactor]) =>
        module.openFleet(this.#context, this.#log, redactor, {
          inventory: this.#inventory,
          storageOf: (account) =>
            this.#guests?.accounts.includes(account)
              ? this.#guests.storage
              : this.#context.globalStorageUri.fsPath,
        }),
    );
    return this.#opened;
  }

  async #configure(): Promise<string[]> {
    const { fleet } = await this.#open();
    const { readAccounts, loginFilesOf } = await import('./openFleet.ts');
    const { accounts, problems } = readAccounts(accountsSetting());
    this.#loginFiles.watch(await loginFilesOf(accounts));
    return fleet.configure({ accounts: [...accounts, ...(this.#guests?.accounts ?? [])], problems });
  }

  /** One after the other, so that the settings read last are those in force. */
  async #reconfigure(): Promise<void> {
    const before = this.#configuring;
    const configuring = Promise.resolve(before).then(
      () => this.#configure(),
      () => this.#configure(),
    );
    this.#configuring = configuring;
    const arrived = await configuring;
    const fleet = await this.fleet();
    await Promise.all(arrived.map((id) => fleet.refreshAccount(id, false)));
  }

  /** Windows that were opened or woken together do not stay in step; one that nobody looks at reads half as often. */
  #setTimer(): void {
    clearTimeout(this.#timer);
    const minutes = refreshInterval();
    if (minutes === 0) return;
    const longer = vscode.window.state.focused ? 1 : 2;
    this.#timer = setTimeout(
      () => {
        this.#setTimer();
        if (this.#opened) this.#run(this.fleet().then((fleet) => fleet.refreshInTurn(minutes * 30_000)));
      },
      Math.min(minutes * 60_000 * longer * (1 + Math.random() * JITTER), LONGEST_TIMER),
    );
  }

  /** Background work never pops up: what goes wrong is in the rows and in the log. */
  #run(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      this.#log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
  }

  dispose(): void {
    clearTimeout(this.#first);
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#run(Promise.resolve(this.#opened).then((opened) => opened?.close()));
  }
}

function isEmpty(accounts: unknown): boolean {
  return Array.isArray(accounts) && accounts.length === 0;
}
