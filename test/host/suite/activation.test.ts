import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

interface Manifest {
  readonly name: string;
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

function findExtension(): vscode.Extension<unknown> {
  const ours = vscode.extensions.all.find(
    ({ packageJSON }) => (packageJSON as Manifest).name === 'backup-encryption',
  );
  assert.ok(ours, 'the extension is installed');
  return ours;
}

describe('activation', () => {
  it('succeeds', async () => {
    const extension = findExtension();
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command the manifest declares', async () => {
    const extension = findExtension();
    await extension.activate();
    const declared = (extension.packageJSON as Manifest).contributes.commands.map(({ command }) => command);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });
});
