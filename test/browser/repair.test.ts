import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { widenSideBar } from '../workbench/sideBar.ts';
import { named } from './steps/changeFleet.ts';
import {
  answerMessage,
  answerModal,
  confirmForEver,
  message,
  modal,
  option,
  quickInput,
} from './steps/dialogs.ts';
import { accountAt, cloudEnvironment } from './steps/ownClouds.ts';
import { fleetToRepair } from './steps/repairFleet.ts';
import { picture, useSandbox, useWorkbench } from './steps/story.ts';
import { chooseFromMenu, openView, pressRowButton, row, rows, titleButton } from './steps/view.ts';

const ENABLE = 'Enable Backup Encryption';
const POLICY = 'Copy Minimal Policy…';

describe('guided repair', () => {
  const sandbox = useSandbox(() => ({ fleet: fleetToRepair() }));
  const workbench = useWorkbench(() => ({
    env: cloudEnvironment,
    settings: {
      'backupEncryption.accounts': [
        accountAt(sandbox().origin, 'huawei', { name: 'Beijing', regions: ['cn-north-4'] }),
        accountAt(sandbox().origin, 'alibaba', { name: 'Hangzhou', regions: ['cn-hangzhou'] }),
        accountAt('http://127.0.0.1:1', 'huawei', { name: 'Nowhere', regions: ['cn-north-4'] }),
      ],
    },
  }));

  /** Chooses a key for an instance, up to the confirmation. */
  async function chooseKey(name: string, key: string): Promise<void> {
    const { page } = workbench();
    await chooseFromMenu(page, row(page, name), ENABLE);
    await option(page, key).click();
    await (await modal(page)).getByText(`Enable backup encryption on "${name}" in the account`).waitFor();
  }

  /** Takes a picture of the dialog that asks whether to leave for a web page, and stays. */
  async function staysAt(address: string): Promise<void> {
    const dialog = await modal(workbench().page);
    await dialog.getByText(address).first().waitFor();
    await answerModal(workbench().page, 'Cancel');
  }

  async function closeEditors(): Promise<void> {
    await workbench().runCommand('View: Close All Editors');
    await workbench().page.locator('.editor-group-container .monaco-editor').waitFor({ state: 'detached' });
  }

  test('permission: the row has the policy, the message too, and both copy it', async () => {
    const { page } = workbench();
    await openView(page);
    await widenSideBar(page, 640);
    await row(page, 'payroll, unknown').getByText('no permission').waitFor();
    await titleButton(page, 'Refresh').waitFor();
    await pressRowButton(page, row(page, 'payroll, unknown'), POLICY);
    await option(page, 'Read only').waitFor();
    await workbench().screenshot(picture('repair policy extent'));
    await option(page, 'Read only').click();
    const editor = page.locator('.monaco-editor').filter({ hasText: 'gaussdb:backup:encrypt' });
    await editor.waitFor();
    await (await modal(page)).getByText('which IAM classes as a write').waitFor();
    await workbench().screenshot(picture('repair policy'));
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    assert.deepEqual(Object.keys(JSON.parse(copied) as object), ['Version', 'Statement']);
    await answerModal(page, 'OK');
    await closeEditors();
    await chooseKey('risk-engine', 'taurusdb-backups');
    await answerModal(page, 'Enable');
    await message(page, 'Beijing, risk-engine').waitFor();
    await workbench().screenshot(picture('repair permission message'));
    await answerMessage(page, 'Beijing, risk-engine', POLICY);
    await option(page, 'With changes').click();
    await page.locator('.monaco-editor').filter({ hasText: 'kms:cmk:list' }).waitFor();
    await (await modal(page)).getByText('Sub-projects of these regions are not included').waitFor();
    await answerModal(page, 'OK');
    await closeEditors();
  });

  test('role missing: the message creates it after a question, then goes on to the key', async () => {
    const { page } = workbench();
    const { alibaba } = sandbox().state;
    alibaba.roleExists = true;
    await chooseKey('inventory-prod', 'alias/database-backups');
    alibaba.roleExists = false;
    await confirmForEver(page, 'inventory-prod');
    await message(page, 'BackupAkProvenNotFound').waitFor();
    await workbench().screenshot(picture('repair role message'));
    await answerMessage(page, 'BackupAkProvenNotFound', 'Create Role…');
    await modal(page);
    await workbench().screenshot(picture('repair role'));
    assert.equal(alibaba.roleExists, false, 'nothing happens before the answer');
    await answerModal(page, 'Create Role');
    await answerMessage(page, 'AliyunServiceRoleForRdsBackupEncryption', 'Enable Backup Encryption…');
    assert.equal(alibaba.roleExists, true);
    await option(page, 'alias/database-backups').waitFor();
    await page.keyboard.press('Escape');
    await quickInput(page).waitFor({ state: 'detached' });
  });

  test('key: the message leads back to the keys, where one can be typed and is looked up', async () => {
    const { page } = workbench();
    const { alibaba } = sandbox().state;
    const key = alibaba.keys.find(({ alias }) => alias === 'alias/finance-sm4');
    assert.ok(key);
    await chooseKey('inventory-prod', 'alias/finance-sm4');
    key.state = 'Disabled';
    await confirmForEver(page, 'inventory-prod');
    await message(page, 'key cannot be used').waitFor();
    await workbench().screenshot(picture('repair key message'));
    await answerMessage(page, 'key cannot be used', 'Choose Another Key…');
    await option(page, 'Automatic key').waitFor();
    await workbench().screenshot(picture('repair key picker'));
    const box = quickInput(page).getByRole('textbox');
    await box.fill('no-such-key');
    await option(page, 'Use "no-such-key"').click();
    await quickInput(page).getByText('There is no key no-such-key in region cn-hangzhou').waitFor();
    await workbench().screenshot(picture('repair key typed'));
    const usable = alibaba.keys.find(({ alias }) => alias === 'alias/database-backups')?.id ?? '';
    await box.fill(usable.slice(0, -1));
    await option(page, `Use "${usable.slice(0, -1)}"`).waitFor();
    await box.fill(usable);
    await option(page, 'alias/database-backups').click();
    assert.match(await (await modal(page)).innerText(), new RegExp(usable));
    await answerModal(page, 'Cancel');
  });

  test('billing: the message leads to the bills', async () => {
    const { page } = workbench();
    await chooseKey('unpaid-shop', 'Automatic key');
    await confirmForEver(page, 'unpaid-shop');
    await message(page, 'OrderStatus.UnPaid').waitFor();
    await workbench().screenshot(picture('repair billing'));
    await answerMessage(page, 'OrderStatus.UnPaid', 'Open Billing');
    await staysAt('usercenter2.aliyun.com');
  });

  test('unsupported: the row explains the rule, what would help, and leads to the page', async () => {
    const { page } = workbench();
    await pressRowButton(page, row(page, 'customer-profiles, not supported'), 'Explain…');
    const text = await (await modal(page)).innerText();
    assert.match(text, /Needs the High-availability Edition; this is "cluster"/);
    assert.match(text, /Move the data to an instance/);
    assert.match(text, /The engine is MySQL 5\.6, 5\.7 or 8\.0/);
    await workbench().screenshot(picture('repair unsupported'));
    await answerModal(page, 'Open Documentation');
    await staysAt('help.aliyun.com');
  });

  test('no evidence: the row explains, and leads to the console to make a backup', async () => {
    const { page } = workbench();
    await pressRowButton(page, row(page, 'never-backed-up, unknown'), 'Explain…');
    await (await modal(page)).getByText('Make a physical backup').waitFor();
    await workbench().screenshot(picture('repair no evidence'));
    await answerModal(page, 'Open in Cloud Console');
    await staysAt('rdsnext.console.aliyun.com');
  });

  test('network: the advice row below the account diagnoses the connection', async () => {
    const { page } = workbench();
    await row(page, 'Nowhere').getByText('not reachable').waitFor();
    await workbench().screenshot(picture('repair network'));
    await rows(page).filter({ hasText: 'Diagnose Connection' }).getByText('Diagnose Connection').click();
    await page.locator('.monaco-editor').filter({ hasText: 'account nowhere, huawei' }).waitFor();
    await closeEditors();
  });

  test('server and odd replies: the row tries again, or shows the log', async () => {
    const { page } = workbench();
    const { id } = named(sandbox().state.huawei.instances.values(), 'trade-core');
    const odd = sandbox().faults.add({ match: { instanceId: id }, effect: { kind: 'body', text: '<html>' } });
    await pressRowButton(page, row(page, 'trade-core'), 'Refresh Instance');
    await row(page, 'trade-core').getByText('unexpected reply').waitFor();
    await pressRowButton(page, row(page, 'trade-core'), 'Show Log');
    await page.locator('.part.panel').getByText('DescribeBackupEncryptStatus').first().waitFor();
    await workbench().screenshot(picture('repair odd reply'));
    await workbench().runCommand('View: Hide Panel');
    odd();
    await pressRowButton(page, row(page, 'trade-core'), 'Refresh Instance');
    await row(page, 'trade-core, encrypted, gaussdb-mysql 8.0').waitFor();
  });
});
