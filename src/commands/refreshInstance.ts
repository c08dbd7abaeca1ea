import * as l10n from '@vscode/l10n';
import { CloudError } from '../cloud/error.ts';
import { refOf, type Instance } from '../domain/instance.ts';
import { placeOf } from '../texts/failure.ts';
import { plural } from '../texts/plural.ts';
import { shownCount } from '../texts/words.ts';
import { orTell } from '../ui/dialogs/failure.ts';
import { instancesFrom } from './shared/arguments.ts';
import { withCancel, type CommandContext } from './shared/command.ts';

/** Reads one instance anew, or a selection: then what fails is told by the rows. */
export async function refreshInstance(
  { host, inventory }: CommandContext,
  argument?: unknown,
  selection?: unknown,
): Promise<void> {
  const instances = (await instancesFrom(inventory, argument, selection, () => true)).map(
    ({ instance }) => instance,
  );
  const [first] = instances;
  const account = first && inventory.account(first.accountId);
  if (!account) return;
  const fleet = await host.fleet();
  const title = plural(instances.length, {
    one: l10n.t('Reading {0}', first.name),
    other: l10n.t('Reading {0} instances', shownCount(instances.length)),
  });
  const read = async (instance: Instance, signal: AbortSignal) => {
    try {
      await fleet.refreshInstance(refOf(instance), signal);
    } catch (error) {
      if (instances.length === 1 || !(error instanceof CloudError)) throw error;
    }
  };
  await orTell(placeOf(account, first), () =>
    withCancel(title, (signal) => Promise.all(instances.map((instance) => read(instance, signal)))),
  );
}
