import * as l10n from '@vscode/l10n';
import { findProfile } from '../cloud/registry.ts';
import { placeOf } from '../texts/failure.ts';
import { orTell } from '../ui/dialogs/failure.ts';
import { accountFrom, instanceFrom, textMember } from './shared/arguments.ts';
import { withCancel, type CommandContext } from './shared/command.ts';

/** Forgets what is remembered of an instance, or of all of an account, and reads it as if for the first time. */
export async function readAgain({ host, inventory }: CommandContext, argument?: unknown): Promise<void> {
  const isAccount =
    textMember(argument, 'accountId') !== undefined && textMember(argument, 'instanceId') === undefined;
  // Only of a switch that cannot go back anything is remembered.
  const instance = isAccount
    ? undefined
    : (await instanceFrom(inventory, argument, (record) => isOneWay(record.instance.provider))).instance;
  const account = await accountFrom(inventory, instance ?? argument);
  const fleet = await host.fleet();
  const title = l10n.t('Reading {0}', instance?.name ?? account.name);
  await orTell(placeOf(account, instance), () =>
    withCancel(title, (signal) => fleet.readAgain(account.id, instance?.id, signal)),
  );
}

function isOneWay(provider: string): boolean {
  return findProfile(provider)?.canDisable === false;
}
