/** Row 32: without decorations, without colours of its own and in a narrow side bar, each row still says its state. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { labelsOf } from './steps/labels.ts';
import { picture, useWorkbench } from './steps/story.ts';
import { openView, row, rows, sideBar } from './steps/view.ts';

const STATES = {
  'orders-prod': 'encrypted',
  'inventory-prod': 'not encrypted',
  'orders-replica': 'not supported',
  payroll: 'unknown',
} as const;

describe('with decorations switched off, in high contrast', () => {
  const workbench = useWorkbench(() => ({
    settings: {
      'workbench.colorTheme': 'Default High Contrast',
      'explorer.decorations.badges': false,
      'explorer.decorations.colors': false,
    },
    viewport: { width: 700, height: 1200 },
  }));

  test('every row says its state in words, on the screen and for screen readers', async () => {
    const { page } = workbench();
    await openView(page);
    await sideBar(page).getByRole('button', { name: 'Try the Sandbox' }).click();
    await row(page, 'payroll, unknown').waitFor();
    for (const [name, state] of Object.entries(STATES)) {
      const target = row(page, `${name}, ${state}`);
      assert.equal(await target.locator('.monaco-decoration-badge').count(), 0, 'there is no badge');
      const description = await target.locator('.label-description').innerText();
      assert.ok(description.startsWith(`${state} · `), description);
    }
    const labels = (await labelsOf(rows(page))).filter((label) => label.includes(', account '));
    assert.ok(labels.length >= 24, `only ${labels.length} instances`);
    for (const label of labels)
      assert.match(label, /^[^,]+, (encrypted|not encrypted|partly encrypted|not supported|unknown)[,]/);
    await workbench().screenshot(picture('tree without decorations'));
  });
});
