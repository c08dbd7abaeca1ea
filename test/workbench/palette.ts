import type { Locator, Page } from 'playwright-core';

/** Milliseconds. */
const timeout = 120_000;

/**
 * Runs a command the way a user does: by its title from the command palette.
 * @param title as the palette shows it, such as `Backup Encryption: Refresh`
 * @throws when the palette does not offer that command
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  const deadline = Date.now() + timeout;
  while (Date.now() < deadline) {
    const option = await findInPalette(page, title);
    if (option) {
      await option.click();
      return;
    }
    // Opened before the extensions were known, the palette stays without their commands.
    await page.keyboard.press('Escape');
  }
  throw new Error(`The command palette does not offer "${title}"`);
}

async function findInPalette(page: Page, title: string): Promise<Locator | undefined> {
  await page.keyboard.press('F1');
  const palette = page.locator('.quick-input-widget:visible');
  await palette.getByRole('textbox').fill(`>${title}`);
  // The accessible name of a row goes on with the key binding and such.
  const option = palette.getByRole('option', { name: new RegExp(`^${escape(title)}(,|$)`) });
  return option.waitFor({ timeout: 5000 }).then(
    () => option,
    () => undefined,
  );
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
