import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { widenSideBar } from '../workbench/sideBar.ts';
import { huaweiInstance } from './steps/changeFleet.ts';
import { option, questionBox, quickInput } from './steps/dialogs.ts';
import { labelsOf } from './steps/labels.ts';
import { accountAt, cloudEnvironment } from './steps/ownClouds.ts';
import { auditor, fleetToRead, hostileName } from './steps/readFleet.ts';
import { placesOf } from './steps/secrets.ts';
import { picture, useSandbox, useWorkbench } from './steps/story.ts';
import { atOnce } from '../support/atOnce.ts';
import { until } from '../support/until.ts';
import { openView, row, rows, sideBar, titleButton, tooltipOf } from './steps/view.ts';

const HUAWEI_ROWS = 9;

describe('reading', () => {
  const sandbox = useSandbox(() => ({ fleet: fleetToRead() }));
  const workbench = useWorkbench(() => ({
    env: cloudEnvironment,
    settings: {
      'backupEncryption.accounts': [
        accountAt(sandbox().origin, 'huawei', { name: 'Beijing', regions: ['cn-north-4'] }),
        accountAt(sandbox().origin, 'alibaba', {
          name: 'Hangzhou',
          regions: ['cn-hangzhou'],
          source: 'secretStorage',
        }),
        { id: 'odd', provider: 'nimbus', name: 'Odd entry', regions: ['cn-north-4'] },
      ],
    },
  }));

  function ofBeijing() {
    return rows(workbench().page).and(workbench().page.locator('[aria-label*=", account Beijing"]'));
  }

  test('an entry that does not fit is a row that says why and leads to the settings', async () => {
    const { page } = workbench();
    await openView(page);
    await widenSideBar(page, 640);
    await row(page, 'Odd entry').getByText('invalid settings').waitFor();
    await row(page, 'trade-core, encrypted').waitFor();
    const advice = row(page, 'Provider "nimbus" is not known.');
    await advice.waitFor();
    await workbench().screenshot(picture('problem rows'));
    await advice.getByText('Open Settings').click();
    const editor = page.locator('.monaco-editor').filter({ hasText: 'backupEncryption.accounts' });
    await editor.waitFor();
    await workbench().screenshot(picture('settings opened'));
    // Some versions of VS Code show the settings as a dialog over the rest.
    await until(async () => {
      await page.keyboard.press('Escape');
      return (await page.locator('.monaco-modal-editor-block').count()) === 0;
    }, 'the settings do not close');
  });

  test('an account without credentials leads to Set Credentials, which tries them first', async () => {
    const { page } = workbench();
    await row(page, 'Hangzhou').getByText('no usable credentials').waitFor();
    assert.deepEqual(
      sandbox().requests.filter(({ provider }) => provider === 'alibaba'),
      [],
      'nothing is sent without credentials',
    );
    await sideBar(page).getByText('Set Credentials…').click();
    await option(page, 'Access key').click();
    const keyId = await questionBox(page, 'AccessKey ID');
    await keyId.fill(auditor.accessKeyId);
    await keyId.press('Enter');
    const secret = await questionBox(page, 'AccessKey Secret');
    assert.equal(await secret.getAttribute('type'), 'password');
    await secret.fill('NotTheAuditorsSecret');
    await secret.press('Enter');
    await quickInput(page).getByText('SignatureDoesNotMatch').waitFor();
    await workbench().screenshot(picture('set credentials refused'));
    assert.ok(await row(page, 'Hangzhou').getByText('no usable credentials').isVisible());
    await secret.fill(auditor.accessKeySecret);
    await secret.press('Enter');
    await row(page, 'orders-prod, encrypted').waitFor();
    assert.deepEqual(await placesOf(auditor.accessKeySecret, workbench()), []);
  });

  test('a tooltip shows the evidence', async () => {
    const { page } = workbench();
    const tooltip = await tooltipOf(page, row(page, 'orders-prod'));
    const text = (await tooltip.innerText()).replaceAll(/\s+/g, ' ');
    assert.match(text, /Evidence: as of the backup of \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    assert.match(text, /Seen: \d{4}-\d\d-\d\d \d\d:\d\d UTC.* Request: [\w-]+/);
    await workbench().screenshot(picture('tooltip'));
  });

  test('a name full of Markdown, HTML and links is text, in the row and in the tooltip', async () => {
    const { page } = workbench();
    const target = row(page, hostileName);
    assert.equal(await target.locator('.label-name').innerText(), hostileName);
    const tooltip = await tooltipOf(page, target);
    await workbench().screenshot(picture('tooltip hostile'));
    const text = (await tooltip.innerText()).replaceAll(/\s+/g, ' ');
    assert.ok(text.includes(hostileName), text);
    assert.equal(await tooltip.locator('a, b, img, .codicon').count(), 0, await tooltip.innerHTML());
  });

  test('Refresh reads anew', async () => {
    const { page } = workbench();
    const { encryption } = huaweiInstance(sandbox().state, 'risk-engine');
    await row(page, 'risk-engine, not encrypted').waitFor();
    Object.assign(encryption, { status: 'on', keyId: 'of-somebody-else', algorithm: 'AES_256' });
    await titleButton(page, 'Refresh').click();
    await row(page, 'risk-engine, encrypted').waitFor();
  });

  test('Cancel ends a slow refresh at once, and what was known stays', async () => {
    const { page } = workbench();
    await titleButton(page, 'Refresh').waitFor();
    const known = await labelsOf(ofBeijing());
    assert.equal(known.length, HUAWEI_ROWS);
    sandbox().faults.add({ match: {}, effect: { kind: 'hang' } });
    await titleButton(page, 'Refresh').click();
    const cancel = titleButton(page, 'Cancel Refresh');
    await cancel.waitFor();
    await workbench().screenshot(picture('refreshing'));
    await cancel.click();
    await atOnce(titleButton(page, 'Refresh').waitFor());
    assert.deepEqual(await labelsOf(ofBeijing()), known);
    sandbox().faults.clear();
  });

  test('after a reload the last known states are there before any cloud has answered', async () => {
    const { page } = workbench();
    sandbox().faults.add({ match: {}, effect: { kind: 'hang' } });
    await workbench().reload();
    await row(page, 'trade-core, encrypted').getByText('last seen').waitFor();
    assert.equal(await ofBeijing().count(), HUAWEI_ROWS);
    await row(page, 'risk-engine, encrypted').getByText('last seen').waitFor();
    await row(page, 'orders-prod, encrypted').getByText('last seen').waitFor();
    await titleButton(page, 'Cancel Refresh').click();
    await titleButton(page, 'Refresh').waitFor();
  });

  test('without a network the rows stay, marked as last seen, until it is back', async () => {
    const { page } = workbench();
    sandbox().faults.clear();
    sandbox().faults.add({ match: {}, effect: { kind: 'resetBefore' } });
    await titleButton(page, 'Refresh').click();
    await row(page, 'trade-core, encrypted')
      .getByText(/last seen .* not reachable/)
      .waitFor();
    await row(page, 'Beijing').getByText('not reachable').waitFor();
    assert.equal(await ofBeijing().count(), HUAWEI_ROWS);
    await workbench().screenshot(picture('no network'));
    sandbox().faults.clear();
    await titleButton(page, 'Refresh').click();
    await until(
      async () => (await rows(page).filter({ hasText: 'last seen' }).count()) === 0,
      'the rows still say that they are old',
    );
    await row(page, 'trade-core, encrypted').waitFor();
  });
});
