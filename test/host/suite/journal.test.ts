import assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { storageFolder } from '../environment.ts';
import { until } from '../../support/until.ts';
import { folderOf } from './support/files.ts';
import { changesAt, configureAndSettle, entryOf, useScene } from './support/fleet.ts';
import { findExtension, instanceNamed, run } from './support/product.ts';
import {
  answerDialog,
  clearMessages,
  dialogShown,
  hasScreen,
  isDialogShown,
  messageShown,
  press,
} from './support/screen.ts';

const ID = 'journalled';

describe('the change journal', () => {
  const scene = useScene();
  let file = '';

  before(async function () {
    if (!hasScreen()) this.skip();
    file = join(await folderOf(storageFolder), findExtension().id, 'journal.jsonl');
    await configureAndSettle(scene.api, [entryOf('huawei', ID, scene.sandbox)]);
  });
  beforeEach(async () => {
    await clearMessages();
    scene.sandbox.clearRequests();
  });

  const refOf = (name: string) => ({ accountId: ID, instanceId: instanceNamed(scene.api, ID, name).id });
  const shown = (): string => vscode.window.activeTextEditor?.document.getText() ?? '';

  /** Row 14: somebody who clicks twice gets one question after the other, and one request is sent. */
  it('has one change when somebody asked for it twice at once', async () => {
    const commands = [run('disable', refOf('trade-core')), run('disable', refOf('trade-core'))];
    await dialogShown();
    await answerDialog('Disable');
    let ended = false;
    const all = Promise.all(commands).then(() => (ended = true));
    await until(async () => {
      if (await isDialogShown()) await answerDialog('Disable').catch(() => undefined);
      return ended;
    }, 'both have ended');
    await all;
    assert.deepEqual(changesAt(scene.sandbox), ['ModifyBackupEncryptStatus']);
    assert.equal(instanceNamed(scene.api, ID, 'trade-core').encryption.state, 'off');
  });

  it('is shown with the newest change first, by names and with what came of it', async () => {
    const command = run('disable', refOf('trade-history'));
    await dialogShown();
    await answerDialog('Disable');
    await command;
    await run('openJournal');
    await until(() => shown().includes('trade-history'), 'the newest change is shown');
    const text = shown();
    assert.ok(text.indexOf('trade-history') < text.indexOf('trade-core'), text);
    assert.match(text, /^[^\n]*disable[^\n]*accepted/);
    assert.match(text, /The account journalled/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is verified', async () => {
    await run('verifyJournal');
    await messageShown(/The change journal is intact \(\d+ lines\)/);
  });

  it('that is damaged says how often and where, and shows what can be read', async () => {
    const whole = await readFile(file, 'utf8');
    try {
      await writeFile(file, whole.replace('trade-core', 'trade-c0re'));
      await appendFile(file, '{"version":1,"entry":"intent","changeId":"torn","at":"20');
      const verifying = run('verifyJournal');
      const text = await dialogShown();
      assert.match(text, /The change journal is damaged in \d places/);
      assert.match(text, /line \d+/);
      await press('Escape');
      await verifying;
      await run('openJournal');
      await until(() => shown().includes('trade-history'), 'what is whole is shown');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    } finally {
      await writeFile(file, whole);
    }
    await clearMessages();
    await run('verifyJournal');
    await messageShown(/is intact/);
  });
});
