import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { changesAt, configureAndSettle, entryOf, useScene } from './support/fleet.ts';
import { instanceNamed, run } from './support/product.ts';
import {
  answerDialog,
  clearMessages,
  closingPickers,
  dialogShown,
  enter,
  hasScreen,
  isDialogShown,
  messageShown,
  pickerShown,
  press,
} from './support/screen.ts';
import { setTimeout as pass } from 'node:timers/promises';
import { until } from '../../support/until.ts';

describe('a change', () => {
  const scene = useScene();

  before(async function () {
    // Desktop VS Code under test refuses to show dialogs, so that there nothing can be asked or answered.
    if (!hasScreen()) this.skip();
    await configureAndSettle(scene.api, [
      entryOf('huawei', 'changing-huawei', scene.sandbox),
      entryOf('alibaba', 'changing-alibaba', scene.sandbox),
    ]);
  });
  beforeEach(async () => {
    await clearMessages();
    scene.sandbox.clearRequests();
  });
  after(async () => {
    if (hasScreen()) await until(async () => !(await isDialogShown()), 'no dialog is left');
  });

  const refOf = (accountId: string, name: string) => ({
    accountId,
    instanceId: instanceNamed(scene.api, accountId, name).id,
  });

  /** Waits for the dialog, looks on for a while, closes it, and returns its text. */
  async function unanswered(command: Thenable<unknown>): Promise<string> {
    const text = await dialogShown();
    await pass(500);
    assert.deepEqual(changesAt(scene.sandbox), [], 'nothing is sent while the question is open');
    await press('Escape');
    await command;
    assert.deepEqual(changesAt(scene.sandbox), [], 'nothing is sent after the question was closed');
    return text;
  }

  it('to "disable" waits for the answer to a question that names the instance and what lasts', async () => {
    const ref = refOf('changing-huawei', 'trade-core');
    const text = await unanswered(run('disable', ref));
    assert.match(text, /trade-core/);
    assert.match(text, new RegExp(ref.instanceId));
    assert.match(text, /Restoring to an existing instance stays impossible/);
    assert.equal(instanceNamed(scene.api, 'changing-huawei', 'trade-core').encryption.state, 'on');
  });

  it('has no argument that skips the question', async () => {
    const ref = { ...refOf('changing-huawei', 'trade-core'), confirmed: true, force: true, modal: false };
    await unanswered(run('disable', ref, [ref], { confirmed: true }));
  });

  it('to "enable" at Huawei Cloud asks for a key, then waits for the answer', async () => {
    const command = run('enable', refOf('changing-huawei', 'risk-engine'));
    await pickerShown(/taurusdb-backups/);
    assert.deepEqual(changesAt(scene.sandbox), []);
    await press('Enter');
    const text = await unanswered(command);
    assert.match(text, /risk-engine/);
    assert.match(text, /key \S+ \([0-9a-f-]{36}\)/);
    assert.match(text, /algorithm cannot be changed/);
  });

  it('to "enable" at Alibaba Cloud says that it is for ever, and waits for the answer', async () => {
    const command = run('enable', refOf('changing-alibaba', 'inventory-prod'));
    await pickerShown(/Automatic key/);
    await press('Enter');
    const text = await unanswered(command);
    assert.match(text, /inventory-prod/);
    assert.match(text, /an automatic key/);
    assert.match(text, /can never be switched off again/);
    assert.match(text, /key can never be changed/);
  });

  it('to "disable" at Alibaba Cloud is refused, with why', async () => {
    await run('disable', refOf('changing-alibaba', 'orders-prod'));
    await messageShown(/orders-prod.*cannot switch backup encryption off/);
    assert.equal(await isDialogShown(), false);
    assert.equal(scene.sandbox.requests.length, 0);
  });

  it('to "enable" what is on, or can never be, is refused, with why', async () => {
    await run('enable', refOf('changing-huawei', 'trade-core'));
    await messageShown(/trade-core.*encrypted already/);
    await run('enable', refOf('changing-alibaba', 'reporting-warehouse'));
    await messageShown(/reporting-warehouse.*MySQL only/);
    assert.equal(scene.sandbox.requests.length, 0);
  });

  for (const [cloud, name, key] of [
    ['changing-huawei', 'risk-engine', /taurusdb-backups/],
    ['changing-alibaba', 'inventory-prod', /Automatic key/],
  ] as const) {
    it(`of ${cloud} is not confirmed by Enter, however often it is pressed`, async () => {
      const command = run('enable', refOf(cloud, name));
      await pickerShown(key);
      await press('Enter');
      await dialogShown();
      for (let times = 0; times < 4; times += 1) {
        await press('Enter');
        await pass(200);
      }
      assert.deepEqual(changesAt(scene.sandbox), []);
      while (await isDialogShown()) await press('Escape');
      await closingPickers(command);
      assert.deepEqual(changesAt(scene.sandbox), []);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });
  }

  it('that was confirmed is sent once, and the public API shows it on evidence', async () => {
    const command = run('disable', refOf('changing-huawei', 'trade-history'));
    await dialogShown();
    await answerDialog('Disable');
    await command;
    assert.deepEqual(changesAt(scene.sandbox), ['ModifyBackupEncryptStatus']);
    const { state, evidence, stale } = instanceNamed(
      scene.api,
      'changing-huawei',
      'trade-history',
    ).encryption;
    assert.deepEqual([state, evidence?.source, stale], ['off', 'status-call', false]);
  });

  it('that the cloud cannot show yet rests on its being accepted', async () => {
    const command = run('enable', refOf('changing-alibaba', 'web-sessions'));
    await pickerShown(/Automatic key/);
    await press('Enter');
    await dialogShown();
    await answerDialog('Enable');
    await pickerShown(/Type the name of the instance: web-sessions/);
    await enter('web-session');
    await pickerShown(/This is not the name of the instance/);
    assert.deepEqual(changesAt(scene.sandbox), []);
    await enter('s');
    await command;
    assert.deepEqual(changesAt(scene.sandbox), ['EnableBackupEncryption']);
    const { state, evidence } = instanceNamed(scene.api, 'changing-alibaba', 'web-sessions').encryption;
    assert.deepEqual([state, evidence?.source], ['on', 'change-accepted']);
    await scene.api.refresh();
    const later = instanceNamed(scene.api, 'changing-alibaba', 'web-sessions').encryption;
    assert.deepEqual([later.state, later.evidence?.source, later.stale], ['on', 'change-accepted', false]);
  });
});
