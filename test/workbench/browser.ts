import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { chromiumLaunch } from './chromium.ts';

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

/** Milliseconds. */
const readyTimeout = 240_000;

/** Launches a browser that shows nothing and keeps its profile with the user data it belongs to. */
export function launchBrowser(userDataDir: string, viewport: Viewport): Promise<BrowserContext> {
  return chromium.launchPersistentContext(join(userDataDir, 'browser'), {
    ...chromiumLaunch(),
    viewport,
    locale: 'en-US',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
}

/** Opens the workbench in a page of its own and waits until it can be used. */
export async function openPage(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await untilReady(page);
  return page;
}

export async function reloadPage(page: Page): Promise<void> {
  await page.reload();
  await untilReady(page);
}

/** The status bar's remote entry is drawn once the workbench has its services, after the frame itself. */
async function untilReady(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .activitybar [role=tab]').first().waitFor({ timeout: readyTimeout });
  await page.locator('.statusbar [id="status.host"]').waitFor({ timeout: readyTimeout });
}
