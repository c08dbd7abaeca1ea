import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { widenSideBar } from '../workbench/sideBar.ts';
import { fleetToChange, huaweiInstance, named } from './steps/changeFleet.ts';
import { answerModal, confirmForEver, modal, option, optionLabels, quickInput } from './steps/dialogs.ts';
import { accountAt, cloudEnvironment } from './steps/ownClouds.ts';
import { picture, useSandbox, useWorkbench } from './steps/story.ts';
import { chooseFromMenu, openMenu, openView, row } from './steps/view.ts';

const ENABLE = 'Enable Backup Encryption';
const DISABLE = 'Disable Backup Encryption';
const AUTOMATIC = 'Automatic key';
/** Of a screen reader's text and of a dialog's: which spaces stand in it does not matter. */
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('changing backup encryption', () => {
  const sandbox = useSandbox(() => ({ fleet: fleetToChange() }));
  const workbench = useWorkbench(() => ({
    env: cloudEnvironment,
    settings: {
      'backupEncryption.accounts': [
        accountAt(sandbox().origin, 'huawei', { name: 'Beijing', regions: ['cn-north-4'] }),
        accountAt(sandbox().origin, 'alibaba', { name: 'Hangzhou', regions: ['cn-hangzhou'] }),
      ],
    },
  }));

  /** What the clouds were asked to change, whoever asked. */
  function changesSent(): string[] {
    const changing = sandbox().requests.filter((request) => request.changing);
    return changing.map(({ operation, status }) => `${operation} ${status}`);
  }

  async function askToEnable(name: string): Promise<void> {
    const { page } = workbench();
    await chooseFromMenu(page, row(page, name), ENABLE);
    await quickInput(page).getByText('Key for').waitFor();
  }

  /** What the confirmation says, to be compared with what it must not leave out. */
  async function confirmation(screenshot: string): Promise<string> {
    const dialog = await modal(workbench().page);
    await workbench().screenshot(picture(screenshot));
    return plain(await dialog.innerText());
  }

  function assertSays(text: string, ...parts: string[]): void {
    for (const part of parts) assert.ok(text.includes(part), `"${part}" is missing in: ${text}`);
  }

  test('reading changes nothing', async () => {
    const { page } = workbench();
    await openView(page);
    await widenSideBar(page, 640);
    await row(page, 'inventory-prod, not encrypted').waitFor();
    await row(page, 'risk-engine, not encrypted').waitFor();
    assert.deepEqual(changesSent(), []);
  });

  test('Huawei: usable keys come first, unusable ones have a reason and cannot be chosen', async () => {
    const { page } = workbench();
    await askToEnable('risk-engine');
    await option(page, 'taurusdb-backups, AES_256').waitFor();
    const labels = await optionLabels(page);
    const unusable = labels.findIndex((label) =>
      label.startsWith('waiting-for-activation, not activated yet'),
    );
    for (const usable of ['taurusdb-backups', 'national-sm4', 'expiring-import']) {
      const place = labels.findIndex((label) => label.startsWith(`${usable}, `));
      assert.ok(place >= 0 && place < unusable, `${usable} is at ${place}, unusable ones from ${unusable}`);
    }
    await workbench().screenshot(picture('key picker huawei'));
    await option(page, 'retired-2023, disabled').click();
    await quickInput(page).getByText('— retired-2023: disabled').waitFor();
    assert.equal(await page.locator('.monaco-dialog-box').count(), 0);
    assert.ok(await option(page, 'taurusdb-backups').isVisible(), 'the picker still asks');
  });

  test('Huawei: Cancel in the confirmation changes nothing', async () => {
    const { page } = workbench();
    await option(page, 'taurusdb-backups').click();
    const text = await confirmation('confirm huawei');
    assertSays(
      text,
      'Enable backup encryption on "risk-engine" in the account "Beijing"?',
      huaweiInstance(sandbox().state, 'risk-engine').id,
      'key taurusdb-backups',
      'never again be restored to an existing instance',
      'algorithm cannot be changed',
    );
    await answerModal(page, 'Cancel');
    await row(page, 'risk-engine, not encrypted').waitFor();
    assert.deepEqual(changesSent(), []);
  });

  test('Huawei: Enable switches it on with the chosen key, and the row says so', async () => {
    const { page } = workbench();
    await askToEnable('risk-engine');
    await option(page, 'taurusdb-backups').click();
    await answerModal(page, 'Enable');
    await row(page, 'risk-engine, encrypted').waitFor();
    const { keys } = sandbox().state.huawei;
    const { status, keyId } = huaweiInstance(sandbox().state, 'risk-engine').encryption;
    assert.equal(status, 'on');
    assert.equal(keys.find(({ id }) => id === keyId)?.alias, 'taurusdb-backups');
    assert.deepEqual(changesSent(), ['ModifyBackupEncryptStatus 200']);
  });

  test('Huawei: Disable asks as well, then switches it off', async () => {
    const { page } = workbench();
    sandbox().clearRequests();
    await chooseFromMenu(page, row(page, 'risk-engine'), DISABLE);
    assertSays(
      await confirmation('confirm disable'),
      'Disable backup encryption on "risk-engine" in the account "Beijing"?',
      'Restoring to an existing instance stays impossible',
    );
    assert.deepEqual(changesSent(), []);
    await answerModal(page, 'Disable');
    await row(page, 'risk-engine, not encrypted').waitFor();
    assert.equal(huaweiInstance(sandbox().state, 'risk-engine').encryption.status, 'off');
    assert.deepEqual(changesSent(), ['ModifyBackupEncryptStatus 200']);
  });

  test('Huawei: a selection is confirmed once, with those left out and why', async () => {
    const { page } = workbench();
    sandbox().clearRequests();
    const names = ['batch-one', 'batch-two', 'user-center', 'trade-core'];
    await row(page, 'batch-one').click();
    for (const name of names.slice(1)) await row(page, name).click({ modifiers: ['ControlOrMeta'] });
    await askToEnable('batch-one');
    await option(page, 'national-sm4').click();
    const text = await confirmation('confirm selection');
    const [asked = '', leftOut = ''] = text.split('Not included:');
    assertSays(asked, 'on 2 instances', 'batch-one', 'batch-two', 'national-sm4');
    assert.match(leftOut, /user-center: \w+/, 'it restarts just now');
    assert.match(leftOut, /trade-core: .*encrypted already/);
    assert.ok(!asked.includes('user-center'));
    await answerModal(page, 'Enable');
    for (const name of ['batch-one', 'batch-two']) await row(page, `${name}, encrypted`).waitFor();
    assert.deepEqual(changesSent(), Array(2).fill('ModifyBackupEncryptStatus 200'));
  });

  test('Alibaba: Disable is not offered, whether encrypted or not', async () => {
    const { page } = workbench();
    for (const name of ['orders-prod, encrypted', 'inventory-prod, not encrypted']) {
      const items = await openMenu(page, row(page, name));
      assert.equal(await items.filter({ hasText: 'Copy Instance ID' }).count(), 1);
      assert.equal(await items.filter({ hasText: DISABLE }).count(), 0, name);
      await page.keyboard.press('Escape');
      await items.first().waitFor({ state: 'detached' });
    }
  });

  test('Alibaba: the automatic key is the first choice, and what lasts for ever is said', async () => {
    const { page } = workbench();
    sandbox().clearRequests();
    await askToEnable('inventory-prod');
    await option(page, AUTOMATIC).waitFor();
    assert.ok((await optionLabels(page))[0]?.startsWith(AUTOMATIC));
    await workbench().screenshot(picture('key picker alibaba'));
    await option(page, AUTOMATIC).click();
    assertSays(
      await confirmation('confirm alibaba'),
      'Enable backup encryption on "inventory-prod" in the account "Hangzhou"?',
      'Alibaba Cloud ApsaraDB RDS',
      'an automatic key',
      'never be switched off',
      'key can never be changed',
    );
    await confirmForEver(page, 'inventory-prod');
    await row(page, 'inventory-prod, encrypted').waitFor();
    const { encryption } = named(sandbox().state.alibaba.instances.values(), 'inventory-prod');
    assert.equal(encryption?.keyId, undefined);
    assert.deepEqual(changesSent(), ['EnableBackupEncryption 200']);
  });

  test('Alibaba: an own key needs the role, which is explained and created on request only', async () => {
    const { page } = workbench();
    const { alibaba } = sandbox().state;
    sandbox().clearRequests();
    await askToEnable('ledger-eu');
    await option(page, 'alias/database-backups').click();
    const text = await confirmation('confirm role');
    assertSays(text, 'AliyunServiceRoleForRdsBackupEncryption', 'Hangzhou', 'remains until');
    await answerModal(page, 'Cancel');
    assert.deepEqual(changesSent(), []);
    await option(page, 'alias/database-backups').click();
    await answerModal(page, 'Create Role');
    assertSays(await confirmation('confirm alibaba key'), 'ledger-eu', 'database-backups');
    assert.equal(alibaba.roleExists, true);
    await confirmForEver(page, 'ledger-eu');
    await row(page, 'ledger-eu, encrypted').waitFor();
    const { encryption } = named(alibaba.instances.values(), 'ledger-eu');
    const key = alibaba.keys.find(({ id }) => id === encryption?.keyId);
    assert.equal(key?.alias, 'alias/database-backups');
    assert.deepEqual(changesSent(), ['AuthorizeBackupEncryption 200', 'EnableBackupEncryption 200']);
  });
});
