import * as vscode from 'vscode';
import { findProfile } from '../cloud/registry.ts';
import type { InstanceRecord } from '../domain/instance.ts';
import { orTell, placeOf } from '../ui/dialogs/failure.ts';
import { inert } from '../texts/inert.ts';
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
  const created = await orTell(placeOf(account, instance), () => ensureRole(fleet, account, ref));
  const goOn = vscode.l10n.t('Enable Backup Encryption…');
  const message = created
    ? vscode.l10n.t('The role "{0}" is there now, in the account "{1}".', created, account.name)
    : vscode.l10n.t('The account "{0}" has the role already, or needs none.', account.name);
  void vscode.window.showInformationMessage(inert(message), goOn).then((chosen) => {
    if (chosen) void vscode.commands.executeCommand('backupEncryption.enable', ref);
  });
}

function needsRole({ instance }: InstanceRecord): boolean {
  return (findProfile(instance.provider)?.roleMissing.length ?? 0) > 0;
}
