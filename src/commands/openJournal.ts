import * as l10n from '@vscode/l10n';
import { journalText } from '../texts/journalText.ts';
import type { CommandContext } from './shared/command.ts';

/** Shows every change asked for and what came of it, as a text. */
export async function openJournal({ host, texts }: CommandContext): Promise<void> {
  const entries = await (await host.journal()).entries();
  await texts.open(`${l10n.t('Change Journal')}.txt`, journalText(entries));
}
