import * as vscode from 'vscode';
import { writeAtomically } from '../files/stateFile.ts';

/**
 * Writes a text as a file, whole or not at all.
 * @throws RangeError with a sentence when it cannot be written
 */
export async function writeFile(target: vscode.Uri, text: string): Promise<void> {
  try {
    if (target.scheme === 'file') await writeAtomically(target.fsPath, text);
    else await vscode.workspace.fs.writeFile(target, Buffer.from(text));
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new RangeError(vscode.l10n.t('{0} cannot be written ({1}).', target.fsPath, why), { cause: error });
  }
}
