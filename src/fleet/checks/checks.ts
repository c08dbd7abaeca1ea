import { looksEverywhere, regionsOf, type Account } from '../../accounts/account.ts';
import type { StoredSecret } from '../../accounts/storedSecret.ts';
import type { Identity } from '../../cloud/provider.ts';
import { findProfile } from '../../cloud/registry.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Members } from '../members.ts';
import { probesOf, type Probe } from './probes.ts';
import { tryAccount, type Trial } from './trial.ts';

/** Where accounts are tried and looked into. Nothing here changes what the inventory shows. */
export class Checks {
  readonly #members: Members;
  readonly #inventory: Inventory;

  constructor(members: Members, inventory: Inventory) {
    this.#members = members;
    this.#inventory = inventory;
  }

  /**
   * Proves an account that is not configured yet, or a secret that is stored nowhere yet.
   * @throws CloudError when there is nothing to sign in with, or it is refused
   */
  tryAccount(account: Account, secret: StoredSecret | undefined, signal: AbortSignal): Promise<Trial> {
    return tryAccount(this.#members.sessions, account, secret, signal);
  }

  /** Sends the proving call of a configured account. @throws CloudError when it fails */
  async testAccount(id: string, signal: AbortSignal): Promise<Identity> {
    const session = await this.#members.sessions.get(this.#members.require(id).account, true);
    session.forgive();
    return session.prove(signal);
  }

  /** The hosts that an account's requests go to, each once. */
  async origins(id: string): Promise<string[]> {
    const { account } = this.#members.require(id);
    const { cloud } = await this.#members.sessions.get(account);
    return [...new Set(this.#regionsOf(account).flatMap((region) => cloud.origins(region)))];
  }

  /** One read of each kind, to find out what works; nothing is sent until a probe is asked. */
  probes(id: string): Probe[] {
    const { account } = this.#members.require(id);
    const [region = ''] = this.#regionsOf(account);
    return probesOf(account, region, () => this.#members.sessions.get(account));
  }

  /** The regions that an account looks in, as far as they are known; at least one. */
  #regionsOf(account: Account): readonly string[] {
    if (!looksEverywhere(account)) return regionsOf(account);
    const shown = this.#inventory.account(account.id)?.regions ?? [];
    if (shown.length > 0) return shown;
    const [usual] = findProfile(account.provider)?.regions ?? [];
    return usual ? [usual.id] : [];
  }
}
