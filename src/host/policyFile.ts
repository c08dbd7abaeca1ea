import * as vscode from 'vscode';
import { POLICY_FILES, type Policy } from '../policy/policy.ts';
import { readPolicy } from '../policy/read.ts';

/**
 * The policy of the workspace: of its first folder that has one. It is data, and all it can do is judge.
 * @throws RangeError when it says nothing that could be in force: a report must not judge as if it were not there
 */
export async function readPolicyFile(): Promise<{ name: string; policy: Policy } | undefined> {
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    for (const name of POLICY_FILES) {
      const text = await read(vscode.Uri.joinPath(uri, name));
      if (text === undefined) continue;
      const { policy } = readPolicy(text);
      if (policy) return { name, policy };
      throw new RangeError(vscode.l10n.t('The policy {0} cannot be read; see its problems.', name));
    }
  }
  return undefined;
}

async function read(file: vscode.Uri): Promise<string | undefined> {
  try {
    return Buffer.from(await vscode.workspace.fs.readFile(file)).toString('utf8');
  } catch {
    return undefined;
  }
}
