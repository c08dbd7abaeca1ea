import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { SANDBOX_REGIONS } from '../../src/sandbox/fleet.ts';
import { accountAt, cloudEnvironment } from '../browser/steps/ownClouds.ts';
import { rows, sideBar } from '../browser/steps/view.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from '../workbench/temporary.ts';
import { openWorkbench, type Workbench } from '../workbench/workbench.ts';
import { openCloud, type Cloud } from './cloud.ts';
import { figure, type Figure } from './figure.ts';

const INSTANCES = 10_000;
const PATIENCE = 120_000;

/** The extension in VS Code, with a fleet of ten thousand: milliseconds. */
export interface HostFigures {
  /** Loading our code, and calling activate(), as VS Code itself counts them. */
  readonly loadCodeMs: Figure;
  readonly activateMs: Figure;
  /** From the moment when we are being activated and the view is open until rows of the snapshot are on the screen. */
  readonly snapshotRowsMs: Figure;
  /** From the same moment until a row on the screen is fresh. */
  readonly freshRowsMs: Figure;
  /** From opening a group of the tree until its rows are on the screen. */
  readonly rowsMs: Figure;
}

interface Start {
  readonly load: number;
  readonly activate: number;
  readonly snapshotRows: number;
  readonly freshRows: number;
}

/** Starts VS Code's extension host again and again on a fleet that was read once before. */
export async function measureHost(starts: number): Promise<HostFigures> {
  const userDataDir = await makeTemporaryFolder();
  const cloud = openCloud(INSTANCES, 0);
  try {
    const { origin } = await cloud.ask();
    const workbench = await openOn(origin, userDataDir);
    try {
      await readOnce(workbench.page, cloud);
      await openGroups(workbench.page);
      const opened = [];
      for (let turn = 0; turn < 5; turn += 1) opened.push(await reopenGroup(workbench.page));
      const measured: Start[] = [];
      for (let start = 0; start < starts; start += 1) measured.push(await measureStart(workbench));
      return {
        loadCodeMs: figure(measured.map(({ load }) => load)),
        activateMs: figure(measured.map(({ activate }) => activate)),
        snapshotRowsMs: figure(measured.map(({ snapshotRows }) => snapshotRows)),
        freshRowsMs: figure(measured.map(({ freshRows }) => freshRows)),
        rowsMs: figure(opened),
      };
    } finally {
      await workbench.close();
    }
  } finally {
    await cloud.close();
    removeTemporaryFolder(userDataDir);
  }
}

function openOn(origin: string, userDataDir: string): Promise<Workbench> {
  const accounts = (['alibaba', 'huawei'] as const).map((provider) =>
    accountAt(origin, provider, { name: provider, regions: SANDBOX_REGIONS[provider] }),
  );
  return openWorkbench({
    userDataDir,
    settings: { 'backupEncryption.accounts': accounts, 'backupEncryption.concurrency': 16 },
    env: cloudEnvironment,
  });
}

/** Waits until all was read, so that there is a snapshot: the cloud is asked nothing more for a while. */
async function readOnce(page: Page, cloud: Cloud): Promise<void> {
  await showView(page);
  await rows(page).first().waitFor({ timeout: PATIENCE });
  await cloud.ask();
  while (await isAskedWithin(3000, cloud));
}

async function isAskedWithin(milliseconds: number, cloud: Cloud): Promise<boolean> {
  await wait(milliseconds);
  const { requests } = await cloud.ask();
  return requests.alibaba + requests.huawei > 0;
}

async function measureStart(workbench: Workbench): Promise<Start> {
  const { page, userDataDir } = workbench;
  const before = await activations(userDataDir);
  await workbench.reload();
  await showView(page);
  const opened = Date.now();
  await rows(page).first().waitFor({ timeout: PATIENCE });
  const shown = Date.now();
  await openGroups(page);
  await instanceRows(page)
    .and(page.locator(`:not(${OLD})`))
    .first()
    .waitFor({ timeout: PATIENCE });
  const fresh = Date.now();
  const activated = (await activations(userDataDir)).find((time) => !before.includes(time));
  if (activated === undefined) throw new Error('VS Code did not log the activation');
  const start = Math.max(opened, activated);
  return { ...(await activationTimes(workbench)), snapshotRows: shown - start, freshRows: fresh - start };
}

/** Opens the view, unless VS Code has done so by itself: another click would close it again. */
async function showView(page: Page): Promise<void> {
  const heading = sideBar(page).getByRole('heading', { name: /Backup Encryption/ });
  const deadline = Date.now() + PATIENCE;
  while (!(await heading.isVisible()) && Date.now() < deadline) {
    await page.getByRole('tab', { name: /^Backup Encryption/ }).click();
    await heading.waitFor({ timeout: 3000 }).catch(() => undefined);
  }
}

function instanceRows(page: Page): Locator {
  return rows(page).and(page.locator('[aria-label*=", account "]'));
}

/** The marks of a state that was not read just now. */
const OLD = ':is([aria-label*="last seen"], [aria-label*="earlier reading"], [aria-label*="not read yet"])';

/** Opens the first group, and the first one in it, until there are instances to be seen. */
async function openGroups(page: Page): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while ((await instanceRows(page).count()) === 0 && Date.now() < deadline) {
    await rows(page).and(page.locator('[aria-expanded=false]')).first().click();
    await instanceRows(page)
      .first()
      .waitFor({ timeout: 2000 })
      .catch(() => undefined);
  }
}

/** Closes the group of the instances on the screen and opens it again. */
async function reopenGroup(page: Page): Promise<number> {
  const group = rows(page).and(page.locator('[aria-expanded]')).and(page.locator('[aria-level="2"]')).first();
  await group.click();
  await instanceRows(page).first().waitFor({ state: 'hidden', timeout: PATIENCE });
  const started = Date.now();
  await group.click();
  await instanceRows(page).first().waitFor({ timeout: PATIENCE });
  return Date.now() - started;
}

/** VS Code's own table of what loading the code and calling activate() took, of the page that shows it as text. */
async function activationTimes(workbench: Workbench): Promise<Pick<Start, 'load' | 'activate'>> {
  const { page } = workbench;
  await workbench.runCommand('Developer: Startup Performance');
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    await page.locator('.editor-instance .monaco-editor').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Control+C');
    const text = await page.evaluate<string>('navigator.clipboard.readText()');
    const [, load, activate] = /^\| \S*\.backup-encryption +\| \w+ +\| (\d+) +\| (\d+) +\|/m.exec(text) ?? [];
    if (load && activate) return { load: Number(load), activate: Number(activate) };
  }
  throw new Error('VS Code does not tell what the activation took');
}

/** When VS Code began to activate us, at each start, milliseconds since 1970: it logs that. */
async function activations(userDataDir: string): Promise<number[]> {
  const folder = join(userDataDir, 'logs');
  const names = await readdir(folder, { recursive: true });
  const logs = names.filter((name) => name.endsWith('remoteexthost.log'));
  const texts = await Promise.all(logs.map((name) => readFile(join(folder, name), 'utf8')));
  const lines = texts
    .join('\n')
    .matchAll(/^(\S+ \S+) .*_doActivateExtension backup-encryption\.backup-encryption,/gm);
  return Array.from(lines, ([, time = '']) => Date.parse(time.replace(' ', 'T')));
}
