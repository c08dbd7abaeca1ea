import * as vscode from 'vscode';
import { notifyOnDrift } from '../host/settings.ts';
import type { News } from '../domain/drift.ts';
import { driftNotice } from '../texts/driftNotice.ts';
import { inert } from '../texts/inert.ts';
import { VIEW_ID } from './tree/instanceTree.ts';

/** Tells in one notification what got worse, unless the user wants it quiet; it is never told again. */
export async function tellDrift(news: readonly News[]): Promise<void> {
  const notice = notifyOnDrift() ? driftNotice(news) : undefined;
  if (!notice) return;
  const show = vscode.l10n.t('Show');
  if ((await vscode.window.showWarningMessage(inert(notice.message), show)) !== show) return;
  await vscode.commands.executeCommand('backupEncryption.filter', { marks: notice.marks });
  await vscode.commands.executeCommand(`${VIEW_ID}.focus`);
}
