import * as l10n from '@vscode/l10n';
import { secretName } from '../accounts/account.ts';
import { secretStore } from '../host/secrets.ts';
import { removeAccountEntry } from '../host/accountEntries.ts';
import { confirm } from '../ui/dialogs/messages.ts';
import { accountFrom } from './shared/arguments.ts';
import type { CommandContext } from './shared/command.ts';
import { openSettings } from './openSettings.ts';

/** Removes an account after a confirmation: its entry, its stored secret, and what is kept of it. */
export async function removeAccount(context: CommandContext, argument?: unknown): Promise<void> {
  const { inventory, host, secrets, sandbox } = context;
  const { id, name, source } = await accountFrom(inventory, argument);
  if (source === 'given') return sandbox.leave();
  // An entry that does not fit may have no id of its own, or another's: only a person can tell it apart.
  if (source === undefined) return openSettings();
  const isWanted = await confirm({
    title: l10n.t('Remove the account "{0}"?', name),
    detail: l10n.t(
      'Its settings entry, its stored credentials and its last known states are deleted. Nothing changes in the cloud.',
    ),
    verb: l10n.t('Remove'),
  });
  if (!isWanted) return;
  const fleet = await host.fleet();
  await fleet.forget(id);
  await removeAccountEntry(id);
  await secretStore(secrets).delete(secretName(id));
}
