import type { EncryptionKey, ServiceRole } from '../../cloud/provider.ts';
import type { InstanceRef } from '../../domain/instance.ts';
import type { Log } from '../../domain/log.ts';
import type { Intent } from '../../files/journalEntry.ts';
import { keepSoon } from '../member.ts';
import type { Members } from '../members.ts';
import { isAlready, lockChange, requireKeys } from './beforehand.ts';
import { changeInstance, type ChangeResult } from './changes.ts';
import { KeyLooks } from './keyLooks.ts';
import { followUp } from './looks.ts';
import { createRole } from './roles.ts';
import type { Wanted } from './wanted.ts';

/** Where changes are made. Whoever asks for one has asked a person for confirmation before. */
export class ChangeDesk {
  readonly #members: Members;
  /** Ends with the window: only that stops a change half-way. */
  readonly #life: AbortSignal;
  readonly #log: Log;
  readonly #keyLooks = new KeyLooks();

  constructor(members: Members, life: AbortSignal, log: Log) {
    this.#members = members;
    this.#life = life;
    this.#log = log;
  }

  /** The keys that could encrypt the backups of an instance, the usable ones first. */
  async listKeys(ref: InstanceRef, signal: AbortSignal): Promise<readonly EncryptionKey[]> {
    const { session, instance } = await this.#members.open(ref, signal);
    return (await session.cloud.keys?.list(instance, signal)) ?? [];
  }

  /** One key as it is now, by its id or alias, to see whether it can be used for an instance. */
  async describeKey(ref: InstanceRef, idOrAlias: string, signal: AbortSignal): Promise<EncryptionKey> {
    const { session, instance } = await this.#members.open(ref, signal);
    return requireKeys(session.cloud).describe(instance, idOrAlias, signal);
  }

  /** The role that a customer's key needs in the instance's region, when it is missing. */
  async missingRole(ref: InstanceRef, signal: AbortSignal): Promise<ServiceRole | undefined> {
    const { session, instance } = await this.#members.open(ref, signal);
    const { role } = session.cloud;
    return role && !(await role.exists(instance.region, signal)) ? role : undefined;
  }

  /** @returns whether the role exists afterwards */
  async createRole(ref: InstanceRef, role: ServiceRole): Promise<boolean> {
    const { context, instance } = await this.#members.open(ref, this.#life);
    return createRole(context, role, instance, this.#life);
  }

  /**
   * The request ids of an account's changes, by instance, for tickets.
   * @param since ISO 8601 UTC: earlier changes are left out
   */
  async requestIds(accountId: string, since: string): Promise<Map<string, string>> {
    const instances = new Map<string, string>();
    const requests = new Map<string, string>();
    for (const entry of await this.#members.require(accountId).ledger.journal.entries()) {
      if (entry.entry === 'intent') {
        if (entry.accountId === accountId && entry.at >= since)
          instances.set(entry.changeId, entry.instanceId);
        continue;
      }
      const instanceId = instances.get(entry.changeId);
      if (instanceId && entry.requestId) requests.set(instanceId, entry.requestId);
    }
    return requests;
  }

  /** What was asked for in an account's storage directory, by the id of the change. */
  async intents(accountId: string): Promise<Map<string, Intent>> {
    const entries = await this.#members.require(accountId).ledger.journal.entries();
    return new Map(entries.flatMap((one) => (one.entry === 'intent' ? [[one.changeId, one]] : [])));
  }

  /**
   * Changes one instance. It holds the lock of the database, so that nobody else changes it meanwhile, in this window or
   * another. Under it the state is read once more: when it is what was wanted, nothing is sent, and as nothing is asked
   * for the journal has nothing of it.
   * @throws CloudError when it was refused, or another change of this database is under way
   */
  async change(ref: InstanceRef, wanted: Wanted): Promise<ChangeResult> {
    const { member, context, instance } = await this.#members.open(ref, this.#life);
    const { provider, region, accountId, id: instanceId } = instance;
    const lock = await lockChange(member.ledger.lockOf({ provider, region, accountId, instanceId }));
    try {
      const keyAlias =
        'keyId' in wanted
          ? await this.#keyLooks.requireUsable(context, instance, wanted.keyId, this.#life)
          : undefined;
      if (await isAlready(context, instance, wanted, this.#life)) {
        this.#log.info(`${accountId} ${instanceId}: ${wanted.change} was not sent, it is so already`);
        return wanted.change === 'enable' ? 'already-enabled' : 'already-disabled';
      }
      const result = await changeInstance(context, { instance, wanted, keyAlias, lock }, this.#life);
      keepSoon(member, context.inventory, this.#log, this.#life);
      this.#runBehind(followUp(context, instance, this.#life));
      return result;
    } finally {
      await lock.release();
    }
  }

  /** Nobody waits for what is read afterwards; the rows show it. */
  #runBehind(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!this.#life.aborted) this.#log.error(`reading after a change: ${String(error)}`);
    });
  }
}
