import * as l10n from '@vscode/l10n';
import { findProfile } from '../cloud/registry.ts';
import type { InstanceRecord } from '../domain/instance.ts';
import { placeOf } from '../texts/failure.ts';
import { orTell } from '../ui/dialogs/failure.ts';
import { offer } from '../ui/dialogs/messages.ts';
import { instanceFrom } from './shared/arguments.ts';
import type { CommandContext } from './shared/command.ts';
import { ensureRole } from './shared/serviceRole.ts';

/** Creates the role that a key of the user's own needs for an instance, after a confirmation; then offers to go on. */
export async function createRole({ inventory, host }: CommandContext, argument?: unknown): Promise<void> {
  const { instance } = await instanceFrom(inventory, argument, needsRole);
  const account = inventory.account(instance.accountId);
  if (!account) return;
  const fleet = await host.fleet();
  const ref = { accountId: account.id, instanceId: instance.id };
  const outcome = await orTell(placeOf(account, instance), () => ensureRole(fleet, account, ref));
  if (outcome === 'declined') return;
  const message =
    outcome === 'there'
      ? l10n.t('The account "{0}" has the role already, or needs none.', account.name)
      : l10n.t('Role "{0}" was created in account "{1}".', outcome.created, account.name);
  const title = l10n.t('Enable Backup Encryption…');
  offer(message, { title, id: 'backupEncryption.enable', arguments: [ref] });
}

function needsRole({ instance }: InstanceRecord): boolean {
  return (findProfile(instance.provider)?.roleMissing.length ?? 0) > 0;
}
