import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Frame } from 'playwright-core';
import { FORMATS, FORMAT_NAMES, type FormatName } from '../../src/report/formats.ts';
import { verifyReport } from '../../src/report/integrity.ts';
import type { Report } from '../../src/report/report.ts';
import { believableFleet } from '../../src/sandbox/fleet.ts';
import { formatLabel } from '../../src/texts/reportFormats.ts';
import { soon, until } from '../support/until.ts';
import { message, option, quickInput } from './steps/dialogs.ts';
import { accountAt, cloudEnvironment } from './steps/ownClouds.ts';
import { picture, useSandbox, useWorkbench } from './steps/story.ts';
import { chooseFromSubmenu, openView, row, titleButton } from './steps/view.ts';

const EXPORT = 'Backup Encryption: Export Report…';

describe('reports', () => {
  const sandbox = useSandbox(() => ({ fleet: believableFleet(Date.now()) }));
  const workbench = useWorkbench(() => ({
    env: cloudEnvironment,
    settings: {
      'backupEncryption.accounts': [
        accountAt(sandbox().origin, 'huawei', { name: 'Trading', regions: ['cn-north-4'] }),
        accountAt(sandbox().origin, 'alibaba', { name: 'Shop', regions: ['cn-hangzhou', 'eu-central-1'] }),
      ],
    },
  }));
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backup-encryption-report-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Exports through the real dialogs: what about, in which format, to which file. */
  async function exportAs(scope: string, format: FormatName, file: string): Promise<void> {
    const { page } = workbench();
    await workbench().runCommand(EXPORT);
    await option(page, scope).click();
    // Rows further down are not drawn.
    await quickInput(page).getByPlaceholder('In which format?').fill(formatLabel(format));
    await option(page, formatLabel(format)).first().click();
    const box = quickInput(page).getByRole('textbox');
    await until(
      async () => (await box.inputValue()).includes('backup-encryption-report-'),
      'no name is proposed',
    );
    await box.fill(file);
    // The dialog ignores what is pressed while it still lists the folder.
    await until(async () => {
      if (await box.isVisible()) await box.press('Enter', { timeout: 2000 }).catch(() => undefined);
      return !(await box.isVisible());
    }, 'the dialog does not take the name');
  }

  async function written(file: string): Promise<string> {
    let text = '';
    await until(async () => {
      text = await readFile(file, 'utf8').catch(() => '');
      return text !== '';
    }, `${file} is not written`);
    return text;
  }

  test('each format is exported through the dialogs, whole', async () => {
    const { page } = workbench();
    await openView(page);
    await row(page, 'trade-core, encrypted').waitFor();
    await titleButton(page, 'Refresh').waitFor();
    for (const format of FORMAT_NAMES) {
      const file = join(folder, `report.${FORMATS[format].extension}`);
      await exportAs('All accounts', format, file);
      const text = await written(file);
      assert.ok(format === 'prometheus' || text.includes('inventory-prod'), format);
    }
    await workbench().screenshot(picture('report exported'));
    const report = await written(join(folder, 'report.json'));
    assert.deepEqual(verifyReport(report), []);
    assert.equal((JSON.parse(report) as Report).completeness.complete, false, 'payroll may not be read');
  });

  test('one account, and only that', async () => {
    const file = join(folder, 'trading.json');
    await exportAs('Trading', 'json', file);
    const { accounts, rows, scope } = JSON.parse(await written(file)) as Report;
    assert.deepEqual(
      accounts.map(({ name }) => name),
      ['Trading'],
    );
    assert.ok(rows.every(({ accountName }) => accountName === 'Trading'));
    assert.ok(scope.outside > 0);
  });

  test('a file that cannot be written is told, and there is no half of it', async () => {
    const { page } = workbench();
    // Of the system's own: nobody can make a file there.
    await exportAs('All accounts', 'json', '/proc/report.json');
    await message(page, '/proc/report.json cannot be written').waitFor();
    await assert.rejects(readFile('/proc/report.json'));
  });

  test('Open Report shows the page in a panel that runs no script', async () => {
    const { page } = workbench();
    await workbench().runCommand('Backup Encryption: Open Report');
    let shown: Frame | undefined;
    await until(async () => {
      for (const frame of page.frames()) {
        const found = await frame
          .locator('h1', { hasText: 'instances fail' })
          .count()
          .catch(() => 0);
        if (found > 0) shown = frame;
      }
      return shown !== undefined;
    }, 'no panel shows the report');
    assert.ok(shown);
    assert.equal(await shown.locator('script').count(), 0);
    const element = await shown.frameElement();
    assert.doesNotMatch((await element.getAttribute('sandbox')) ?? '', /allow-scripts/);
    await workbench().screenshot(picture('report panel'));
    await workbench().runCommand('View: Close All Editors');
  });

  test('Copy As puts a row, its evidence or Markdown on the clipboard', async () => {
    const { page } = workbench();
    for (const [entry, expected] of [
      [
        'Copy as Row',
        /^inventory-prod\trm-\w+\tnot encrypted\tMySQL 8\.0\tcn-hangzhou\tShop\tAs of the backup/,
      ],
      ['Copy Evidence', /"source": "backup-set"[^]*"requestId": "[0-9A-F-]{36}"/],
      ['Copy as Markdown', /^\| Verdict \|[^]*\| \*\*fail\*\* \| `inventory-prod`/],
      ['Copy Instance ID', /^rm-\w+$/],
    ] as const) {
      // A menu goes, and nothing is chosen, when the tree is drawn anew meanwhile.
      await until(async () => {
        await chooseFromSubmenu(page, row(page, 'inventory-prod, not encrypted'), 'Copy As', entry);
        return soon(async () => expected.test(await page.evaluate<string>('navigator.clipboard.readText()')));
      }, `${entry} is not on the clipboard`);
    }
  });
});
