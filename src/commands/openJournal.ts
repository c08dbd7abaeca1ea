import type { CommandContext } from './command.ts';

/** Shows every change asked for and what came of it, as a text. */
export async function openJournal({ journal }: CommandContext): Promise<void> {
  await journal.open();
}
