import * as l10n from '@vscode/l10n';
import { placeOf } from '../texts/failure.ts';
import { orTell } from '../ui/dialogs/failure.ts';
import { instanceFrom } from './shared/arguments.ts';
import { withCancel, type CommandContext } from './shared/command.ts';

/** Reads one instance anew. */
export async function refreshInstance(
  { host, inventory }: CommandContext,
  argument?: unknown,
): Promise<void> {
  const { instance } = await instanceFrom(inventory, argument);
  const account = inventory.account(instance.accountId);
  if (!account) return;
  const fleet = await host.fleet();
  const ref = { accountId: account.id, instanceId: instance.id };
  const title = l10n.t('Reading {0}', instance.name);
  await orTell(placeOf(account, instance), () =>
    withCancel(title, (signal) => fleet.refreshInstance(ref, signal)),
  );
}
