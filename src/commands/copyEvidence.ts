import { evidenceJson } from '../texts/copies.ts';
import { copyInstances } from './shared/copying.ts';
import type { CommandContext } from './shared/command.ts';

/** Copies what the states of instances rest on, as JSON for a ticket. */
export async function copyEvidence(
  context: CommandContext,
  argument?: unknown,
  selection?: unknown,
): Promise<void> {
  await copyInstances(context, argument, selection, evidenceJson);
}
