import { rowText } from '../texts/copies.ts';
import { copyInstances } from './shared/copying.ts';
import type { CommandContext } from './shared/command.ts';

/** Copies instances as lines that a spreadsheet takes for rows. */
export async function copyRow(
  context: CommandContext,
  argument?: unknown,
  selection?: unknown,
): Promise<void> {
  await copyInstances(context, argument, selection, (rows) => rows.map(rowText).join('\n'));
}
