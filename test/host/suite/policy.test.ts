import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { configureAndSettle, entryOf, useScene } from './support/fleet.ts';
import { instanceNamed, run } from './support/product.ts';
import { dialogShown, hasScreen, isDialogShown, pickerShown, press } from './support/screen.ts';
import { until } from '../../support/until.ts';

interface Statement {
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Condition?: object;
}

describe('Copy Minimal Policy', () => {
  const scene = useScene();

  before(async function () {
    if (!hasScreen()) this.skip();
    const regions = ['cn-hangzhou'];
    await configureAndSettle(scene.api, [
      entryOf('alibaba', 'narrow', scene.sandbox, { regions }),
      entryOf('huawei', 'write-like', scene.sandbox),
    ]);
  });
  beforeEach(() => vscode.env.clipboard.writeText(''));
  afterEach(async () => {
    if (!hasScreen()) return;
    await until(async () => {
      if (await isDialogShown()) await press('Escape');
      return !(await isDialogShown());
    }, 'no dialog is left');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(() => vscode.env.clipboard.writeText(''));

  /** Chooses by keys, and returns what is on the clipboard then, and the warnings. */
  async function copied(accountId: string, ...keys: string[]) {
    scene.sandbox.clearRequests();
    const command = run('copyPolicy', { accountId });
    await pickerShown(/Read only/);
    for (const key of keys) await press(key);
    await command;
    const text = await vscode.env.clipboard.readText();
    assert.equal(scene.sandbox.requests.length, 0, 'nothing is sent for it');
    const { Statement: statements } = JSON.parse(text) as { Statement: readonly Statement[] };
    return { text, statements, actions: statements.flatMap(({ Action }) => Action) };
  }

  it('is narrowed to the regions, with the account that the cloud has told, and shown as a text', async () => {
    const { text, statements, actions } = await copied('narrow', 'Enter');
    const { accountId } = scene.sandbox.state.alibaba;
    const resources = statements.flatMap(({ Resource = [] }) => Resource);
    assert.ok(resources.includes(`acs:rds:cn-hangzhou:${accountId}:dbinstance/*`), resources.join('\n'));
    assert.ok(actions.includes('rds:DescribeBackups'));
    assert.ok(!actions.includes('rds:EnableBackupEncryption'));
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.languageId, 'json');
    assert.equal(shown.getText(), text);
    assert.match(await dialogShown(), /classes rds:EnableBackupEncryption as a read/);
  });

  it('with changes has what they need as well', async () => {
    const { actions } = await copied('narrow', 'ArrowDown', 'Enter');
    for (const action of ['rds:EnableBackupEncryption', 'kms:ListKeys', 'ram:CreateServiceLinkedRole'])
      assert.ok(actions.includes(action), action);
  });

  it('warns where reading needs what the cloud takes for a write', async () => {
    const { statements } = await copied('write-like', 'Enter');
    assert.deepEqual(statements[0]?.Condition, {
      StringEquals: { 'g:ProjectName': ['cn-north-4', 'ap-southeast-3'] },
    });
    assert.match(await dialogShown(), /gaussdb:backup:encrypt, which IAM classes as a write/);
  });

  it('is narrowed to pinned instances', async () => {
    const { id } = instanceNamed(scene.api, 'narrow', 'orders-prod');
    const instances = [{ id, region: 'cn-hangzhou' }];
    const pinned = entryOf('alibaba', 'pinned', scene.sandbox, { regions: [], instances });
    await configureAndSettle(scene.api, [pinned]);
    const { statements, actions } = await copied('pinned', 'Enter');
    const resources = statements.flatMap(({ Resource = [] }) => Resource);
    assert.ok(resources.some((resource) => resource.endsWith(`:dbinstance/${id}`)));
    assert.ok(!resources.some((resource) => resource.endsWith('dbinstance/*')));
    assert.ok(!actions.includes('rds:DescribeDBInstances'));
  });
});
