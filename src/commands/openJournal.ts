import * as l10n from '@vscode/l10n';
import { journalText } from '../texts/journalText.ts';
import type { CommandContext } from './shared/command.ts';

/** Shows every change asked for and what came of it, as a text. */
export async function openJournal({ host, inventory, texts }: CommandContext): Promise<void> {
  const entries = await (await host.journal()).entries();
  const text = journalText(entries, ({ accountId, instanceId }) => {
    const account = inventory.account(accountId)?.name;
    const instance = inventory.record({ accountId, instanceId })?.instance.name;
    return { ...(account && { account }), ...(instance && { instance }) };
  });
  await texts.open(`${l10n.t('Change Journal')}.txt`, text);
}
