/** What becomes of states: told once, on the rows, found by the filter, and in a document with who did it. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { takeBackup } from '../../src/sandbox/alibaba/backupSets.ts';
import { soon, until } from '../support/until.ts';
import { widenSideBar } from '../workbench/sideBar.ts';
import { huaweiInstance, named } from './steps/changeFleet.ts';
import { answerMessage, answerModal, message, option, quickInput } from './steps/dialogs.ts';
import { labelsOf } from './steps/labels.ts';
import { accountAt, cloudEnvironment } from './steps/ownClouds.ts';
import { picture, useSandbox, useWorkbench } from './steps/story.ts';
import { chooseFromMenu, openView, row, rows, sideBar, titleButton } from './steps/view.ts';

const MINUTE = 60_000;
const TOLD = 'The evidence of orders-prod contradicts itself. trade-core is no longer encrypted.';

/** Waits until a row's spoken label says this. */
async function saysOfItself(target: Locator, what: RegExp): Promise<void> {
  await until(async () => what.test((await target.getAttribute('aria-label')) ?? ''), `a row says ${what}`);
}

describe('history and drift', () => {
  const sandbox = useSandbox(() => ({}));
  const workbench = useWorkbench(() => ({
    env: cloudEnvironment,
    settings: {
      'backupEncryption.accounts': [
        accountAt(sandbox().origin, 'huawei', { name: 'Beijing', regions: ['cn-north-4'] }),
        accountAt(sandbox().origin, 'alibaba', { name: 'Hangzhou', regions: ['cn-hangzhou'] }),
      ],
    },
  }));

  /** Presses *Refresh*, and waits until all is read. */
  async function refresh(): Promise<void> {
    const { page } = workbench();
    sandbox().clearRequests();
    // A button that is drawn anew under the pointer is not pressed.
    await until(async () => {
      await titleButton(page, 'Refresh').click();
      return soon(() => sandbox().requests.length > 0);
    }, 'nothing is read');
    await titleButton(page, 'Refresh').waitFor();
  }

  /** Two backups without encryption, although the switch can never be off again. */
  function backUpPlainly(name: string): void {
    const instance = named(sandbox().state.alibaba.instances.values(), name);
    for (const ago of [180 * MINUTE, 60 * MINUTE]) {
      const endedAt = Date.now() - ago;
      takeBackup(instance, endedAt, { startedAt: endedAt - MINUTE, encryption: '{}' });
    }
  }

  async function documentOf(name: string, command: string): Promise<string> {
    const { page } = workbench();
    const editor = page.locator('.editor-group-container .view-lines').filter({ hasText: name });
    // A tree that is drawn anew while its menu is open forgets which row that was for: then the command asks.
    await until(async () => {
      await page.keyboard.press('Escape');
      await chooseFromMenu(page, row(page, name), command);
      return soon(() => editor.isVisible());
    }, `"${command}" opens no document`);
    return (await editor.innerText()).replaceAll(/\s+/g, ' ');
  }

  test('a first reading tells nobody anything', async () => {
    const { page } = workbench();
    await openView(page);
    await widenSideBar(page, 640);
    await row(page, 'trade-core, encrypted').waitFor();
    await titleButton(page, 'Refresh').waitFor();
    assert.equal(await page.locator('.notification-toast').count(), 0);
  });

  test('what got worse behind our back is told in one message, drift apart from contradiction', async () => {
    const { page } = workbench();
    huaweiInstance(sandbox().state, 'trade-core').encryption.status = 'off';
    backUpPlainly('orders-prod');
    await refresh();
    await message(page, TOLD).waitFor();
    assert.equal(await page.locator('.notification-toast').count(), 1);
    await workbench().screenshot(picture('drift told'));
    // A row says its state first, and what the history makes of it once that is written.
    await saysOfItself(row(page, 'trade-core, not encrypted'), /drift: no longer encrypted/);
    await saysOfItself(row(page, 'orders-prod, unknown'), /evidence contradicts itself/);
    const contradiction = (await row(page, 'orders-prod, unknown').getAttribute('aria-label')) ?? '';
    assert.doesNotMatch(contradiction, /drift/);
  });

  test('Show filters the rows for it', async () => {
    const { page } = workbench();
    await answerMessage(page, TOLD, 'Show');
    await sideBar(page).getByText('Showing 2 of').waitFor();
    await row(page, 'trade-history').waitFor({ state: 'detached' });
    const instances = (await labelsOf(rows(page))).filter((label) => label.includes(', account '));
    assert.deepEqual(instances.map((label) => label.split(',')[0]).toSorted(), ['orders-prod', 'trade-core']);
    await workbench().screenshot(picture('drift filtered'));
    await titleButton(page, 'Clear Filter').click();
    await row(page, 'trade-history').waitFor();
  });

  test('the filter offers it by name, and what changed today', async () => {
    const { page } = workbench();
    await titleButton(page, 'Filter…').click();
    await option(page, 'changed today').waitFor();
    await workbench().screenshot(picture('filter with drift'));
    await option(page, 'drift').click();
    await quickInput(page).getByText('1 of').waitFor();
    await page.keyboard.press('Escape');
    await quickInput(page).waitFor({ state: 'hidden' });
  });

  test('it is not told again, neither after a refresh nor after a restart', async () => {
    const { page } = workbench();
    await refresh();
    assert.equal(await message(page, 'no longer encrypted').count(), 0);
    await workbench().reload();
    await openView(page);
    await row(page, 'trade-core, not encrypted').waitFor();
    await refresh();
    const label = (await row(page, 'trade-core, not encrypted').getAttribute('aria-label')) ?? '';
    assert.match(label, /drift: no longer encrypted/);
    assert.equal(await message(page, 'no longer encrypted').count(), 0);
  });

  test('it is told to nobody who wants it quiet, and stands on the row', async () => {
    const { page, userDataDir } = workbench();
    const file = join(userDataDir, 'User', 'settings.json');
    const settings = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...settings, 'backupEncryption.notifyOnDrift': false }));
    await workbench().reload();
    await openView(page);
    await row(page, 'trade-history, encrypted').waitFor();
    await titleButton(page, 'Refresh').waitFor();
    huaweiInstance(sandbox().state, 'trade-history').encryption.status = 'off';
    const drifted = row(page, 'trade-history, not encrypted');
    // The first refresh after a start may have read it before.
    await until(async () => {
      await refresh();
      return drifted.isVisible();
    }, 'the row tells what was done behind our back');
    await saysOfItself(drifted, /drift: no longer encrypted/);
    assert.equal(await message(page, 'no longer encrypted').count(), 0);
  });

  test('Show History tells a change of ours from one behind our back, each with its evidence', async () => {
    const { page } = workbench();
    const elsewhere = await documentOf('trade-core', 'Show History');
    assert.match(elsewhere, /UTC · encrypted → not encrypted · elsewhere reported by the cloud/);
    assert.match(elsewhere, /UTC · encrypted \(first seen\) reported by the cloud seen .* UTC request \S+/);
    await workbench().screenshot(picture('history of a change elsewhere'));
    huaweiInstance(sandbox().state, 'trade-history').encryption.status = 'on';
    await refresh();
    await row(page, 'trade-history, encrypted').waitFor();
    await chooseFromMenu(page, row(page, 'trade-history'), 'Disable Backup Encryption');
    await answerModal(page, 'Disable');
    await row(page, 'trade-history, not encrypted').waitFor();
    await refresh();
    const ours = await documentOf('trade-history', 'Show History');
    assert.match(
      ours,
      /UTC · encrypted → not encrypted · by this extension .*asked for by \S+ on this computer/,
    );
    assert.match(ours, /UTC · not encrypted → encrypted · elsewhere/);
    await workbench().screenshot(picture('history of a change of ours'));
    const label = (await row(page, 'trade-history, not encrypted').getAttribute('aria-label')) ?? '';
    assert.doesNotMatch(label, /drift/);
  });

  test('Show Evidence has what a state rests on and how to check it by hand', async () => {
    const text = await documentOf('inventory-prod', 'Show Evidence');
    assert.match(text, /call DescribeBackups \(rds, version 2014-08-15\) request \S+/);
    assert.match(text, /How to check it by hand Call DescribeBackups/);
    await workbench().screenshot(picture('evidence'));
  });
});
