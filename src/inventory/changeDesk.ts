import { t } from '@vscode/l10n';
import { CloudError } from '../cloud/error.ts';
import type { EncryptionKey, ServiceRole } from '../cloud/provider.ts';
import type { InstanceRef } from '../domain/instance.ts';
import { changeInstance, createRole, type ChangeResult, type Wanted } from './changes.ts';
import type { Members } from './members.ts';

/** Where changes are made. Whoever asks for one has asked a person for confirmation before. */
export class ChangeDesk {
  readonly #members: Members;
  /** Ends with the window: only that stops a change half-way. */
  readonly #life: AbortSignal;
  readonly #underWay = new Set<string>();

  constructor(members: Members, life: AbortSignal) {
    this.#members = members;
    this.#life = life;
  }

  /** The keys that could encrypt the backups of an instance, the usable ones first. */
  async listKeys(ref: InstanceRef, signal: AbortSignal): Promise<readonly EncryptionKey[]> {
    const { session, instance } = await this.#members.open(ref, signal);
    return session.cloud.listKeys(instance, signal);
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

  /** @throws CloudError when it was refused, or another change of this instance is under way */
  async change(ref: InstanceRef, wanted: Wanted): Promise<ChangeResult> {
    const key = `${ref.accountId}/${ref.instanceId}`;
    if (this.#underWay.has(key)) {
      const message = t('A change of this instance is under way already.');
      throw new CloudError({ category: 'instance-state', message });
    }
    this.#underWay.add(key);
    try {
      const { member, context, instance } = await this.#members.open(ref, this.#life);
      const result = await changeInstance(context, member.ledger, instance, wanted, this.#life);
      await this.#members.save(member);
      return result;
    } finally {
      this.#underWay.delete(key);
    }
  }
}
