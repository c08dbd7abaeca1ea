import * as vscode from 'vscode';
import { ACCOUNTS, accountsSetting, SECTION } from './settings.ts';

/**
 * Adds one entry behind the others; entries that do not fit are left as they are.
 * @throws RangeError when the setting is no list at all: nothing of it is overwritten
 */
export async function addAccountEntry(entry: object): Promise<void> {
  const entries = accountsSetting();
  if (!Array.isArray(entries)) {
    throw new RangeError(vscode.l10n.t('The accounts setting is not a list; correct it first.'));
  }
  await writeAccounts([...(entries as unknown[]), entry]);
}

/** Takes out the first entry with this id. */
export function removeAccountEntry(id: string): Thenable<void> {
  const entries: unknown[] = Array.isArray(accountsSetting()) ? (accountsSetting() as unknown[]) : [];
  const index = entries.findIndex((entry) => idOf(entry) === id);
  return writeAccounts(entries.filter((_, at) => at !== index));
}

/** The ids in use, also those of entries that do not fit. */
export function accountIds(): Set<string> {
  const entries = accountsSetting();
  return new Set(Array.isArray(entries) ? entries.map(idOf) : []);
}

function idOf(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null || !('id' in entry)) return '';
  return typeof entry.id === 'string' ? entry.id : '';
}

function writeAccounts(entries: readonly unknown[]): Thenable<void> {
  return vscode.workspace
    .getConfiguration(SECTION)
    .update(ACCOUNTS, entries.length > 0 ? entries : undefined, vscode.ConfigurationTarget.Global);
}
