import * as vscode from 'vscode';
import type { InstanceRef } from '../../domain/instance.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { AccountView } from '../../inventory/accountView.ts';
import { roleConfirmation } from '../../texts/confirmation.ts';
import { confirm } from '../../ui/dialogs/messages.ts';
import { withCancel } from './command.ts';

/**
 * Sees to it that the service-linked role is there, which a key of the user's own needs at some clouds: explains it,
 * asks, and creates it.
 * @returns the name of the role when it was created; undefined when there was nothing to create
 * @throws CancellationError when it is missing and not wanted
 * @throws RangeError when it could not be created
 */
export async function ensureRole(
  fleet: Fleet,
  { name: account }: AccountView,
  ref: InstanceRef,
): Promise<string | undefined> {
  const role = await withCancel(vscode.l10n.t('Checking the role'), (signal) =>
    fleet.changes.missingRole(ref, signal),
  );
  if (!role) return undefined;
  if (!(await confirm(roleConfirmation(role.name, account)))) throw new vscode.CancellationError();
  if (await fleet.changes.createRole(ref, role)) return role.name;
  throw new RangeError(vscode.l10n.t('The role "{0}" could not be created; nothing was changed.', role.name));
}
