import * as vscode from 'vscode';
import { allowProgram as allow } from '../host/programs.ts';
import { accountFrom } from './shared/arguments.ts';
import type { CommandContext } from './shared/command.ts';

/** Asks whether the program that an account's profile names may run; once for each exact command. */
export async function allowProgram(context: CommandContext, argument?: unknown): Promise<void> {
  const { inventory, host, memory } = context;
  const { id, name, program } = await accountFrom(inventory, argument, (account) => Boolean(account.program));
  if (!program) throw new RangeError(vscode.l10n.t('"{0}" asks for no program.', name));
  const run = vscode.l10n.t('Allow');
  const message = vscode.l10n.t('Let the profile of "{0}" run a program for its credentials?', name);
  const effect = vscode.l10n.t(
    'It runs as you, without a shell, whenever the credentials are needed. Another command text is asked about again.',
  );
  const detail = `${program}\n\n${effect}`;
  if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, run)) !== run) return;
  await allow(memory, program);
  host.credentialsMayHaveChanged(id);
}
