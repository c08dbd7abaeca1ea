import * as vscode from 'vscode';
import { POLICY_FILES } from '../policy/policy.ts';
import { OVERSIZED } from '../policy/source.ts';

/** Larger files are not even read: in bytes, of which a character has four at most. */
const MOST_BYTES = 4 * 1024 * 1024;

/** The policy of a workspace folder. */
export interface PolicyFile {
  readonly uri: vscode.Uri;
  /** The name of its folder. */
  readonly folder: string;
  /** As it stands in the editor, saved or not. */
  readonly text: string;
  /** Files of the folder with the other names that a policy can have: they are not in force. */
  readonly others: readonly vscode.Uri[];
}

/** The policies in force: one for each workspace folder that has one. */
export async function findPolicies(): Promise<readonly PolicyFile[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const found = await Promise.all(folders.map(findPolicy));
  return found.filter((file) => file !== undefined);
}

async function findPolicy({ uri, name }: vscode.WorkspaceFolder): Promise<PolicyFile | undefined> {
  const candidates = POLICY_FILES.map((file) => vscode.Uri.joinPath(uri, file));
  const texts = await Promise.all(candidates.map(textOf));
  const [first, ...others] = candidates.flatMap((candidate, index) => {
    const text = texts[index];
    return text === undefined ? [] : [{ uri: candidate, text }];
  });
  return first && { ...first, folder: name, others: others.map((other) => other.uri) };
}

/** @returns undefined where there is no such file; VS Code keeps the text of one that is gone for a while */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return undefined;
    const open = vscode.workspace.textDocuments.find((document) => String(document.uri) === String(uri));
    if (open) return open.getText();
    if (size > MOST_BYTES) return OVERSIZED;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
