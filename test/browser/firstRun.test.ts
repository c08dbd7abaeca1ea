import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { runCommand } from '../workbench/palette.ts';
import { widenSideBar } from '../workbench/sideBar.ts';
import { option, quickInput } from './steps/dialogs.ts';
import { labelsOf, textBehind } from './steps/labels.ts';
import { accountsOnDisk, picture, useWorkbench } from './steps/story.ts';
import { until } from '../support/until.ts';
import { openView, row, rows, sideBar, statusItem, titleButton } from './steps/view.ts';

/** An instance's label: name, state, engine, region, account, and perhaps what the state rests on. */
const instanceLabel =
  /^[\w-]+, (encrypted|not encrypted|partly encrypted|not supported|unknown), [\w-]+ [\d.]+, region [\w-]+, account Sandbox: [\w ]+(,|$)/;

const badges = [
  { name: 'orders-prod', state: 'encrypted', badge: '✓' },
  { name: 'inventory-prod', state: 'not encrypted', badge: '!' },
  { name: 'orders-replica', state: 'not supported', badge: '–' },
  { name: 'payroll', state: 'unknown', badge: '?' },
];

const themes = [
  { name: 'dark', theme: 'Dark Modern', mark: 'vs-dark' },
  { name: 'light', theme: 'Light Modern', mark: 'vs' },
  { name: 'high contrast', theme: 'Dark High Contrast', mark: 'hc-black' },
];

async function instanceLabels(page: Page): Promise<string[]> {
  return (await labelsOf(rows(page))).filter((label) => label.includes(', account '));
}

function withState(all: readonly string[], state: string): string[] {
  return all.filter((label) => label.split(', ')[1] === state);
}

describe('the first run', () => {
  const workbench = useWorkbench();

  test('welcomes with two buttons, and nothing pops up', async () => {
    const { page } = workbench();
    await openView(page);
    await sideBar(page).getByRole('button', { name: 'Add Account', exact: true }).waitFor();
    await sideBar(page).getByRole('button', { name: 'Try the Sandbox', exact: true }).waitFor();
    await workbench().screenshot(picture('welcome'));
    assert.equal(await page.locator('.notification-toast').count(), 0);
    assert.equal(await statusItem(page).count(), 0, 'without accounts there is nothing to count');
  });

  test('fills the tree from the sandbox, each state in words', async () => {
    const { page } = workbench();
    await sideBar(page).getByRole('button', { name: 'Try the Sandbox' }).click();
    await row(page, 'payroll, unknown').waitFor();
    await titleButton(page, 'Refresh').waitFor();
    const instances = await instanceLabels(page);
    assert.ok(instances.length >= 24, `only ${instances.length} instances`);
    assert.deepEqual(
      instances.filter((label) => !instanceLabel.test(label)),
      [],
      'labels that do not say name, state, engine, region and account',
    );
    for (const { state } of badges)
      assert.notEqual(withState(instances, state).length, 0, `none is ${state}`);
    assert.equal(await page.locator('.notification-toast').count(), 0);
  });

  test('says the state in the description and by a badge as well', async () => {
    const { page } = workbench();
    for (const { name, state, badge } of badges) {
      const target = row(page, `${name}, ${state}`);
      const description = await target.locator('.label-description').innerText();
      assert.ok(description.startsWith(`${state} · `), description);
      const shown = await textBehind(target.locator('.monaco-decoration-badge'));
      assert.equal(shown, `"${badge}"`, name);
    }
  });

  test('counts in the activity bar and in the status bar, which opens the view', async () => {
    const { page } = workbench();
    const instances = await instanceLabels(page);
    const off = withState(instances, 'not encrypted').length;
    await page
      .getByRole('tab', { name: `Backup Encryption - ${off} instances without encrypted backups` })
      .waitFor();
    const count = (state: string) => withState(instances, state).length;
    const unsupported = count('not supported');
    const share = `${count('encrypted')} of ${instances.length - unsupported} encrypted`;
    const said = `Sandbox: ${share}, ${count('unknown')} unknown, ${unsupported} not supported`;
    const item = statusItem(page);
    await until(async () => (await item.innerText()).trim() === said, 'the status bar does not count right');
    const warnings = page.locator('.statusbar-item.warning-kind').getByRole('button');
    const isWarning = await warnings.filter({ hasText: 'encrypted' }).count();
    assert.equal(isWarning, 1, 'some are not encrypted: warning colour');
    await page.getByRole('tab', { name: /^Explorer/ }).click();
    await row(page, 'orders-prod').waitFor({ state: 'detached' });
    await item.click();
    await row(page, 'orders-prod').waitFor();
  });

  test('has its picture taken in three themes', async () => {
    const { page } = workbench();
    await widenSideBar(page, 720);
    for (const { name, theme, mark } of themes) {
      await runCommand(page, 'Preferences: Color Theme');
      await quickInput(page).getByRole('textbox').fill(theme);
      await option(page, theme).first().click();
      await quickInput(page).waitFor({ state: 'detached' });
      await page.locator(`.monaco-workbench.${mark}`).waitFor();
      await page.mouse.move(1000, 500);
      await workbench().screenshot(picture(`tree ${name}`));
    }
  });

  test('is left without a trace', async () => {
    const { page } = workbench();
    await runCommand(page, 'Backup Encryption: Leave the Sandbox');
    await sideBar(page).getByRole('button', { name: 'Add Account', exact: true }).waitFor();
    assert.equal(await rows(page).count(), 0);
    await statusItem(page).waitFor({ state: 'detached' });
    assert.equal(await accountsOnDisk(workbench()), undefined);
  });
});
