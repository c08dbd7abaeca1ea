import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { screenshots } from '../../scripts/steps/paths.ts';
import { openWorkbench } from '../workbench/workbench.ts';
import type { Workbench } from '../workbench/workbench.ts';

describe('the view', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench.close());

  test('opens from the activity bar', async () => {
    const { page } = workbench;
    await page.getByRole('tab', { name: 'Backup Encryption' }).click();
    const title = page.locator('.sidebar').getByRole('heading', { name: 'Backup Encryption' });
    await title.waitFor();
    await workbench.screenshot(join(screenshots, 'view.png'));
    assert.equal(await page.locator('.notification-toast').count(), 0, 'nothing pops up at the start');
  });
});
