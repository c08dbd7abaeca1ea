import { verdictOnJournal } from '../texts/journalText.ts';
import { tell, warn } from '../ui/dialogs/messages.ts';
import type { CommandContext } from './shared/command.ts';

/** Checks the journal's chain of hashes and says what it found. */
export async function verifyJournal({ host }: CommandContext): Promise<void> {
  const { entries, problems } = await (await host.journal()).verify();
  const { message, detail } = verdictOnJournal(entries, problems);
  if (detail) warn(message, detail);
  else tell(message);
}
