import * as l10n from '@vscode/l10n';
import { accountFrom } from './shared/arguments.ts';
import type { CommandContext } from './shared/command.ts';
import { askForProgram } from './shared/programConsent.ts';

/** Asks whether the program that an account's profile names may run, and reads the account with it. */
export async function allowProgram(context: CommandContext, argument?: unknown): Promise<void> {
  const { inventory, host, memory } = context;
  const { id, name, program } = await accountFrom(inventory, argument, (account) => Boolean(account.program));
  if (!program) throw new RangeError(l10n.t('"{0}" uses no credential program.', name));
  if (await askForProgram(memory, name, program)) host.credentialsMayHaveChanged(id);
}
