/** After a restart with a slow cloud: what is on the screen is fresh while most of the fleet is not. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SANDBOX_REGIONS } from '../../src/sandbox/fleet.ts';
import { buildFleet } from '../../src/sandbox/largeFleet.ts';
import { until } from '../support/until.ts';
import { quickInput } from './steps/dialogs.ts';
import { labelsOf } from './steps/labels.ts';
import { accountAt, cloudEnvironment } from './steps/ownClouds.ts';
import { picture, useSandbox, useWorkbench } from './steps/story.ts';
import { openView, row, rows, sideBar, titleButton } from './steps/view.ts';

const HALF = 1_000;
/** Milliseconds: reading the fleet on a busy machine. */
const PATIENCE = 600_000;
const OLD = /last seen|earlier reading|not read yet/;

describe('a restart with a slow cloud', () => {
  const sandbox = useSandbox(() => ({ fleet: buildFleet({ alibaba: HALF, huawei: HALF }) }));
  const workbench = useWorkbench(() => {
    const entry = (provider: 'alibaba' | 'huawei', name: string) =>
      accountAt(sandbox().origin, provider, { name, regions: SANDBOX_REGIONS[provider] });
    return {
      env: cloudEnvironment,
      settings: {
        // So few that half of it takes a minute: a slow machine clicks long before that.
        'backupEncryption.concurrency': 1,
        'backupEncryption.refreshInterval': 0,
        'backupEncryption.accounts': [entry('huawei', 'Beijing'), entry('alibaba', 'Hangzhou')],
      },
    };
  });

  const page = () => workbench().page;
  const instances = () => rows(page()).and(page().locator('[aria-label*=", account "]'));

  /** Reads all anew: none of the steps here waits for the one before. */
  async function startOver(): Promise<void> {
    await titleButton(page(), 'Cancel Refresh').click();
    await titleButton(page(), 'Refresh').waitFor();
    sandbox().clearRequests();
    await titleButton(page(), 'Refresh').click();
    await titleButton(page(), 'Cancel Refresh').waitFor();
  }

  /** All rows on the screen are fresh, and less than half of the fleet has been read for it. */
  async function freshAtOnce(what: string): Promise<void> {
    await until(async () => {
      const labels = await labelsOf(instances());
      return labels.length > 5 && !labels.some((label) => OLD.test(label));
    }, `${what} is not fresh`);
    const reading = ['DescribeBackups', 'DescribeBackupEncryptStatus'];
    const read = sandbox().requests.filter(({ operation }) => reading.includes(operation));
    const ids = new Set(read.map(({ instanceId }) => instanceId));
    assert.ok(ids.size < HALF, `${ids.size} of ${2 * HALF} were read`);
    assert.ok(await titleButton(page(), 'Cancel Refresh').isVisible(), 'the reading still goes on');
  }

  test('shows the last known states, and what is on the screen is fresh long before the rest', async () => {
    await openView(page());
    await titleButton(page(), 'Cancel Refresh').waitFor();
    await titleButton(page(), 'Refresh').waitFor({ timeout: PATIENCE });
    sandbox().clearRequests();
    sandbox().faults.add({ match: {}, effect: { kind: 'latency', ms: 100 } });
    await workbench().reload();
    await row(page(), 'Beijing').click();
    await row(page(), 'region cn-north-4').click();
    await instances().first().waitFor();
    await freshAtOnce('what was opened');
    await workbench().screenshot(picture('restart with a slow cloud'));
  });

  test('what somebody scrolls to comes next', async () => {
    const [before] = await labelsOf(instances());
    await startOver();
    for (let screen = 0; screen < 5; screen += 1) await page().keyboard.press('PageDown');
    await until(async () => (await labelsOf(instances()))[0] !== before, 'the rows do not scroll');
    await freshAtOnce('what was scrolled to');
  });

  test('with a filter, what it shows', async () => {
    await startOver();
    await titleButton(page(), 'Filter…').click();
    await quickInput(page()).getByRole('textbox').fill('orders-archive hangzhou');
    await page().keyboard.press('Enter');
    await sideBar(page())
      .getByText(/filter: "orders-archive hangzhou"/)
      .waitFor();
    await until(
      async () => (await labelsOf(instances())).every((label) => label.startsWith('orders-archive')),
      'the filter does not answer',
    );
    await freshAtOnce('what is filtered for');
    await titleButton(page(), 'Cancel Refresh').click();
  });
});
