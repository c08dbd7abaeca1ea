import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The public API as docs promise it to other extensions; written down here anew, since the product is what is tested. */
export interface Api {
  readonly apiVersion: number;
  accounts(): readonly AccountSnapshot[];
  instances(): readonly InstanceSnapshot[];
  readonly onDidChangeInstances: vscode.Event<void>;
  refresh(): Promise<void>;
}

export interface Reason {
  readonly category: string;
  readonly code?: string;
  readonly message: string;
  readonly requestId?: string;
}

export interface AccountSnapshot {
  readonly id: string;
  readonly provider: string;
  readonly name: string;
  readonly state: 'ok' | 'problem' | 'pending';
  readonly reason?: Reason;
  readonly refreshedAt?: string;
}

export interface Evidence {
  readonly source: string;
  readonly asOf?: string;
  readonly seenAt: string;
  readonly requestId?: string;
  readonly detail?: string;
}

export interface InstanceSnapshot {
  readonly provider: string;
  readonly accountId: string;
  readonly region: string;
  readonly id: string;
  readonly name: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly lifecycle: string;
  readonly encryption: {
    readonly state: string;
    readonly evidence?: Evidence;
    readonly reason?: Reason;
    readonly stale: boolean;
  };
}

export interface Manifest {
  readonly name: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
  };
}

/** The extension under test, as another extension finds it. */
export function findExtension(): vscode.Extension<Api> {
  const ours = vscode.extensions.all.find(
    ({ packageJSON }) => (packageJSON as Manifest).name === 'backup-encryption',
  );
  assert.ok(ours, 'the extension is installed');
  return ours as vscode.Extension<Api>;
}

export async function activateProduct(): Promise<Api> {
  return findExtension().activate();
}

/** Runs one of the product's commands by its name behind `backupEncryption.`. */
export function run(command: string, ...args: unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(`backupEncryption.${command}`, ...args);
}

export function account(api: Api, id: string): AccountSnapshot {
  const found = api.accounts().find((one) => one.id === id);
  assert.ok(found, `there is an account "${id}"`);
  return found;
}

export function instanceNamed(api: Api, accountId: string, name: string): InstanceSnapshot {
  const found = api.instances().find((one) => one.accountId === accountId && one.name === name);
  assert.ok(found, `there is an instance "${name}" of "${accountId}"`);
  return found;
}
