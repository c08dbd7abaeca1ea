import * as vscode from 'vscode';
import { orTell, placeOf } from '../ui/dialogs/failure.ts';
import { inert } from '../texts/inert.ts';
import { accountFrom } from './shared/arguments.ts';
import { withCancel, type CommandContext } from './shared/command.ts';

/** Sends the proving call of an account and tells who its credentials are. */
export async function testAccount({ inventory, host }: CommandContext, argument?: unknown): Promise<void> {
  const account = await accountFrom(inventory, argument);
  const { id, name } = account;
  const fleet = await host.fleet();
  const { accountId, principal } = await orTell(placeOf(account), () =>
    withCancel(vscode.l10n.t('Testing {0}', name), (signal) => fleet.checks.testAccount(id, signal)),
  );
  const who = [accountId, principal].filter(Boolean).join(', ');
  void vscode.window.showInformationMessage(inert(vscode.l10n.t('"{0}" works: {1}', name, who)));
}
