import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { silentAccount } from '../environment.ts';
import { configure } from './support/fleet.ts';
import { account, activateProduct, findExtension } from './support/product.ts';
import type { Manifest } from './support/product.ts';
import { until } from '../../support/until.ts';

/** The names that other extensions and key bindings rely on. */
const PROMISED = [
  'addAccount',
  'removeAccount',
  'setCredentials',
  'testAccount',
  'refresh',
  'refreshAccount',
  'refreshInstance',
  'readAgain',
  'enable',
  'disable',
  'openInConsole',
  'copyInstanceId',
  'openSandbox',
  'showLog',
].map((name) => `backupEncryption.${name}`);

describe('activation', () => {
  after(async () => {
    await configure(undefined);
    const api = await activateProduct();
    await until(() => api.accounts().length === 0, 'every account is gone');
  });

  it('is not held up by a cloud that never answers', async function () {
    const id = process.env[silentAccount];
    if (!id) this.skip();
    const api = await activateProduct();
    await until(() => api.accounts().length > 0, 'the account in the settings shows');
    const { state, reason } = account(api, id);
    assert.deepEqual({ state, reason }, { state: 'pending', reason: undefined });
  });

  it('returns the public API, version 1', async () => {
    const api = await findExtension().activate();
    assert.equal(findExtension().isActive, true);
    assert.equal(api.apiVersion, 1);
    assert.ok(Array.isArray(api.accounts()), 'accounts() answers at once');
    assert.ok(Array.isArray(api.instances()), 'instances() answers at once');
    const listening = api.onDidChangeInstances(() => undefined);
    listening.dispose();
  });

  it('registers every command the manifest declares', async () => {
    const extension = findExtension();
    await extension.activate();
    const { contributes } = extension.packageJSON as Manifest;
    const declared = contributes.commands.map(({ command }) => command);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });

  it('declares every command that is promised', () => {
    const { contributes } = findExtension().packageJSON as Manifest;
    const declared = new Set(contributes.commands.map(({ command }) => command));
    assert.deepEqual(
      PROMISED.filter((command) => !declared.has(command)),
      [],
    );
  });
});
