import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { believableFleet } from '../../src/sandbox/fleet.ts';
import type { SandboxState } from '../../src/sandbox/fleet.ts';
import { startFront } from '../support/front.ts';
import type { Front } from '../support/front.ts';
import { widenSideBar } from '../workbench/sideBar.ts';
import { allSecrets, canary, echoOf, formsOf, leaks, ownLog } from './steps/canary.ts';
import { answerModal, option, questionBox, quickInput } from './steps/dialogs.ts';
import { accountAt } from './steps/ownClouds.ts';
import { placesOf } from './steps/secrets.ts';
import { picture, useSandbox, useWorkbench } from './steps/story.ts';
import { soon, until } from '../support/until.ts';
import { chooseFromMenu, openView, row, sideBar, titleButton } from './steps/view.ts';

const { environment, typed, wrong } = canary;
const ENABLE = 'Enable Backup Encryption';

/** The believable clouds with the users whose secrets are marked. */
function fleet(): SandboxState {
  const clouds = believableFleet(Date.now());
  const { id, secret, token } = environment;
  clouds.huawei.users.push({
    name: 'env',
    accessKeyId: id,
    accessKeySecret: secret,
    securityToken: token,
  });
  clouds.alibaba.users.push({ name: 'typed', accessKeyId: typed.id, accessKeySecret: typed.secret });
  return clouds;
}

describe('marked secrets, at log level trace', () => {
  const sandbox = useSandbox(() => ({ fleet: fleet() }));
  let front: Front;
  before(async () => {
    front = await startFront(sandbox().origin, { address: '127.0.0.1' });
  });
  after(() => front.close());
  const workbench = useWorkbench(() => ({
    env: {
      LOG_LEVEL: 'trace',
      HUAWEICLOUD_SDK_AK: environment.id,
      HUAWEICLOUD_SDK_SK: environment.secret,
      HUAWEICLOUD_SDK_SECURITY_TOKEN: environment.token,
    },
    settings: {
      'backupEncryption.accounts': [
        accountAt(front.origin, 'huawei', { name: 'Env', regions: ['cn-north-4'] }),
        accountAt(front.origin, 'alibaba', {
          name: 'Typed',
          regions: ['cn-hangzhou'],
          source: 'secretStorage',
        }),
      ],
    },
  }));

  async function refreshed(): Promise<void> {
    const { page } = workbench();
    sandbox().clearRequests();
    await titleButton(page, 'Refresh').click();
    await until(() => Promise.resolve(sandbox().requests.length >= 2), 'both accounts are asked');
    await titleButton(page, 'Refresh').waitFor();
  }

  /** From now on the clouds answer with everything they should keep to themselves. */
  function echo(operation?: string, secrets: readonly string[] = allSecrets): void {
    const message = echoOf(...secrets);
    const match = operation ? { operation } : {};
    sandbox().faults.add({ match, effect: { kind: 'status', status: 400, code: 'CanaryEcho', message } });
  }

  test('are used: from the environment, and typed, wrongly at first, to a cloud that echoes', async () => {
    const { page } = workbench();
    await openView(page);
    await widenSideBar(page, 640);
    await row(page, 'trade-core, encrypted').waitFor();
    await sideBar(page).getByText('Set Credentials…').click();
    await option(page, 'Access key').click();
    const keyId = await questionBox(page, 'AccessKey ID');
    await keyId.fill(typed.id);
    await keyId.press('Enter');
    const secret = await questionBox(page, 'AccessKey Secret');
    // What nobody has typed yet, nobody can recognise.
    const known = allSecrets.filter((marked) => marked !== typed.secret);
    echo(undefined, known);
    await secret.fill(wrong);
    await secret.press('Enter');
    await quickInput(page).getByText('CanaryEcho').waitFor();
    const shown = await quickInput(page).innerText();
    for (const form of known.flatMap(formsOf)) assert.ok(!shown.includes(form), shown);
    await workbench().screenshot(picture('canary echo'));
    sandbox().faults.clear();
    await secret.fill(typed.secret);
    await secret.press('Enter');
    await row(page, 'orders-prod, encrypted').waitFor();
  });

  test('come back in refusals and odd answers', async () => {
    const { page } = workbench();
    echo();
    await refreshed();
    await row(page, 'Typed, ').or(row(page, 'Typed')).first().waitFor();
    await until(async () => (await ownLog(workbench())).includes('CanaryEcho'), 'the refusal is not logged');
    sandbox().faults.clear();
    const text = `<html>${echoOf(...allSecrets)}</html>`;
    sandbox().faults.add({ match: {}, effect: { kind: 'body', text, contentType: 'text/html' } });
    await refreshed();
    sandbox().faults.clear();
    await refreshed();
    await row(page, 'risk-engine, not encrypted').waitFor();
  });

  test('come back when something is changed', async () => {
    const { page } = workbench();
    echo('ModifyBackupEncryptStatus');
    const enable = async (): Promise<void> => {
      // A tree that is drawn anew while its menu is open forgets which row that was for: then the command asks.
      const lost = quickInput(page).getByPlaceholder('Which instance?');
      const key = option(page, 'taurusdb-backups');
      await until(async () => {
        await chooseFromMenu(page, row(page, 'risk-engine'), ENABLE);
        // Or the menu went when the tree was drawn, and nothing was chosen.
        await soon(() => key.or(lost).first().isVisible());
        if (await lost.isVisible()) await page.keyboard.press('Escape');
        return key.isVisible();
      }, 'the menu of the row leads to the keys');
      await key.click();
      await answerModal(page, 'Enable');
    };
    await enable();
    await page.locator('.notification-toast').getByText('CanaryEcho').first().waitFor();
    sandbox().faults.clear();
    await enable();
    await row(page, 'risk-engine, encrypted').waitFor();
  });

  test('stand in no file, log, page or storage of the browser, in any form', async () => {
    const log = await ownLog(workbench());
    assert.match(log, /\[debug\]/, 'the log is as talkative as it can be');
    assert.match(log, /CanaryEcho/);
    assert.notDeepEqual(await placesOf('CanaryEcho', workbench()), [], 'looking finds what is there');
    assert.deepEqual(await leaks(workbench()), []);
  });

  test('leave in no request but for the token that belongs there', () => {
    const received = front.received();
    assert.ok(received.includes(environment.id) && received.includes(typed.id));
    const secrets = [environment.secret, typed.secret, wrong];
    for (const form of secrets.flatMap(formsOf)) assert.ok(!received.includes(form), form);
    const elsewhere = received.replaceAll(`x-security-token: ${environment.token}`, '');
    assert.notEqual(elsewhere, received);
    for (const form of formsOf(environment.token)) assert.ok(!elsewhere.includes(form), form);
  });
});
