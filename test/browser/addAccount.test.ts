import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/users.ts';
import { widenSideBar } from '../workbench/sideBar.ts';
import {
  answerModal,
  modal,
  option,
  optionLabels,
  questionBox,
  quickInput,
  ticked,
} from './steps/dialogs.ts';
import { placesOf, secretsKept } from './steps/secrets.ts';
import { accountsOnDisk, picture, useWorkbench } from './steps/story.ts';
import { until } from '../support/until.ts';
import { chooseFromMenu, openView, row, titleButton } from './steps/view.ts';

const { accessKeyId, accessKeySecret } = SANDBOX_CREDENTIALS.huawei;
const CLOUD = 'Huawei Cloud TaurusDB';
const NAME = 'Team Beijing';
const KEY_ID = 'Access Key (AK)';
const SECRET = 'Secret Access Key (SK)';

describe('an account added by typing', () => {
  const workbench = useWorkbench();

  async function answer(question: string, text: string): Promise<void> {
    const box = await questionBox(workbench().page, question);
    await box.fill(text);
    await box.press('Enter');
  }

  async function back(): Promise<void> {
    await quickInput(workbench().page).getByRole('button', { name: 'Back' }).click();
  }

  test('the clouds are offered, in the sandbox as well while it is open', async () => {
    const { page } = workbench();
    await openView(page);
    await widenSideBar(page, 640);
    await workbench().runCommand('Backup Encryption: Try the Sandbox');
    await row(page, 'payroll, unknown').waitFor();
    await titleButton(page, 'Add Account…').click();
    await option(page, `${CLOUD}, in the sandbox`).waitFor();
    const labels = await optionLabels(page);
    for (const cloud of ['Alibaba Cloud ApsaraDB RDS', CLOUD]) {
      const places = labels.filter((label) => label.startsWith(cloud));
      assert.equal(places.length, 3, 'the real one, in the sandbox, at own endpoints');
      assert.ok(places.some((label) => label.startsWith(`${cloud}, in the sandbox`)));
    }
    await workbench().screenshot(picture('add account 1 cloud'));
  });

  test('name and key id are asked for, and kept when one goes back', async () => {
    const { page } = workbench();
    await option(page, `${CLOUD}, in the sandbox`).click();
    await option(page, 'User and password').waitFor();
    await option(page, 'Access key').click();
    await answer('A name for the account', NAME);
    await answer(KEY_ID, accessKeyId);
    await questionBox(page, SECRET);
    await back();
    assert.equal(await (await questionBox(page, KEY_ID)).inputValue(), accessKeyId);
    await back();
    const name = await questionBox(page, 'A name for the account');
    assert.equal(await name.inputValue(), NAME);
    await workbench().screenshot(picture('add account 2 name'));
    await name.press('Enter');
    await (await questionBox(page, KEY_ID)).press('Enter');
  });

  test('the secret is hidden, and a wrong one is refused before anything is saved', async () => {
    const { page } = workbench();
    const box = await questionBox(page, SECRET);
    assert.equal(await box.getAttribute('type'), 'password');
    await box.fill('NotTheRightSecret');
    await box.press('Enter');
    const message = quickInput(page).getByText(/credentials refused: .*APIGW\.0301/);
    await message.waitFor();
    await workbench().screenshot(picture('add account 4 refused'));
    assert.equal(await accountsOnDisk(workbench()), undefined);
    assert.equal(await secretsKept(page), 0);
  });

  test('regions come from the cloud, and others can be typed', async () => {
    const { page } = workbench();
    const secret = quickInput(page).getByRole('textbox');
    await secret.fill(accessKeySecret);
    await secret.press('Enter');
    await option(page, 'cn-north-4, ').waitFor();
    assert.equal((await optionLabels(page)).length, 3, 'all regions, or the two of the sandbox');
    await quickInput(page).getByRole('button', { name: 'OK', exact: true }).click();
    await quickInput(page).getByText('— Select at least one.').waitFor();
    await option(page, 'cn-north-4, ').click();
    await quickInput(page).getByRole('textbox').fill('la-south-2');
    await option(page, 'la-south-2, typed').click();
    await quickInput(page).getByRole('textbox').fill('');
    await ticked(page, 'la-south-2').waitFor();
    await ticked(page, 'cn-north-4').waitFor();
    await workbench().screenshot(picture('add account 5 regions'));
    await quickInput(page).getByRole('button', { name: 'OK', exact: true }).click();
    await row(page, `${NAME}, ${CLOUD}`).waitFor();
  });

  test('its instances are shown, and the settings hold no secret', async () => {
    const { page } = workbench();
    await until(
      async () => (await page.getByRole('treeitem', { name: new RegExp(`account ${NAME}`) }).count()) >= 8,
      'the instances of the new account are not shown',
    );
    const saved = await accountsOnDisk(workbench());
    assert.ok(Array.isArray(saved) && saved.length === 1);
    const { id, provider, name, regions } = saved[0] as Record<string, unknown>;
    assert.deepEqual(
      { id, provider, name, regions },
      { id: 'team-beijing', provider: 'huawei', name: NAME, regions: ['la-south-2', 'cn-north-4'] },
    );
    await workbench().screenshot(picture('add account 6 added'));
    assert.notDeepEqual(await placesOf('team-beijing', workbench()), [], 'looking finds what is there');
    assert.deepEqual(await placesOf(accessKeySecret, workbench()), []);
  });

  test('Test Account tells who one is', async () => {
    const { page } = workbench();
    await chooseFromMenu(page, row(page, NAME), 'Test Account');
    await page.locator('.notification-toast').getByText(`Signed in to "${NAME}" as`).waitFor();
    await workbench().screenshot(picture('test account'));
  });

  test('Remove Account asks, then takes away entry, rows and secret', async () => {
    const { page } = workbench();
    const before = await secretsKept(page);
    await chooseFromMenu(page, row(page, NAME), 'Remove Account');
    const text = await (await modal(page)).innerText();
    assert.match(text, new RegExp(`Remove the account "${NAME}"`));
    await workbench().screenshot(picture('remove account'));
    await answerModal(page, 'Cancel');
    assert.ok(await row(page, NAME).isVisible());
    await chooseFromMenu(page, row(page, NAME), 'Remove Account');
    await answerModal(page, 'Remove');
    await row(page, NAME).waitFor({ state: 'detached' });
    await until(async () => (await accountsOnDisk(workbench())) === undefined, 'the entry stays');
    await until(async () => (await secretsKept(page)) < before, 'the secret stays');
  });
});
