import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SANDBOX_REGIONS } from '../../src/sandbox/fleet.ts';
import { buildFleet } from '../../src/sandbox/largeFleet.ts';
import { widenSideBar } from '../workbench/sideBar.ts';
import { answerModal, modal, option, quickInput } from './steps/dialogs.ts';
import { labelsOf } from './steps/labels.ts';
import { accountAt, cloudEnvironment } from './steps/ownClouds.ts';
import { picture, useSandbox, useWorkbench } from './steps/story.ts';
import { until } from '../support/until.ts';
import { chooseFromMenu, openView, row, rows, sideBar, statusItem, titleButton } from './steps/view.ts';

const HALF = 5_000;
/** Milliseconds: reading ten thousand instances on a busy machine. */
const PATIENCE = 900_000;

describe('ten thousand instances', () => {
  const sandbox = useSandbox(() => ({ fleet: buildFleet({ alibaba: HALF, huawei: HALF }) }));
  const workbench = useWorkbench(() => {
    const entry = (provider: 'alibaba' | 'huawei', name: string) =>
      accountAt(sandbox().origin, provider, { name, regions: SANDBOX_REGIONS[provider] });
    return {
      env: cloudEnvironment,
      settings: {
        'backupEncryption.concurrency': 32,
        'backupEncryption.refreshInterval': 0,
        'backupEncryption.accounts': [entry('huawei', 'Beijing'), entry('alibaba', 'Hangzhou')],
      },
    };
  });

  const page = () => workbench().page;
  const instances = () => rows(page()).and(page().locator('[aria-label*=", account "]'));
  const asked = () => sandbox().requests.filter(({ changing }) => changing).length;

  async function type(words: string): Promise<void> {
    await quickInput(page()).getByRole('textbox').pressSequentially(words, { delay: 30 });
  }

  async function groupBy(what: string): Promise<void> {
    await workbench().runCommand('Backup Encryption: Group By…');
    await option(page(), what).click();
  }

  test('are read in a stream that says how far it has come; the rows above them start closed', async () => {
    await openView(page());
    await widenSideBar(page(), 640);
    await sideBar(page())
      .getByText(/[\d,]+ of [\d,]+ read/)
      .waitFor();
    await workbench().screenshot(picture('fleet size reading'));
    await titleButton(page(), 'Refresh').waitFor({ timeout: PATIENCE });
    assert.match(await statusItem(page()).innerText(), /\d,\d{3} of \d,\d{3} encrypted, .*not supported/);
    assert.equal(await instances().count(), 0);
    const [beijing = '', hangzhou = '', ...others] = await labelsOf(rows(page()));
    assert.match(beijing, /^Beijing, Huawei Cloud TaurusDB, \d,\d{3} of [45],\d{3} encrypted/);
    assert.match(hangzhou, /^Hangzhou, Alibaba Cloud ApsaraDB RDS, \d,\d{3} of [345],\d{3} encrypted/);
    assert.deepEqual(others, []);
  });

  test('scroll', async () => {
    await row(page(), 'Beijing').click();
    await row(page(), 'region cn-north-4').click();
    const first = row(page(), 'identity-archive-31');
    await first.waitFor();
    for (let screen = 0; screen < 5; screen += 1) await page().keyboard.press('PageDown');
    await until(async () => (await first.count()) === 0, 'the rows do not scroll');
    assert.ok((await instances().count()) > 20, 'the screen is full of rows');
    await workbench().screenshot(picture('fleet size scrolled'));
    await page().keyboard.press('Home');
    await row(page(), 'Beijing').waitFor();
  });

  test('are filtered while somebody types', async () => {
    await titleButton(page(), 'Filter…').click();
    await type('orders-prod-1');
    await sideBar(page())
      .getByText(/^Showing \d+ of 10,000 · filter: "orders-prod-1"$/)
      .waitFor();
    await type('1 beijing');
    await until(async () => {
      const labels = await labelsOf(instances());
      return (
        labels.length > 0 && labels.every((label) => /^orders-prod-11\d*, .*account Beijing/.test(label))
      );
    }, 'the tree does not answer');
    await workbench().screenshot(picture('fleet size filter'));
    await page().keyboard.press('Enter');
    await quickInput(page()).waitFor({ state: 'detached' });
    await titleButton(page(), 'Clear Filter').waitFor();
  });

  test('of which none fits a filter: a sentence says so', async () => {
    await workbench().runCommand('Backup Encryption: Filter…');
    await type(' nowhere');
    await sideBar(page()).getByText('No instances match the filter').waitFor();
    await workbench().screenshot(picture('fleet size nothing fits'));
    await page().keyboard.press('Escape');
    await sideBar(page())
      .getByText(/^Showing \d+ of 10,000 · filter: "orders-prod-11 beijing"$/)
      .waitFor();
  });

  test('let one be switched on in the middle of a refresh', async () => {
    const off = instances().and(page().locator('[aria-label*=", not encrypted, "]'));
    const wanted = (await off.first().getAttribute('aria-label'))?.split(',')[0] ?? '';
    sandbox().faults.add({ match: { provider: 'alibaba' }, effect: { kind: 'latency', ms: 400 } });
    await titleButton(page(), 'Refresh').click();
    await titleButton(page(), 'Cancel Refresh').waitFor();
    await chooseFromMenu(page(), row(page(), wanted), 'Enable Backup Encryption');
    await option(page(), 'taurusdb-backups').click();
    await answerModal(page(), 'Enable');
    await row(page(), `${wanted}, encrypted`).waitFor();
    assert.ok(await titleButton(page(), 'Cancel Refresh').isVisible(), 'the refresh still goes on');
    await workbench().screenshot(picture('fleet size enabled while reading'));
    await titleButton(page(), 'Cancel Refresh').click();
    sandbox().faults.clear();
    await titleButton(page(), 'Clear Filter').click();
  });

  test('grouped by state begin with those that are not encrypted', async () => {
    await groupBy('State');
    await until(
      async () => /^not encrypted, [\d,]+ instances/.test((await labelsOf(rows(page())))[0] ?? ''),
      'they are not grouped by state',
    );
    await workbench().screenshot(picture('fleet size by state'));
    await row(page(), 'not encrypted').click();
    await instances().first().waitFor();
  });

  test('let a selection of many be reviewed, confirmed once, and looked at afterwards', async () => {
    sandbox().clearRequests();
    await workbench().runCommand('Backup Encryption: Filter…');
    await quickInput(page()).getByRole('textbox').fill('loyalty-archive beijing cn-north-4');
    await page().keyboard.press('Enter');
    await until(
      async () => (await labelsOf(instances()))[0]?.startsWith('loyalty-archive') ?? false,
      'the filter does not answer',
    );
    await instances().first().click();
    await instances()
      .nth(12)
      .click({ modifiers: ['Shift'] });
    await chooseFromMenu(page(), instances().first(), 'Enable Backup Encryption');
    await option(page(), 'taurusdb-backups').click();
    const dialog = await modal(page());
    const text = await dialog.innerText();
    assert.match(text, /on 13 instances\?/);
    assert.match(
      text,
      /13 instances: Account "Beijing", Huawei Cloud TaurusDB, cn-north-4 with key taurusdb-backups/,
    );
    assert.match(text, /never again be restored to an existing instance/);
    await workbench().screenshot(picture('fleet size confirm'));
    await answerModal(page(), 'Show Review');
    const editor = page().locator('.editor-container .view-lines');
    await editor.getByText('To be changed: 13 instances').waitFor();
    await workbench().screenshot(picture('fleet size review'));
    assert.equal(asked(), 0);
    await option(page(), 'Continue…').click();
    await answerModal(page(), 'Enable');
    await page().getByRole('button', { name: 'Show Summary' }).click({ timeout: PATIENCE });
    await editor.getByText('Changed: 13 instances').waitFor();
    await workbench().screenshot(picture('fleet size summary'));
    assert.equal(asked(), 13);
  });

  test('are grouped and filtered as before after a restart', async () => {
    await workbench().reload();
    await sideBar(page())
      .getByText(/of 10,000 · filter: "loyalty-archive beijing cn-north-4"/)
      .waitFor();
    await row(page(), 'not encrypted').waitFor();
    await titleButton(page(), 'Clear Filter').click();
    await titleButton(page(), 'Clear Filter').waitFor({ state: 'detached' });
  });
});
