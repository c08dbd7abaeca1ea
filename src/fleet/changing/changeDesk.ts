import * as l10n from '@vscode/l10n';
import { CloudError } from '../../cloud/error.ts';
import type { CloudSession, EncryptionKey, ServiceRole } from '../../cloud/provider.ts';
import type { Instance, InstanceRef } from '../../domain/instance.ts';
import type { Log } from '../../domain/log.ts';
import { changeInstance, followUp, type ChangeResult, type Wanted } from './changes.ts';
import { takeLock } from '../../files/lock.ts';
import { keepShown } from '../member.ts';
import type { Members } from '../members.ts';
import { createRole } from './roles.ts';

/** Where changes are made. Whoever asks for one has asked a person for confirmation before. */
export class ChangeDesk {
  readonly #members: Members;
  /** Ends with the window: only that stops a change half-way. */
  readonly #life: AbortSignal;
  readonly #log: Log;

  constructor(members: Members, life: AbortSignal, log: Log) {
    this.#members = members;
    this.#life = life;
    this.#log = log;
  }

  /** The keys that could encrypt the backups of an instance, the usable ones first. */
  async listKeys(ref: InstanceRef, signal: AbortSignal): Promise<readonly EncryptionKey[]> {
    const { session, instance } = await this.#members.open(ref, signal);
    return session.cloud.listKeys(instance, signal);
  }

  /** One key as it is now, by its id or alias, to see whether it can be used for an instance. */
  async describeKey(ref: InstanceRef, idOrAlias: string, signal: AbortSignal): Promise<EncryptionKey> {
    const { session, instance } = await this.#members.open(ref, signal);
    return session.cloud.describeKey(instance, idOrAlias, signal);
  }

  /** The role that a customer's key needs in the instance's region, when it is missing. */
  async missingRole(ref: InstanceRef, signal: AbortSignal): Promise<ServiceRole | undefined> {
    const { session, instance } = await this.#members.open(ref, signal);
    const { role } = session.cloud;
    return role && !(await role.exists(instance.region, signal)) ? role : undefined;
  }

  /** @returns whether the role exists afterwards */
  async createRole(ref: InstanceRef, role: ServiceRole): Promise<boolean> {
    const { member, instance } = await this.#members.open(ref, this.#life);
    const { provider, accountId, region } = instance;
    return createRole(member.ledger, role, { provider, accountId, region }, this.#life);
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

  /**
   * Changes one instance. It holds the instance's lock, so that nobody else changes it meanwhile, in this window or
   * another.
   * @throws CloudError when it was refused, or another change of this instance is under way
   */
  async change(ref: InstanceRef, wanted: Wanted): Promise<ChangeResult> {
    const { member, session, context, instance } = await this.#members.open(ref, this.#life);
    const lock = await takeLock(member.files.lockOf(instance.id), 0);
    if (!lock) {
      const message = l10n.t('A change of this instance is under way already.');
      throw new CloudError({ category: 'instance-state', message });
    }
    try {
      if ('keyId' in wanted) await requireUsable(session.cloud, instance, wanted.keyId, this.#life);
      const result = await changeInstance(context, member.ledger, instance, wanted, this.#life);
      await keepShown(member, context.inventory, this.#log);
      this.#runBehind(followUp(context, member.ledger.open, instance, this.#life));
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

/** A key may have been disabled since it was chosen. Whoever may not look at it leaves that to the cloud. */
async function requireUsable(
  cloud: CloudSession,
  instance: Instance,
  keyId: string,
  signal: AbortSignal,
): Promise<void> {
  const key = await cloud.describeKey(instance, keyId, signal).catch((error: unknown) => {
    if (error instanceof CloudError && error.category === 'permission') return undefined;
    throw error;
  });
  if (!key?.unusable) return;
  const message = l10n.t('The key {0} cannot be used: {1}.', key.alias || key.id, key.unusable);
  throw new CloudError({ category: 'key', message });
}
