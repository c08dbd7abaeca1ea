import * as l10n from '@vscode/l10n';
import { placeOf } from '../texts/failure.ts';
import { orTell } from '../ui/dialogs/failure.ts';
import { tell } from '../ui/dialogs/messages.ts';
import { accountFrom } from './shared/arguments.ts';
import { withCancel, type CommandContext } from './shared/command.ts';

/** Sends the proving call of an account and tells who its credentials are. */
export async function testAccount({ inventory, host }: CommandContext, argument?: unknown): Promise<void> {
  const account = await accountFrom(inventory, argument);
  const { id, name } = account;
  const fleet = await host.fleet();
  const { accountId, principal } = await orTell(placeOf(account), () =>
    withCancel(l10n.t('Testing {0}', name), (signal) => fleet.checks.testAccount(id, signal)),
  );
  const who = [accountId, principal].filter(Boolean).join(', ');
  tell(l10n.t('Signed in to "{0}" as {1}.', name, who));
}
