import type { InstanceRecord } from '../domain/instance.ts';
import { obstacle } from '../inventory/obstacle.ts';
import { confirmChange } from '../ui/confirmation.ts';
import { instancesFrom } from './arguments.ts';
import { applyChanges, changeable } from './changeInstances.ts';
import type { CommandContext } from './command.ts';

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
