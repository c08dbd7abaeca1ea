import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { fleetFacts } from '../fleet/reporting/fleetFacts.ts';
import { draftPolicy } from '../policy/draft.ts';
import { POLICY_FILES } from '../policy/policy.ts';
import type { CommandContext } from './shared/command.ts';

/** Writes a policy to begin with, from the fleet as it is known, and opens it. One that is there is never changed. */
export async function createPolicy({ inventory }: CommandContext): Promise<void> {
  const { uri } = await chooseFolder();
  const there = await existing(uri);
  if (there) {
    await vscode.window.showTextDocument(there);
    void vscode.window.showInformationMessage(
      l10n.t('This folder has a policy already; nothing of it was changed.'),
    );
    return;
  }
  const nameOf = ({ id }: { readonly id: string }) => inventory.account(id)?.name ?? id;
  const now = Date.now();
  const text = draftPolicy(fleetFacts(inventory, new Map()), nameOf, now);
  const file = vscode.Uri.joinPath(uri, POLICY_FILES[0]);
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(file, { overwrite: false, contents: new TextEncoder().encode(text) });
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new RangeError(l10n.t('The policy could not be written into this folder.'));
  }
  await vscode.window.showTextDocument(file);
}

/** @throws RangeError without a folder; CancellationError when none was picked */
async function chooseFolder(): Promise<vscode.WorkspaceFolder> {
  const [first, ...others] = vscode.workspace.workspaceFolders ?? [];
  if (!first) throw new RangeError(l10n.t('A policy is a file in a workspace folder: open a folder first.'));
  if (others.length === 0) return first;
  const placeHolder = l10n.t('For which folder?');
  const chosen = await vscode.window.showWorkspaceFolderPick({ placeHolder, ignoreFocusOut: true });
  if (!chosen) throw new vscode.CancellationError();
  return chosen;
}

async function existing(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  for (const name of POLICY_FILES) {
    const file = vscode.Uri.joinPath(folder, name);
    const found = await vscode.workspace.fs.stat(file).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  return undefined;
}
