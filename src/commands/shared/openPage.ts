import * as vscode from 'vscode';
import type { AccountView } from '../../inventory/accountView.ts';

/**
 * Opens a page of a cloud in the browser.
 * @throws RangeError for an account of the sandbox, which has no pages: nobody there should end up at a real cloud
 */
export async function openPage(account: AccountView | undefined, url: string | undefined): Promise<void> {
  if (account?.source === 'given') {
    throw new RangeError(vscode.l10n.t('The sandbox has no web console.'));
  }
  if (url) await vscode.env.openExternal(vscode.Uri.parse(url, true));
}
