import type { Locator, Page } from 'playwright-core';
import { soon, until } from '../../support/until.ts';

/** The side bar's part with our view. */
export function sideBar(page: Page): Locator {
  return page.locator('.part.sidebar');
}

/**
 * Opens our view. A window that starts anew opens by itself what was open before, and the tab of an open view closes it:
 * so it is pressed only while the view is not there, and once more where both came together.
 */
export async function openView(page: Page): Promise<void> {
  const heading = sideBar(page).getByRole('heading', { name: /Backup Encryption/ });
  await until(async () => {
    if (!(await heading.isVisible())) await page.getByRole('tab', { name: /^Backup Encryption/ }).click();
    return soon(() => heading.isVisible());
  }, 'the view does not open');
}

/** All rows that are drawn. */
export function rows(page: Page): Locator {
  return sideBar(page).getByRole('treeitem');
}

/**
 * The row of an account or an instance.
 * @param label the start of its accessible label, to a comma: the name, or name and state
 */
export function row(page: Page, label: string): Locator {
  return rows(page).and(page.locator(`[aria-label^=${JSON.stringify(`${label}, `)}]`));
}

/** The status bar's item. */
export function statusItem(page: Page): Locator {
  return page.locator('.statusbar').getByRole('button', { name: /^Backup encryption: / });
}

/** A button in the view's title. */
export function titleButton(page: Page, name: string): Locator {
  return sideBar(page).locator('.composite.title').getByRole('button', { name, exact: true });
}

/** Opens a row's context menu. */
export async function openMenu(page: Page, target: Locator): Promise<Locator> {
  const items = page.locator('.context-view').getByRole('menuitem');
  // A row that is drawn anew under the pointer shows none.
  await until(async () => {
    await target.click({ button: 'right' });
    return soon(() => items.first().isVisible());
  }, 'no context menu opens');
  return items;
}

export async function chooseFromMenu(page: Page, target: Locator, command: string): Promise<void> {
  const item = (await openMenu(page, target)).filter({ hasText: command });
  await item.waitFor();
  await choose(item, command);
}

/** Chooses a command in a menu inside the context menu. */
export async function chooseFromSubmenu(
  page: Page,
  target: Locator,
  submenu: string,
  command: string,
): Promise<void> {
  const items = await openMenu(page, target);
  await items.filter({ hasText: submenu }).hover();
  const item = items.and(page.getByRole('menuitem', { name: command })).last();
  await item.waitFor();
  await choose(item, command);
}

/** A menu that has just opened ignores clicks for a moment, so that the click that opened it chooses nothing. */
async function choose(item: Locator, command: string): Promise<void> {
  await until(async () => {
    if (await item.isVisible()) await item.click({ timeout: 5000 }).catch(() => undefined);
    return !(await item.isVisible());
  }, `"${command}" in the context menu cannot be chosen`);
}

/** Points at a row and waits for its tooltip. */
export async function tooltipOf(page: Page, target: Locator): Promise<Locator> {
  const tooltip = page.getByRole('tooltip').filter({ has: page.locator('.rendered-markdown') });
  // A row that is drawn anew under a resting pointer shows none.
  await until(async () => {
    await page.mouse.move(0, 0);
    await tooltip.waitFor({ state: 'hidden' });
    await target.getByText(/./).first().hover();
    return tooltip.waitFor({ timeout: 10_000 }).then(
      () => true,
      () => false,
    );
  }, 'no tooltip shows');
  return tooltip;
}

/** Presses a row's own button, which shows while somebody points at the row. */
export async function pressRowButton(page: Page, target: Locator, name: string): Promise<void> {
  const button = target.getByRole('button', { name, exact: true });
  // Rows move while others arrive: then the pointer is on another one.
  await until(async () => {
    await page.mouse.move(0, 0);
    await target.getByText(/./).first().hover();
    return button.isVisible();
  }, `the row has no button "${name}"`);
  await button.click();
}
