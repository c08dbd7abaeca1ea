import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { runCommand } from '../workbench/palette.ts';
import { option, quickInput } from './steps/dialogs.ts';
import { accountAt, cloudEnvironment } from './steps/ownClouds.ts';
import { picture, useSandbox, useWorkbench } from './steps/story.ts';
import { until } from '../support/until.ts';
import { openView, row, sideBar } from './steps/view.ts';

const STEPS = ['Try the sandbox', 'Add an account', 'See the fleet', 'Encrypt the first backups'];

const themes = [
  { name: 'dark', theme: 'Dark Modern', mark: 'vs-dark' },
  { name: 'light', theme: 'Light Modern', mark: 'vs' },
  { name: 'high contrast', theme: 'Dark High Contrast', mark: 'hc-black' },
];

/** Pictures are beside the steps only where there is room. */
const wide = { width: 1700, height: 1000 };

describe('the walkthrough', () => {
  const sandbox = useSandbox(() => ({}));
  const workbench = useWorkbench(() => ({ env: cloudEnvironment, viewport: wide }));

  function step(title: string): Locator {
    return workbench().page.locator('.getting-started-step').filter({ hasText: title });
  }

  async function doneSteps(): Promise<string[]> {
    const checked = workbench().page.locator('.getting-started-step[aria-checked=true]');
    const texts = await checked.allInnerTexts();
    return STEPS.filter((title) => texts.some((text) => text.includes(title)));
  }

  async function untilDone(...titles: string[]): Promise<void> {
    await until(
      async () => String(await doneSteps()) === String(titles),
      `the steps done are not ${titles.join(', ')}`,
    );
  }

  test('is what the welcome view leads to; showing the view is a step done', async () => {
    const { page } = workbench();
    await openView(page);
    await sideBar(page).getByText('How to Start').click();
    await step('Try the sandbox').waitFor();
    for (const title of STEPS) assert.equal(await step(title).count(), 1, title);
    await step('See the fleet').click();
    await step('See the fleet').getByText('Show the Instances').click();
    await untilDone('See the fleet');
  });

  test('has a picture for every step, in every theme', async () => {
    const { page } = workbench();
    for (const { name, theme, mark } of themes) {
      await runCommand(page, 'Preferences: Color Theme');
      await quickInput(page).getByRole('textbox').fill(theme);
      await option(page, theme).first().click();
      await quickInput(page).waitFor({ state: 'detached' });
      await page.locator(`.monaco-workbench.${mark}`).waitFor();
      for (const title of STEPS) {
        await step(title).click();
        await page.locator('.getting-started-media').waitFor();
        await workbench().screenshot(picture(`walkthrough ${name} ${title}`));
      }
    }
  });

  test('the sandbox is a step done, and no more: its instances are encrypted from the start', async () => {
    const { page } = workbench();
    await step('Try the sandbox').click();
    await step('Try the sandbox').getByText('Try the Sandbox', { exact: true }).click();
    await row(page, 'orders-prod, encrypted').waitFor();
    await untilDone('Try the sandbox', 'See the fleet');
  });

  test('an account of your own with an encrypted instance ends it', async () => {
    const { userDataDir, page } = workbench();
    const file = join(userDataDir, 'User', 'settings.json');
    const settings = JSON.parse(await readFile(file, 'utf8')) as object;
    const account = accountAt(sandbox().origin, 'huawei', { name: 'Beijing', regions: ['cn-north-4'] });
    await writeFile(file, JSON.stringify({ ...settings, 'backupEncryption.accounts': [account] }));
    await workbench().reload();
    await row(page, 'trade-core, encrypted').waitFor();
    await runCommand(page, 'Welcome: Open Walkthrough...');
    await option(page, 'Encrypt the Backups').first().click();
    await untilDone(...STEPS);
    await workbench().screenshot(picture('walkthrough done'));
  });
});
