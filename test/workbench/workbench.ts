import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { vsix } from '../../scripts/steps/paths.ts';
import { launchBrowser, openPage, reloadPage } from './browser.ts';
import type { Viewport } from './browser.ts';
import { installExtensions } from './extensionsDir.ts';
import { readLogs } from './logs.ts';
import { runCommand } from './palette.ts';
import { startServer } from './server.ts';
import type { Server } from './server.ts';
import { quietSettings } from './settings.ts';
import type { Theme } from './settings.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from './temporary.ts';

export interface WorkbenchOptions {
  /** User settings, beside those that keep the workbench quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Packaged extensions to install; our own unless said otherwise. */
  readonly extensions?: readonly string[];
  /** The folder or the workspace file to open; an empty window without it. */
  readonly folder?: string;
  /** Of an earlier session, to go on with its settings, state and secrets; a fresh one otherwise. */
  readonly userDataDir?: string;
  readonly theme?: Theme;
  /** Added to the environment of the server, and so of the extension host. */
  readonly env?: NodeJS.ProcessEnv;
  /** With workspace trust, a folder opens in restricted mode. Off unless said. */
  readonly trust?: boolean;
  /** In CSS pixels; 1280 by 800 unless said. */
  readonly viewport?: Viewport;
}

/** VS Code in a browser, with extensions, driven like a user does. */
export interface Workbench {
  /** The first window, ready to be used. */
  readonly page: Page;
  readonly userDataDir: string;
  /** Where the workbench is served, such as `http://127.0.0.1:40123/?ew=true`. */
  readonly url: string;
  /** Another window on the same server, by the same user. */
  openWindow(): Promise<Page>;
  /** Reloads the first window: its extension host starts anew. */
  reload(): Promise<void>;
  /** Runs a command by its title from the command palette of the first window. */
  runCommand(title: string): Promise<void>;
  /** Takes a picture of the first window. */
  screenshot(file: string): Promise<void>;
  /** All that the server printed and that VS Code and the extensions logged. */
  logs(): Promise<string>;
  /** Ends it all. The user data goes as well, unless it was given by the caller. */
  close(): Promise<void>;
}

/**
 * Opens a VS Code of our own on loopback, in a browser without a window.
 * @throws with what the server printed when the workbench does not come up
 */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const userDataDir = options.userDataDir ?? (await makeTemporaryFolder());
  const server = await serveWorkbench(userDataDir, options);
  const release = async (): Promise<void> => {
    await server.stop();
    if (!options.userDataDir) removeTemporaryFolder(userDataDir);
  };
  const url = addressOf(server.origin, options.folder);
  let context: BrowserContext | undefined;
  try {
    context = await launchBrowser(userDataDir, options.viewport ?? { width: 1280, height: 800 });
    const page = await openPage(context, url);
    return workbenchOn({ context, page, server, userDataDir, url, release });
  } catch (error) {
    await context?.close();
    await release();
    throw new Error(`The workbench did not come up; its server printed:\n${server.output()}`, {
      cause: error,
    });
  }
}

/** Starts the server on prepared user data, without a browser. */
export async function serveWorkbench(userDataDir: string, options: WorkbenchOptions): Promise<Server> {
  const extensionsDir = join(userDataDir, 'extensions');
  await rm(extensionsDir, { recursive: true, force: true });
  await installExtensions(options.extensions ?? [vsix], extensionsDir);
  await writeSettings(userDataDir, options);
  return startServer({ ...options, userDataDir, extensionsDir });
}

/** The address that shows a folder or a workspace of several, or an empty window without one. */
export function addressOf(origin: string, folder?: string): string {
  const kind = folder?.endsWith('.code-workspace') ? 'workspace' : 'folder';
  const shown = folder ? { [kind]: folder } : { ew: 'true' };
  return `${origin}/?${new URLSearchParams(shown).toString()}`;
}

interface Session {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly server: Server;
  readonly userDataDir: string;
  readonly url: string;
  /** Ends the server and removes what it left. */
  readonly release: () => Promise<void>;
}

function workbenchOn({ context, page, server, userDataDir, url, release }: Session): Workbench {
  return {
    page,
    userDataDir,
    url,
    openWindow: () => openPage(context, url),
    reload: () => reloadPage(page),
    runCommand: (title) => runCommand(page, title),
    async screenshot(file) {
      await mkdir(dirname(file), { recursive: true });
      await page.screenshot({ path: file });
    },
    logs: async () => `${server.output()}\n${await readLogs(userDataDir)}`,
    async close() {
      await context.close();
      await release();
    },
  };
}

/** Settings of an earlier session stay when the caller has none to give. */
async function writeSettings(userDataDir: string, { settings, theme }: WorkbenchOptions): Promise<void> {
  const file = join(userDataDir, 'User', 'settings.json');
  if (!settings && !theme && existsSync(file)) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ ...quietSettings(theme ?? 'dark'), ...settings }, undefined, 2));
}
