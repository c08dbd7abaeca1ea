import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { setTimeout as pass } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { configureAndSettle, entryOf, setOwn, useScene } from './support/fleet.ts';
import { findExtension, run } from './support/product.ts';
import type { Manifest } from './support/product.ts';
import { until } from '../../support/until.ts';

const NAMES = ['accounts', 'refreshInterval', 'concurrency'];

/** In minutes: three times a second. */
const OFTEN = 0.005;

describe('settings', () => {
  const scene = useScene();

  afterEach(async () => {
    for (const name of NAMES) await setOwn(name, undefined);
    scene.sandbox.faults.clear();
  });

  it('are all of scope application', () => {
    const { configuration } = (findExtension().packageJSON as Manifest).contributes;
    assert.deepEqual(
      NAMES.map((name) => configuration.properties[`backupEncryption.${name}`]?.scope),
      NAMES.map(() => 'application'),
    );
  });

  for (const name of NAMES) {
    it(`"${name}" cannot be written into a workspace`, async () => {
      const configuration = vscode.workspace.getConfiguration('backupEncryption');
      const written = configuration.update(name, 1, vscode.ConfigurationTarget.Workspace);
      await assert.rejects(Promise.resolve(written));
    });
  }

  it('in the file of a workspace have no effect', async function () {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    if (!folder) this.skip();
    const file = vscode.Uri.joinPath(folder.uri, '.vscode', 'settings.json');
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    for (const name of NAMES) assert.match(text, new RegExp(`"backupEncryption.${name}"`));
    await configureAndSettle(scene.api, [entryOf('huawei', 'of-the-user', scene.sandbox)]);
    scene.sandbox.clearRequests();
    await pass(OFTEN * 60_000 * 3);
    assert.deepEqual(
      scene.api.accounts().map(({ id }) => id),
      ['of-the-user'],
    );
    assert.equal(scene.sandbox.requests.length, 0, 'the interval of the workspace does not count');
    assert.equal(await mostAtOnce(scene.sandbox, 200), 8, 'nor does its concurrency');
  });

  it('"concurrency" caps the requests at once, from the next refresh on', async () => {
    await configureAndSettle(scene.api, [entryOf('huawei', 'paced', scene.sandbox)]);
    await setOwn('concurrency', 1);
    assert.equal(await mostAtOnce(scene.sandbox, 30), 1);
    await setOwn('concurrency', 3);
    assert.equal(await mostAtOnce(scene.sandbox, 200), 3);
  });

  it('"refreshInterval" reads again by itself, and 0 stops it, without a reload', async () => {
    await configureAndSettle(scene.api, [entryOf('huawei', 'timed', scene.sandbox)]);
    await setOwn('refreshInterval', OFTEN);
    scene.sandbox.clearRequests();
    const listings = () => scene.sandbox.requests.filter(({ operation }) => operation === LISTING).length;
    await until(() => listings() >= 4, 'it reads again and again');
    await setOwn('refreshInterval', 0);
    await run('refresh'); // whatever the timer has started has ended when this has
    scene.sandbox.clearRequests();
    await pass(OFTEN * 60_000 * 3);
    assert.equal(scene.sandbox.requests.length, 0);
  });
});

const LISTING = 'ListInstances';

/** The most requests that a sandbox had at once during a refresh, each answer taking `ms` milliseconds. */
async function mostAtOnce(sandbox: Sandbox, ms: number): Promise<number> {
  const slow = sandbox.faults.add({ match: {}, effect: { kind: 'latency', ms } });
  sandbox.clearRequests();
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, sandbox.requests.filter(({ status }) => status === 0).length);
  }, 5);
  await run('refresh');
  clearInterval(watch);
  slow();
  return most;
}
