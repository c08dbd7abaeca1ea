import * as l10n from '@vscode/l10n';
import { allowProgram as allow } from '../host/programs.ts';
import { confirm } from '../ui/dialogs/messages.ts';
import { accountFrom } from './shared/arguments.ts';
import type { CommandContext } from './shared/command.ts';

/** Asks whether the program that an account's profile names may run; once for each exact command. */
export async function allowProgram(context: CommandContext, argument?: unknown): Promise<void> {
  const { inventory, host, memory } = context;
  const { id, name, program } = await accountFrom(inventory, argument, (account) => Boolean(account.program));
  if (!program) throw new RangeError(l10n.t('"{0}" uses no credential program.', name));
  const effect = l10n.t(
    'It runs with your permissions, without a shell, whenever credentials are needed. If the command changes, you are asked again.',
  );
  const isAllowed = await confirm({
    title: l10n.t('Let the profile of "{0}" run a program for its credentials?', name),
    detail: `${program}\n\n${effect}`,
    verb: l10n.t('Allow'),
  });
  if (!isAllowed) return;
  await allow(memory, program);
  host.credentialsMayHaveChanged(id);
}
