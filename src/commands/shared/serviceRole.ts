import * as l10n from '@vscode/l10n';
import type { InstanceRef } from '../../domain/instance.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { AccountView } from '../../inventory/accountView.ts';
import { roleConfirmation } from '../../texts/confirmation.ts';
import { confirm } from '../../ui/dialogs/messages.ts';
import { withCancel } from './command.ts';

/** Whether the role is there, or needed at all; else whether somebody wanted it. */
export type RoleOutcome = 'there' | 'declined' | { readonly created: string };

/**
 * Sees to it that the service-linked role is there, which a key of the user's own needs at some clouds: explains it,
 * asks, and creates it.
 * @throws RangeError when it could not be created
 */
export async function ensureRole(
  fleet: Fleet,
  { name: account }: AccountView,
  ref: InstanceRef,
): Promise<RoleOutcome> {
  const role = await withCancel(l10n.t('Checking the role'), (signal) =>
    fleet.changes.missingRole(ref, signal),
  );
  if (!role) return 'there';
  if (!(await confirm(roleConfirmation(role.name, account)))) return 'declined';
  if (await fleet.changes.createRole(ref, role)) return { created: role.name };
  throw new RangeError(l10n.t('The role "{0}" could not be created; nothing was changed.', role.name));
}
