import type { Locator, Page } from 'playwright-core';
import { labelsOf } from './labels.ts';

/** The quick input that is open. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible');
}

/** Its text box, once it asks this. */
export async function questionBox(page: Page, question: string): Promise<Locator> {
  await quickInput(page).getByText(question).first().waitFor();
  return quickInput(page).getByRole('textbox');
}

/** Where one is to be chosen the choices are options, where several are to be ticked they are check boxes. */
function options(page: Page): Locator {
  return quickInput(page).locator('.monaco-list-row:is([role=option], [role=checkbox])');
}

/** One of the choices offered, by the start of its accessible label. */
export function option(page: Page, name: string): Locator {
  return options(page).and(page.locator(`[aria-label^=${JSON.stringify(name)}]`));
}

/** One that is ticked. */
export function ticked(page: Page, name: string): Locator {
  return option(page, name).and(page.getByRole('checkbox', { checked: true }));
}

/** The accessible labels of all choices that are drawn. */
export function optionLabels(page: Page): Promise<string[]> {
  return labelsOf(options(page));
}

/** The modal dialog, once it is there. */
export async function modal(page: Page): Promise<Locator> {
  const dialog = page.locator('.monaco-dialog-box[aria-modal=true]');
  await dialog.waitFor();
  return dialog;
}

/** Presses a button of the modal dialog, and waits until that dialog is gone; another one may follow at once. */
export async function answerModal(page: Page, button: string): Promise<void> {
  const dialog = await modal(page);
  const shown = await dialog.elementHandle();
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await shown.waitForElementState('hidden');
}

/** Confirms what a cloud can never undo: its button, then the name of the instance. */
export async function confirmForEver(page: Page, instance: string): Promise<void> {
  await answerModal(page, 'Enable');
  const box = await questionBox(page, 'Type the name of the instance');
  await box.fill(instance);
  await box.press('Enter');
}

/** A message that pops up and says so. */
export function message(page: Page, words: string): Locator {
  return page.locator('.notification-toast').filter({ hasText: words });
}

/** Presses a button of a message, which goes with that. */
export async function answerMessage(page: Page, words: string, button: string): Promise<void> {
  const shown = message(page, words);
  await shown.getByRole('button', { name: button, exact: true }).click();
  await shown.waitFor({ state: 'detached' });
}
