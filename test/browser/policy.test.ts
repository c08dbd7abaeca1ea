import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Theme } from '../workbench/settings.ts';
import { makeTemporaryFolder } from '../workbench/temporary.ts';
import { until } from '../support/until.ts';
import { questionBox, quickInput } from './steps/dialogs.ts';
import { accountAt, cloudEnvironment } from './steps/ownClouds.ts';
import { picture, useSandbox, useWorkbench } from './steps/story.ts';
import { openView, row } from './steps/view.ts';

const DAY = 86_400_000;
const day = (ahead: number) => new Date(Date.now() + ahead * DAY).toISOString().slice(0, 10);

/** A policy with problems of each kind that a person sees: of instances, exceptions, rules and the file. */
function policy(account: string): string {
  const exception = (rule: string, expires: string) => `  - rule: ${rule}
    instances: [huawei/${account}/cn-north-4/no-such-instance]
    owner: dba@example.com
    reason: Copy that is retired in spring
    expires: ${expires}
`;
  return `# Which databases must have encrypted backups.
version: 1
defaults:
  required: true
  maxAge: 35d
rules:
  - id: production
    match: { account: ${account}, name: "*" }
    require: { encrypted: true }
    severity: high
  - id: elsewhere
    match: { account: nowhere }
    severity: medium
exceptions:
${exception('production', day(-3))}${exception('elsewhere', day(12))}notes: these are no member
`;
}

/** A workspace of two folders, each with a policy of its own. */
async function makeWorkspace(): Promise<string> {
  const parent = await makeTemporaryFolder();
  const folders = ['first', 'second'];
  for (const name of folders) {
    await mkdir(join(parent, name));
    await writeFile(join(parent, name, 'backup-encryption.yaml'), policy('own'));
  }
  const file = join(parent, 'both.code-workspace');
  await writeFile(file, JSON.stringify({ folders: folders.map((path) => ({ path })) }));
  return file;
}

async function openPolicy(page: Page, folder: string): Promise<void> {
  await page.keyboard.press('Control+P');
  const box = quickInput(page).getByRole('textbox');
  await box.fill(`${folder}/backup-encryption.yaml`);
  await quickInput(page)
    .getByRole('option', { name: /backup-encryption\.yaml/ })
    .first()
    .waitFor();
  await box.press('Enter');
  await page.locator('.editor-instance .view-line').first().waitFor();
}

const lens = (page: Page, words: RegExp) =>
  page.locator('.codelens-decoration').filter({ hasText: words }).first();

for (const theme of ['dark', 'light', 'hc'] satisfies Theme[]) {
  describe(`policies in two folders, restricted mode, ${theme}`, () => {
    const sandbox = useSandbox(() => ({}));
    let folder = '';
    before(async () => {
      folder = await makeWorkspace();
    });
    const workbench = useWorkbench(() => ({
      theme,
      folder,
      trust: true,
      env: cloudEnvironment,
      settings: {
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.banner': 'never',
        'backupEncryption.accounts': [
          accountAt(sandbox().origin, 'huawei', { name: 'Own', regions: ['cn-north-4'] }),
        ],
      },
    }));

    test('have their problems, lenses and counts while nothing is trusted', async () => {
      const { page } = workbench();
      await page.locator('.statusbar').getByText('Restricted Mode').waitFor();
      await openView(page);
      await row(page, 'trade-core, encrypted').waitFor();
      await openPolicy(page, 'first');
      await lens(page, /^\d+ encrypted · (?:\d+ first backup pending · )?\d+ not · \d+ unknown/).waitFor();
      await lens(page, /^expires in 12 days/).waitFor();
      await lens(page, /^expired/).waitFor();
      await page.locator('.squiggly-error').first().waitFor();
      await page.keyboard.press('Control+Shift+M');
      const problems = page.locator('.markers-panel');
      await problems
        .getByText(/The backups of \d+ instances? (is|are) not encrypted/)
        .first()
        .waitFor();
      await until(
        async () => (await problems.getByText('backup-encryption.yaml').count()) >= 2,
        'both folders have problems',
      );
      await workbench().screenshot(picture(`policy ${theme}`));
      assert.ok(sandbox().requests.every(({ changing }) => !changing));
    });

    if (theme !== 'dark') return;

    test('an exception is extended from the light bulb', async () => {
      const { page } = workbench();
      await page
        .locator('.markers-panel')
        .getByText(/This exception has expired/)
        .first()
        .dblclick();
      // The editor takes the focus a while after it has opened at the problem.
      await page.locator('.statusbar').getByText('10 selected').waitFor();
      const fix = page.locator('.action-widget').getByText('Extend exception…');
      await until(async () => {
        await page.keyboard.press('Control+.');
        return fix.waitFor({ timeout: 5000 }).then(
          () => true,
          () => false,
        );
      }, 'the light bulb has the fix');
      await workbench().screenshot(picture('policy fixes'));
      await fix.click();
      const reason = await questionBox(page, 'Why is it acceptable for now?');
      await reason.fill('Needed for the audit');
      await reason.press('Enter');
      const last = await questionBox(page, 'Its last day');
      await last.press('Enter');
      await page
        .locator('.view-line')
        .filter({ hasText: day(90) })
        .first()
        .waitFor();
    });
  });
}
