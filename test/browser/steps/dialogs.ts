import type { Locator, Page } from 'playwright-core';

/** The quick input that is open. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible');
}

/** Its text box, once it asks this. */
export async function questionBox(page: Page, question: string): Promise<Locator> {
  await quickInput(page).getByText(question).first().waitFor();
  return quickInput(page).getByRole('textbox');
}

/** One of the choices offered, by the start of its accessible label. */
export function option(page: Page, name: string): Locator {
  return quickInput(page).locator(`[role=option][aria-label^=${JSON.stringify(name)}]`);
}

/** The accessible labels of all choices that are drawn. */
export function optionLabels(page: Page): Promise<(string | null)[]> {
  const options = quickInput(page).getByRole('option');
  return options.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
}

/** The modal dialog, once it is there. */
export async function modal(page: Page): Promise<Locator> {
  const dialog = page.locator('.monaco-dialog-box[aria-modal=true]');
  await dialog.waitFor();
  return dialog;
}

/** Presses a button of the modal dialog, and waits until the dialog is gone. */
export async function answerModal(page: Page, button: string): Promise<void> {
  const dialog = await modal(page);
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}
