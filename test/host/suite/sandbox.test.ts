import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import { setTimeout as pass } from 'node:timers/promises';
import * as vscode from 'vscode';
import { storageFolder } from '../environment.ts';
import { checkAccount, checkInstance } from './support/contract.ts';
import { filesIn, folderOf } from './support/files.ts';
import type { WrittenFile } from './support/files.ts';
import { configure, configureAndRead, setEnvironment, setOwn } from './support/fleet.ts';
import { activateProduct, findExtension, instanceNamed, run } from './support/product.ts';
import type { Api } from './support/product.ts';
import { answerDialog, dialogShown, hasScreen } from './support/screen.ts';
import { until } from '../../support/until.ts';

const TWO = ['sandbox-alibaba', 'sandbox-huawei'];

describe('the sandbox', () => {
  let api: Api;
  let folder: string;
  let moveBack: () => void;

  before(async () => {
    api = await activateProduct();
    setEnvironment({});
    folder = await mkdtemp(join(tmpdir(), 'backup-encryption-test-'));
    // Another window of VS Code may have its own sandbox's files in the usual place.
    moveBack = moveTemporaryFolder(folder);
  });
  after(async () => {
    moveBack();
    await rm(folder, { recursive: true, force: true });
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
    assert.equal((await readdir(folder)).length, 1, 'its files are in a folder of its own');
    await run('leaveSandbox');
    assert.deepEqual(ids(), []);
    assert.deepEqual(api.instances(), []);
    assert.deepEqual(await readdir(folder), []);
    assert.deepEqual(await keptFiles(), kept);
  });

  it('keeps a change made in it out of what is kept of real ones', async function () {
    if (!hasScreen()) this.skip();
    const kept = await keptFiles();
    await run('openSandbox');
    const { accountId, id: instanceId } = instanceNamed(api, 'sandbox-huawei', 'trade-core');
    const command = run('disable', { accountId, instanceId });
    await dialogShown();
    await answerDialog('Disable');
    await command;
    assert.equal(instanceNamed(api, 'sandbox-huawei', 'trade-core').encryption.state, 'off');
    await run('leaveSandbox');
    assert.deepEqual(await keptFiles(), kept);
    assert.deepEqual(await readdir(folder), []);
  });

  it('can be opened later when it could not be at first', async () => {
    const unhide = moveTemporaryFolder(join(folder, 'there', 'is', 'none'));
    await run('openSandbox');
    unhide();
    assert.deepEqual(ids(), []);
    await run('openSandbox');
    assert.deepEqual(ids().sort(), TWO);
  });

  it('is left without a trace in the middle of a reading', async () => {
    await run('openSandbox');
    const reading = api.refresh();
    await run('leaveSandbox');
    await reading;
    await pass(300);
    assert.deepEqual(ids(), []);
    assert.deepEqual(await readdir(folder), []);
  });

  it('opened twice is one', async () => {
    await Promise.all([run('openSandbox'), run('openSandbox')]);
    await run('openSandbox');
    assert.deepEqual(ids().sort(), TWO);
    assert.equal((await readdir(folder)).length, 1);
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

/** The files that VS Code keeps for the extension, with what is in them. */
async function keptFiles(): Promise<WrittenFile[]> {
  return filesIn(join(await folderOf(storageFolder), findExtension().id));
}

/** From now on temporary folders are made there. Returns a function that undoes it. */
function moveTemporaryFolder(folder: string): () => void {
  const before = ['TMPDIR', 'TMP', 'TEMP'].map((name) => [name, process.env[name]] as const);
  for (const [name] of before) process.env[name] = folder;
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
}
