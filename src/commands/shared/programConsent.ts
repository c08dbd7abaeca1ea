import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { allowProgram } from '../../host/programs.ts';
import { confirm } from '../../ui/dialogs/messages.ts';

/**
 * Asks whether the program that a profile names may run; once for each exact command.
 * @param account its name
 */
export async function askForProgram(
  memory: vscode.Memento,
  account: string,
  program: string,
): Promise<boolean> {
  const effect = l10n.t(
    'It runs with your permissions, without a shell, whenever credentials are needed. If the command changes, you are asked again.',
  );
  const isAllowed = await confirm({
    title: l10n.t('Let the profile of "{0}" run a program for its credentials?', account),
    detail: `${program}\n\n${effect}`,
    verb: l10n.t('Allow'),
  });
  if (isAllowed) await allowProgram(memory, program);
  return isAllowed;
}
