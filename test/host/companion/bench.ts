import * as vscode from 'vscode';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { measure, peakRss } from '../../bench/usage.ts';
import type { HostReading, HostReadingResult } from '../../bench/host/reading.ts';
import { findExtension, type Api } from '../suite/support/product.ts';

/** How little CPU time a second takes in a host that has done with its own start. Milliseconds. */
const CALM = 40;
/** Seconds that are waited for that at most. */
const MOST_SECONDS = 30;

/**
 * Reads the accounts that stand in a file as they would be when somebody has just configured them, and writes down what
 * that took of this extension host. A host that finds it done has been started again: it does nothing.
 * @param folder with `accounts.json`, for `reading.json`
 */
export async function readForBench(folder: string): Promise<void> {
  const result = join(folder, 'reading.json');
  if (existsSync(result)) return;
  const told: HostReadingResult = await read(join(folder, 'accounts.json')).catch((error: unknown) => ({
    failure: String(error),
  }));
  await writeFile(`${result}.part`, JSON.stringify(told));
  await rename(`${result}.part`, result);
}

async function read(accountsFile: string): Promise<HostReading> {
  const accounts = JSON.parse(await readFile(accountsFile, 'utf8')) as unknown[];
  const api = await findExtension().activate();
  await vscode.commands.executeCommand('backupEncryption.instances.focus');
  await untilCalm();
  const bareRssKb = peakRss();
  const settings = vscode.workspace.getConfiguration('backupEncryption');
  const changed = nextChange();
  void settings.update('accounts', accounts, vscode.ConfigurationTarget.Global);
  await changed;
  const usage = await measure(() => untilRead(api, accounts.length));
  return { usage, bareRssKb };
}

/** Resolves within the event that the extension, too, begins to work at. */
function nextChange(): Promise<void> {
  return new Promise((resolve) => {
    const listening = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('backupEncryption.accounts')) return;
      listening.dispose();
      resolve();
    });
  });
}

/** The refresh that is asked for is the one that runs: overlapping ones are one. */
async function untilRead(api: Api, accounts: number): Promise<void> {
  while (api.accounts().length < accounts) await wait(5);
  await api.refresh();
  const bad = api.accounts().find(({ state }) => state !== 'ok');
  if (bad) throw new Error(`${bad.id} was not read: ${bad.reason?.message ?? bad.state}`);
}

/** The other extensions start at the same time. */
async function untilCalm(): Promise<void> {
  for (let second = 0; second < MOST_SECONDS; second += 1) {
    const before = process.cpuUsage();
    await wait(1000);
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 < CALM) return;
  }
}
