import * as l10n from '@vscode/l10n';
import { evidenceText } from '../texts/evidenceText.ts';
import { instanceFrom } from './shared/arguments.ts';
import type { CommandContext } from './shared/command.ts';

/** Shows what the state of an instance rests on, and how to check it by hand, as a text. */
export async function showEvidence({ inventory, texts }: CommandContext, argument?: unknown): Promise<void> {
  const record = await instanceFrom(inventory, argument);
  const account = inventory.account(record.instance.accountId);
  if (account) await texts.open(`${l10n.t('Evidence')}.txt`, evidenceText(record, account));
}
