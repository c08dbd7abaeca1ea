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
  const { inventory, texts } = context;
  const offered = (record: InstanceRecord) => obstacle('disable', record) === undefined;
  const records = await instancesFrom(inventory, argument, selection, offered);
  const { able, leftOut } = changeable('disable', records, inventory);
  if (!(await confirmChange('disable', able, leftOut, texts))) return;
  await applyChanges(
    context,
    able.map((subject) => ({ ...subject, wanted: { change: 'disable' } })),
  );
}
