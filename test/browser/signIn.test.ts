import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { believableFleet } from '../../src/sandbox/fleet.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { SANDBOX_PASSWORD_LOGIN } from '../../src/sandbox/huawei/user.ts';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/users.ts';
import { makeHome } from '../support/logins.ts';
import { widenSideBar } from '../workbench/sideBar.ts';
import { answerModal, modal, option, optionLabels, questionBox, quickInput } from './steps/dialogs.ts';
import { labelsOf } from './steps/labels.ts';
import { accountAt, cloudEnvironment } from './steps/ownClouds.ts';
import { placesOf } from './steps/secrets.ts';
import { accountsOnDisk, picture, useSandbox, useWorkbench } from './steps/story.ts';
import { openView, row, rows, titleButton, tooltipOf } from './steps/view.ts';

const RDS = 'Alibaba Cloud ApsaraDB RDS';
const TAURUSDB = 'Huawei Cloud TaurusDB';
const { accessKeyId, accessKeySecret } = SANDBOX_CREDENTIALS.alibaba;
const TEMPORARY = {
  name: 'visitor',
  accessKeyId: 'STS.SandboxVisitor',
  accessKeySecret: 'VisitorSecretNotReal',
  securityToken: 'VisitorTokenNotReal',
};

/** An account by a role that the keys in the environment may assume. */
function assumed({ origin, state }: Sandbox): object {
  const roleArn = `acs:ram::${state.alibaba.accountId}:role/backup-auditor-role`;
  const credentials = { source: 'assumeRole', roleArn, from: { source: 'environment' } };
  return {
    ...accountAt(origin, 'alibaba', { name: 'Auditor', regions: ['ap-southeast-1'] }),
    credentials,
  };
}

/** An account by the file that the SDKs share. */
function shared({ origin }: Sandbox): object {
  const credentials = { source: 'sharedFile' };
  return {
    ...accountAt(origin, 'huawei', { name: 'Singapore', regions: ['ap-southeast-3'] }),
    credentials,
  };
}

describe('signing in', () => {
  let home = '';
  before(() => {
    home = makeHome();
    mkdirSync(join(home, '.aliyun'));
    writeProfile({ mode: 'AK', access_key_id: accessKeyId, access_key_secret: accessKeySecret });
    const { huawei } = SANDBOX_CREDENTIALS;
    mkdirSync(join(home, '.huaweicloud'));
    const keys = `ak = ${huawei.accessKeyId}\nsk = ${huawei.accessKeySecret}\n`;
    writeFileSync(join(home, '.huaweicloud', 'credentials'), `[basic]\n${keys}`);
  });
  after(() => {
    rmSync(home, { recursive: true, force: true });
  });
  const sandbox = useSandbox(() => {
    const fleet = believableFleet(Date.now());
    fleet.alibaba.users.push(TEMPORARY);
    return { fleet };
  });
  const workbench = useWorkbench(() => ({
    // Rows further down are not drawn, and here are many accounts.
    viewport: { width: 1280, height: 1500 },
    env: { HOME: home, ...cloudEnvironment },
    settings: {
      'backupEncryption.accounts': [
        assumed(sandbox()),
        shared(sandbox()),
        accountAt(sandbox().origin, 'alibaba', { name: 'Keys', regions: ['eu-central-1'] }),
      ],
    },
  }));

  function writeProfile(profile: object, others: readonly object[] = []): void {
    const configuration = { current: 'prod', profiles: [{ name: 'prod', ...profile }, ...others] };
    writeFileSync(join(home, '.aliyun', 'config.json'), JSON.stringify(configuration));
  }

  async function answer(question: string, text?: string): Promise<void> {
    const box = await questionBox(workbench().page, question);
    if (text !== undefined) await box.fill(text);
    await box.press('Enter');
  }

  /** Chooses a cloud whose every service is the sandbox. */
  async function chooseSandbox(cloud: string, services: readonly string[]): Promise<void> {
    const { page } = workbench();
    await titleButton(page, 'Add Account…').click();
    await option(page, `${cloud}, at my own endpoints`).click();
    await answer(`Endpoint of ${services[0]}`, sandbox().origin);
    for (const service of services.slice(1)) await answer(`Endpoint of ${service}`);
  }

  async function chooseRegion(label: string): Promise<void> {
    const { page } = workbench();
    await option(page, label).click();
    await quickInput(page).getByRole('button', { name: 'OK', exact: true }).click();
  }

  test('a role is assumed, and the file of the SDKs is read; both rows tell who that is', async () => {
    const { page } = workbench();
    await openView(page);
    await widenSideBar(page, 640);
    const role = row(page, `Auditor, ${RDS}`);
    await role.getByText('assumed-role/backup-auditor-role/backup-encryption').waitFor();
    await role.getByText(/until \d{4}-\d\d-\d\d/).waitFor();
    await row(page, 'billing-prod, encrypted').waitFor();
    await row(page, 'sg-orders-prod, encrypted').waitFor();
    assert.match(
      (await labelsOf(row(page, `Singapore, ${TAURUSDB}`)))[0] ?? '',
      /encrypted.*, cloud account \w{4}…\w{4}/,
    );
    await workbench().screenshot(picture('sign in 0 role and file'));
  });

  test('what is on this machine is offered first, by name and the tail of the key id', async () => {
    const { page } = workbench();
    await titleButton(page, 'Add Account…').click();
    await option(page, 'prod, profile of the command line').waitFor();
    const found = (await optionLabels(page)).find((label) => label.startsWith('prod')) ?? '';
    assert.match(found, /^prod, profile of the command line · …eyId · Alibaba/);
    await workbench().screenshot(picture('sign in 1 found'));
    await page.keyboard.press('Escape');
  });

  test('a profile signs in at a private cloud, in all regions', async () => {
    const { page } = workbench();
    await chooseSandbox(RDS, ['rds', 'kms', 'sts']);
    await option(page, 'prod, profile of the command line').waitFor();
    await workbench().screenshot(picture('sign in 2 ways'));
    await option(page, 'prod, profile of the command line').click();
    assert.equal(await (await questionBox(page, 'A name for the account')).inputValue(), 'prod');
    await answer('A name for the account');
    await chooseRegion('All regions');
    await row(page, `prod, ${RDS}`).waitFor();
    await row(page, 'region ap-southeast-1').waitFor();
    await row(page, 'region cn-hangzhou').waitFor();
    assert.equal(await row(page, 'region cn-shanghai').count(), 0, 'empty regions are hidden');
    const saved = ((await accountsOnDisk(workbench())) as Record<string, unknown>[]).at(-1);
    assert.deepEqual(saved?.['credentials'], { source: 'cliProfile', profile: 'prod' });
    assert.deepEqual(saved['regions'], ['*']);
    await workbench().screenshot(picture('sign in 3 profile'));
  });

  test('the account tells who signed in', async () => {
    const { page } = workbench();
    const tooltip = await tooltipOf(page, row(page, `prod, ${RDS}`));
    const { accountId } = sandbox().state.alibaba;
    await tooltip.getByText(`Signed in as: acs:ram::${accountId}:user/backup-auditor`).waitFor();
    await tooltip.getByText('Same user as: Keys').waitFor();
    await workbench().screenshot(picture('sign in 4 identity'));
  });

  test('a profile that changes is taken up by itself', async () => {
    const { page } = workbench();
    writeProfile({ mode: 'AK', access_key_id: accessKeyId, access_key_secret: 'MistypedSecretNotReal' });
    await row(page, `prod, ${RDS}, `.slice(0, -2)).getByText('credentials refused').waitFor();
    writeFileSync(
      join(home, '.aliyun', 'config.json'),
      '{"profiles":[{"access_key_secret":"BrokenSecretNotReal"',
    );
    await rows(page).getByText('It is not a configuration of the Aliyun CLI').first().waitFor();
    await workbench().screenshot(picture('sign in 5 broken profile'));
    writeProfile({ mode: 'AK', access_key_id: accessKeyId, access_key_secret: accessKeySecret });
    await row(page, `prod, ${RDS}`).getByText('credentials').waitFor({ state: 'detached' });
  });

  test("a profile's program runs only after it was allowed in a dialog that shows it", async () => {
    const { page } = workbench();
    const printed = { mode: 'AK', access_key_id: accessKeyId, access_key_secret: accessKeySecret };
    writeFileSync(join(home, 'print.cjs'), `console.log(${JSON.stringify(JSON.stringify(printed))})`);
    const command = `${process.execPath} ${join(home, 'print.cjs')}`;
    writeProfile({ mode: 'External', process_command: command });
    await rows(page).getByText('Allow Program…').click();
    assert.ok((await (await modal(page)).innerText()).includes(command));
    await workbench().screenshot(picture('sign in 6 program'));
    await answerModal(page, 'Allow');
    await rows(page).getByText('Allow Program…').waitFor({ state: 'detached' });
  });

  test('Add Account asks for the word before it runs a program, and goes on', async () => {
    const { page } = workbench();
    const script = join(home, 'print once more.cjs');
    writeFileSync(script, readFileSync(join(home, 'print.cjs')));
    const command = `"${process.execPath}" "${script}"`;
    writeProfile({ mode: 'AK', access_key_id: accessKeyId, access_key_secret: accessKeySecret }, [
      { name: 'tool', mode: 'External', process_command: command },
    ]);
    await chooseSandbox(RDS, ['rds', 'kms', 'sts']);
    await option(page, 'tool, profile of the command line').click();
    await answer('A name for the account');
    assert.ok((await (await modal(page)).innerText()).includes(command));
    await answerModal(page, 'Allow');
    await chooseRegion('eu-central-1');
    await row(page, `tool, ${RDS}`).waitFor();
    assert.equal(await row(page, `tool, ${RDS}`).getByText('credentials').count(), 0);
    await workbench().screenshot(picture('sign in 6 program in steps'));
  });

  test('a temporary key with its token and its end', async () => {
    const { page } = workbench();
    await chooseSandbox(RDS, ['rds', 'kms', 'sts']);
    await option(page, 'Temporary access key').click();
    await answer('A name for the account', 'Visitor');
    await answer('AccessKey ID', TEMPORARY.accessKeyId);
    await answer('AccessKey Secret', TEMPORARY.accessKeySecret);
    await answer('Expiration time', '2099-12-31T18:00Z');
    const token = await questionBox(page, 'Security token');
    assert.equal(await token.getAttribute('type'), 'password');
    await answer('Security token', TEMPORARY.securityToken);
    await chooseRegion('eu-central-1');
    const tooltip = await tooltipOf(page, row(page, `Visitor, ${RDS}`));
    await tooltip.getByText('2099-12-31 18:00 UTC').waitFor();
    await workbench().screenshot(picture('sign in 7 temporary'));
  });

  test('a user with a password; a wrong one is refused before anything is saved', async () => {
    const { page } = workbench();
    const { domain, user, password } = SANDBOX_PASSWORD_LOGIN;
    await chooseSandbox(TAURUSDB, ['taurusdb', 'iam', 'kms']);
    await option(page, 'User and password').click();
    await answer('A name for the account', 'Beijing');
    await answer('Account name', domain);
    await answer('User name', user);
    const box = await questionBox(page, 'Password');
    assert.equal(await box.getAttribute('type'), 'password');
    await answer('Password', 'MistypedPasswordNotReal');
    await quickInput(page)
      .getByText(/credentials refused/)
      .waitFor();
    await workbench().screenshot(picture('sign in 8 password refused'));
    await answer('Password', password);
    await chooseRegion('cn-north-4');
    await row(page, `Beijing, ${TAURUSDB}`).waitFor();
    await row(page, 'trade-core, encrypted').waitFor();
    await workbench().screenshot(picture('sign in 9 password'));
  });

  test('no secret of all this stands in a file, on the page or in the storage of the browser', async () => {
    const { password } = SANDBOX_PASSWORD_LOGIN;
    const secrets = [accessKeySecret, TEMPORARY.accessKeySecret, TEMPORARY.securityToken, password];
    for (const secret of [...secrets, 'BrokenSecretNotReal', 'MistypedPasswordNotReal']) {
      assert.deepEqual(await placesOf(secret, workbench()), [], secret);
    }
  });
});
