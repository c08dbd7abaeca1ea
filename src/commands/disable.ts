import type { InstanceRecord } from '../domain/instance.ts';
import { obstacle } from '../fleet/changing/obstacle.ts';
import { confirmChange } from '../ui/dialogs/confirmation.ts';
import { instancesFrom } from './shared/arguments.ts';
import { applyChanges, changeable } from './shared/changeInstances.ts';
import type { CommandContext } from './shared/command.ts';

/** Switches backup encryption off where the cloud can; elsewhere it says why not. */
export async function disable(
  context: CommandContext,
  argument?: unknown,
  selection?: unknown,
): Promise<void> {
  const { inventory, host, texts } = context;
  const offered = (record: InstanceRecord) => obstacle('disable', record) === undefined;
  const { able, leftOut } = changeable(
    'disable',
    await instancesFrom(inventory, argument, selection, offered),
  );
  if (!(await confirmChange('disable', able, leftOut, texts))) return;
  await applyChanges(
    await host.fleet(),
    able.map((record) => ({ record, wanted: { change: 'disable' } })),
    texts,
  );
}
