import * as vscode from 'vscode';
import { writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/** The part of our public API that the demo looks at. */
interface Api {
  accounts(): readonly { readonly state: string }[];
  instances(): readonly {
    readonly encryption: { readonly stale: boolean; readonly reason?: { category: string } };
  }[];
}

const extensionName = 'backup-encryption';

/** Starts the sandbox, shows the view, and, when the environment names a file for it, says when all is read. */
export async function showSandbox(): Promise<void> {
  const extension = vscode.extensions.all.find(({ packageJSON }) => nameOf(packageJSON) === extensionName);
  const api = (await extension?.activate()) as Api | undefined;
  if (!api) throw new Error(`The extension ${extensionName} is not installed beside its companion`);
  await vscode.commands.executeCommand('backupEncryption.openSandbox');
  await vscode.commands.executeCommand('backupEncryption.instances.focus');
  const readyFile = process.env['BACKUP_ENCRYPTION_DEMO_READY'];
  if (!readyFile) return;
  while (!isRead(api)) await setTimeout(100);
  await writeFile(readyFile, '');
}

function nameOf(manifest: unknown): unknown {
  return typeof manifest === 'object' && manifest !== null && 'name' in manifest ? manifest.name : undefined;
}

/** Whether every account has answered and no instance waits to be read. */
function isRead(api: Api): boolean {
  const accounts = api.accounts();
  return (
    accounts.length > 0 &&
    accounts.every(({ state }) => state !== 'pending') &&
    api.instances().length > 0 &&
    api.instances().every(({ encryption }) => !encryption.stale && encryption.reason?.category !== 'pending')
  );
}
