import type { Locator, Page } from 'playwright-core';
import { rows, sideBar } from '../../browser/steps/view.ts';

/** How long something on the screen may take on a slow machine, milliseconds. */
export const PATIENCE = 120_000;

/** A row of an instance, and the marks of a state that was not read just now, as they stand in accessible labels. */
const INSTANCE = '.part.sidebar [role=treeitem][aria-label*=", account "]';
const OLD = ':is([aria-label*="(last known)"], [aria-label*="not read yet"])';

/** Opens the view, unless VS Code has done so by itself: another click would close it again. */
export async function showView(page: Page): Promise<void> {
  const heading = sideBar(page).getByRole('heading', { name: /Backup Encryption/ });
  await untilSeen('the view does not open', async () => {
    if (await heading.isVisible()) return true;
    await page.getByRole('tab', { name: /^Backup Encryption/ }).click({ timeout: 3000 });
    return false;
  });
}

/** Opens the first closed row again and again, until there are instances to be seen. */
export async function openGroups(page: Page): Promise<void> {
  const closed = rows(page).and(page.locator('[aria-expanded=false]')).first();
  await untilSeen('no group of the tree opens', async () => {
    if (await page.locator(INSTANCE).first().isVisible()) return true;
    const level = Number(await closed.getAttribute('aria-level', { timeout: 3000 }));
    await closed.click({ timeout: 3000 });
    const below = rows(page).and(page.locator(`[aria-level="${level + 1}"]`));
    await below.first().waitFor({ timeout: 3000 });
    return false;
  });
}

/** Resolves when a row of the tree is on the screen. */
export function anyRow(page: Page): Promise<void> {
  return rows(page).first().waitFor({ timeout: PATIENCE });
}

/** Resolves when an instance on the screen was read just now. */
export function anyFreshRow(page: Page): Promise<void> {
  return page.locator(`${INSTANCE}:not(${OLD})`).first().waitFor({ timeout: PATIENCE });
}

/** Resolves when every instance on the screen was read just now, once there is one. */
export function allRowsFresh(page: Page): Promise<void> {
  return page
    .locator(INSTANCE + OLD)
    .first()
    .waitFor({ state: 'detached', timeout: PATIENCE });
}

/** Closes the group of the instances on the screen and opens it again. */
export async function reopenGroup(page: Page): Promise<number> {
  const group = rows(page).and(page.locator('[aria-expanded=true]')).and(page.locator('[aria-level="2"]'));
  const instances: Locator = page.locator(INSTANCE);
  const name = (await group.first().getAttribute('aria-label')) ?? '';
  const same = rows(page).and(page.locator(`[aria-label=${JSON.stringify(name)}]`));
  await same.click();
  await instances.first().waitFor({ state: 'hidden', timeout: PATIENCE });
  const started = Date.now();
  await same.click();
  await instances.first().waitFor({ timeout: PATIENCE });
  return Date.now() - started;
}

/** Tries until it is so; a click that meets a row just being drawn anew is tried again. */
async function untilSeen(problem: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(problem);
  }
}
