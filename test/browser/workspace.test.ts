import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { makeTemporaryFolder } from '../workbench/temporary.ts';
import { widenSideBar } from '../workbench/sideBar.ts';
import { answerModal, option } from './steps/dialogs.ts';
import { labelsOf } from './steps/labels.ts';
import { accountAt, cloudEnvironment } from './steps/ownClouds.ts';
import { makeHostileRepository, TITLE } from './steps/repository.ts';
import { picture, useSandbox, useWorkbench } from './steps/story.ts';
import { until } from '../support/until.ts';
import { chooseFromMenu, openView, row, rows, titleButton } from './steps/view.ts';

/** Several times the interval that the repository asks for. */
const LONG = 1500;

for (const trust of [true, false]) {
  describe(`a hostile repository ${trust ? 'in restricted mode' : 'that is trusted'}`, () => {
    const sandbox = useSandbox(() => ({}));
    const thief = useSandbox(() => ({}));
    let folder = '';
    before(async () => {
      const account = accountAt(thief().origin, 'huawei', { name: 'Thief', regions: ['cn-north-4'] });
      folder = await makeHostileRepository(await makeTemporaryFolder(), account);
    });
    const workbench = useWorkbench(() => ({
      trust,
      folder,
      env: cloudEnvironment,
      settings: {
        'security.workspace.trust.startupPrompt': 'never',
        'backupEncryption.accounts': [
          accountAt(sandbox().origin, 'huawei', { name: 'Own', regions: ['cn-north-4'] }),
        ],
      },
    }));

    test('is opened, and its settings are read', async () => {
      const { page } = workbench();
      await until(async () => (await page.title()).includes(TITLE), 'its settings are not read');
      const restricted = page.locator('.statusbar').getByText('Restricted Mode');
      if (trust) await restricted.waitFor();
      else assert.equal(await restricted.count(), 0);
    });

    test('leaves the accounts of the user as they are, and these work', async () => {
      const { page } = workbench();
      await openView(page);
      await widenSideBar(page, 640);
      await row(page, 'trade-core, encrypted').waitFor();
      await titleButton(page, 'Refresh').waitFor();
      const labels = await labelsOf(rows(page));
      assert.ok(
        labels.every((label) => /\bOwn\b/.test(label)),
        labels.join('\n'),
      );
      await workbench().screenshot(picture(`repository ${trust ? 'restricted' : 'trusted'}`));
    });

    test('triggers nothing: no reading, no sandbox, nothing sent elsewhere', async () => {
      sandbox().clearRequests();
      await setTimeout(LONG);
      assert.deepEqual(sandbox().requests, []);
      assert.deepEqual(thief().requests, []);
      const labels = await labelsOf(rows(workbench().page));
      assert.ok(labels.length > 0 && labels.every((label) => /\bOwn\b/.test(label)));
    });

    test('keeps no one from changing what is theirs', async () => {
      const { page } = workbench();
      await chooseFromMenu(page, row(page, 'risk-engine'), 'Enable Backup Encryption');
      await option(page, 'taurusdb-backups').click();
      await answerModal(page, 'Enable');
      await row(page, 'risk-engine, encrypted').waitFor();
      assert.deepEqual(thief().requests, []);
    });
  });
}
