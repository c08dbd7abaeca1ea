/** Row 18: whoever leaves a wizard at any of its steps has changed, kept and sent nothing. */
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { hold } from '../../support/hold.ts';
import { until } from '../../support/until.ts';
import { changesAt, configure, configureAndSettle, entryOf, useScene } from './support/fleet.ts';
import { instanceNamed, run } from './support/product.ts';
import {
  answerDialog,
  closingPickers,
  dialogShown,
  enter,
  hasScreen,
  isDialogShown,
  pickerShown,
  press,
} from './support/screen.ts';

const { accessKeyId, accessKeySecret } = SANDBOX_CREDENTIALS.huawei;
const PROVE = 'KeystoneListAuthProjects';

/** One step of a wizard: what is on the screen then, and how one goes on from there. */
type Step = readonly [shown: RegExp, goOn: () => Promise<void>];

const entries = (): unknown =>
  vscode.workspace.getConfiguration('backupEncryption').inspect('accounts')?.globalValue;

describe('a wizard', () => {
  const scene = useScene();

  before(function () {
    if (!hasScreen()) this.skip();
  });
  beforeEach(() => scene.sandbox.clearRequests());
  afterEach(async () => {
    scene.sandbox.faults.clear();
    if (hasScreen()) await until(async () => !(await isDialogShown()), 'no dialog is left');
  });

  /** Goes so many steps, leaves, and waits for the end of the command. */
  async function leave(command: Thenable<unknown>, steps: readonly Step[], after: number): Promise<void> {
    for (const [index, [shown, goOn]] of steps.entries()) {
      if (index <= after) await pickerShown(shown);
      if (index < after) await goOn();
    }
    await closingPickers(command);
  }

  describe('for a new account', () => {
    // The last one is never answered: the key would be tried at the cloud.
    const steps: readonly Step[] = [
      [/at my own endpoints/, () => enter('Huawei Cloud TaurusDB')],
      [/User and password/, () => enter('Access key')],
      [/A name for the account/, () => enter('Left')],
      [/Access Key \(AK\)/, () => enter(accessKeyId)],
      [/Secret Access Key \(SK\)/, () => Promise.resolve()],
    ];

    for (const [index, [shown]] of steps.entries())
      it(`left at ${String(shown)} adds none`, async () => {
        const [kept, accounts] = [entries(), scene.api.accounts()];
        await leave(run('addAccount'), steps, index);
        assert.deepEqual(entries(), kept);
        assert.deepEqual(scene.api.accounts(), accounts);
        assert.deepEqual(changesAt(scene.sandbox), []);
        assert.equal(scene.sandbox.requests.length, 0);
      });
  });

  describe('for new credentials', () => {
    const id = 'without-credentials';
    const steps: readonly Step[] = [
      [/Access key/, () => enter('Access key')],
      [/Access Key \(AK\)/, () => enter(accessKeyId)],
      [/Secret Access Key \(SK\)/, () => Promise.resolve()],
    ];

    before(async () => {
      await configure([entryOf('huawei', id, scene.sandbox, { credentials: { source: 'secretStorage' } })]);
      await until(() => scene.api.accounts()[0]?.state === 'problem', 'it asks for credentials');
    });

    it('left while the key is tried keeps none', async () => {
      const letThrough = hold(scene.sandbox, { operation: PROVE });
      const command = run('setCredentials', { accountId: id });
      for (const [shown, goOn] of steps) {
        await pickerShown(shown);
        await goOn();
      }
      await enter(accessKeySecret);
      await until(() => scene.sandbox.requests.length === 1, 'the key is tried');
      await closingPickers(command);
      letThrough();
      await scene.api.refresh();
      assert.equal(scene.api.accounts()[0]?.reason?.category, 'credentials');
    });

    for (const [index, [shown]] of steps.entries())
      it(`left at ${String(shown)} keeps none`, async () => {
        await leave(run('setCredentials', { accountId: id }), steps, index);
        await scene.api.refresh();
        assert.equal(scene.api.accounts()[0]?.reason?.category, 'credentials');
        assert.equal(scene.sandbox.requests.length, 0);
      });
  });

  describe('for a change that can never be undone', () => {
    const id = 'left-alone';
    const refOf = () => ({ accountId: id, instanceId: instanceNamed(scene.api, id, 'inventory-prod').id });

    before(() => configureAndSettle(scene.api, [entryOf('alibaba', id, scene.sandbox)]));

    it('left at the keys changes nothing', async () => {
      await leave(run('enable', refOf()), [[/Automatic key/, () => Promise.resolve()]], 0);
      assert.deepEqual(changesAt(scene.sandbox), []);
    });

    it('left at the name that is to be typed changes nothing', async () => {
      const command = run('enable', refOf());
      await pickerShown(/Automatic key/);
      await press('Enter');
      await dialogShown();
      await answerDialog('Enable');
      await pickerShown(/Type the name of the instance/);
      await closingPickers(command);
      assert.deepEqual(changesAt(scene.sandbox), []);
      assert.equal(instanceNamed(scene.api, id, 'inventory-prod').encryption.state, 'off');
    });
  });
});
