import { instancesMarkdown } from '../report/writers/markdown.ts';
import { copyInstances } from './shared/copying.ts';
import type { CommandContext } from './shared/command.ts';

/** Copies instances as a table in Markdown. */
export async function copyMarkdown(
  context: CommandContext,
  argument?: unknown,
  selection?: unknown,
): Promise<void> {
  await copyInstances(context, argument, selection, instancesMarkdown);
}
