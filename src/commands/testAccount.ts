import * as vscode from 'vscode';
import { showFailure } from '../ui/failure.ts';
import { inert } from '../ui/inert.ts';
import { accountFrom } from './arguments.ts';
import { withCancel, type CommandContext } from './command.ts';

/** Sends the proving call of an account and tells who its credentials are. */
export async function testAccount({ inventory, host }: CommandContext, argument?: unknown): Promise<void> {
  const { id, name } = await accountFrom(inventory, argument);
  const fleet = await host.fleet();
  try {
    const identity = await withCancel(vscode.l10n.t('Testing {0}', name), (signal) =>
      fleet.testAccount(id, signal),
    );
    const who = [identity.accountId, identity.principal].filter(Boolean).join(', ');
    void vscode.window.showInformationMessage(inert(vscode.l10n.t('"{0}" works: {1}', name, who)));
  } catch (error) {
    if (error instanceof vscode.CancellationError) throw error;
    showFailure(error, { name, accountId: id });
  }
}
