import { copyInstances } from './shared/copying.ts';
import type { CommandContext } from './shared/command.ts';

/** Copies the ids of instances, a line each. */
export async function copyInstanceId(
  context: CommandContext,
  argument?: unknown,
  selection?: unknown,
): Promise<void> {
  await copyInstances(context, argument, selection, (rows) => rows.map(({ id }) => id).join('\n'));
}
