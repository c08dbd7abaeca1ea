import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { storageFolder } from '../environment.ts';
import { checkAccount, checkInstance } from './support/contract.ts';
import { configure, configureAndRead, setEnvironment, setOwn } from './support/fleet.ts';
import { activateProduct, findExtension, run } from './support/product.ts';
import type { Api } from './support/product.ts';
import { pass, until } from './support/waiting.ts';

const TWO = ['sandbox-alibaba', 'sandbox-huawei'];

describe('the sandbox', () => {
  let api: Api;
  let folders: string[];

  before(async () => {
    api = await activateProduct();
    setEnvironment({});
    folders = await temporaryFolders();
  });
  afterEach(async () => {
    await run('leaveSandbox');
    await configure(undefined);
    await until(() => api.accounts().length === 0, 'every account is gone');
  });

  const ids = () => api.accounts().map(({ id }) => id);

  it('adds two accounts with at least 24 instances in all states', async () => {
    await run('openSandbox');
    await until(() => api.accounts().every(({ state }) => state === 'ok'), 'both accounts are read');
    assert.deepEqual(
      api
        .accounts()
        .map(({ provider }) => provider)
        .sort(),
      ['alibaba', 'huawei'],
    );
    assert.ok(api.instances().length >= 24, `${api.instances().length} instances`);
    // No cloud in it has two switches, so that none is partly encrypted.
    const states = new Set(api.instances().map(({ encryption }) => encryption.state));
    assert.deepEqual([...states].sort(), ['off', 'on', 'unknown', 'unsupported']);
    api.accounts().forEach(checkAccount);
    api.instances().forEach(checkInstance);
  });

  it('writes nothing into the settings', async () => {
    await run('openSandbox');
    for (const name of ['accounts', 'refreshInterval', 'concurrency']) {
      const inspected = vscode.workspace.getConfiguration('backupEncryption').inspect(name);
      assert.equal(inspected?.globalValue, undefined, name);
    }
  });

  it('is left without a trace', async () => {
    const kept = await keptFiles();
    await run('openSandbox');
    assert.equal(
      (await temporaryFolders()).length,
      folders.length + 1,
      'its files are in a folder of its own',
    );
    await run('leaveSandbox');
    assert.deepEqual(ids(), []);
    assert.deepEqual(api.instances(), []);
    assert.deepEqual(await temporaryFolders(), folders);
    assert.deepEqual(await keptFiles(), kept);
  });

  it('is left without a trace in the middle of a reading', async () => {
    await run('openSandbox');
    const reading = api.refresh();
    await run('leaveSandbox');
    await reading;
    await pass(300);
    assert.deepEqual(ids(), []);
    assert.deepEqual(await temporaryFolders(), folders);
  });

  it('opened twice is one', async () => {
    await Promise.all([run('openSandbox'), run('openSandbox')]);
    await run('openSandbox');
    assert.deepEqual(ids().sort(), TWO);
    assert.equal((await temporaryFolders()).length, folders.length + 1);
  });

  it('can be left when it is not open, and opened anew', async () => {
    await run('leaveSandbox');
    await run('openSandbox');
    await run('leaveSandbox');
    await run('openSandbox');
    assert.deepEqual(ids().sort(), TWO);
    assert.ok(api.accounts().every(({ state }) => state === 'ok'));
  });

  it('stays beside accounts of the settings, and they stay when it is left', async () => {
    const own = {
      id: 'own',
      provider: 'huawei',
      regions: ['cn-north-4'],
      credentials: { source: 'environment' },
      endpoints: { iam: 'http://127.0.0.1:1', taurusdb: 'http://127.0.0.1:1' },
    };
    await configureAndRead(api, [own]);
    await run('openSandbox');
    assert.deepEqual(ids().sort(), ['own', ...TWO]);
    await setOwn('accounts', [{ ...own, name: 'Renamed' }]);
    await until(() => api.accounts().some(({ name }) => name === 'Renamed'), 'the change shows');
    assert.deepEqual(ids().sort(), ['own', ...TWO]);
    await run('leaveSandbox');
    assert.deepEqual(ids(), ['own']);
  });
});

async function temporaryFolders(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('backup-encryption-sandbox-')).sort();
}

/** The files that VS Code keeps for the extension. */
async function keptFiles(): Promise<string[]> {
  const folder = join(process.env[storageFolder] ?? '', findExtension().id);
  return (await readdir(folder, { recursive: true }).catch(() => [])).sort();
}
