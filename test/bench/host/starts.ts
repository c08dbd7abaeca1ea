import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workbench } from '../../workbench/workbench.ts';
import { attempt, type Taken } from '../attempt.ts';
import { allRowsFresh, anyFreshRow, anyRow, openGroups, PATIENCE, showView } from './screen.ts';

/** A start of the extension host with a fleet that was read before; milliseconds. */
export interface Start {
  /** Loading our code, and calling activate(), as VS Code itself counts them. */
  readonly activation: Taken<{ readonly load: number; readonly activate: number }>;
  /**
   * From the moment when we are being activated and the view is open until rows of the snapshot, a fresh row, and
   * nothing but fresh rows are on the screen.
   */
  readonly snapshotRows: Taken<number>;
  readonly freshRow: Taken<number>;
  readonly visibleFresh: Taken<number>;
}

/** Reloads the window, opens a group of the tree as soon as there is one, and looks at what shows. */
export async function measureStart(workbench: Workbench): Promise<Start> {
  const { page, userDataDir } = workbench;
  const before = await activations(userDataDir);
  await workbench.reload();
  const snapshotRows = await attempt('rows of the snapshot', async () => {
    await showView(page);
    const opened = Date.now();
    await anyRow(page);
    const shown = Date.now();
    const activated = (await activations(userDataDir)).find((time) => !before.includes(time));
    if (activated === undefined) throw new Error('VS Code did not log the activation');
    const start = Math.max(opened, activated);
    return { start, took: shown - start };
  });
  const since = (what: string, seen: () => Promise<void>) =>
    attempt(what, async () => {
      const { start } = snapshotRows();
      await seen();
      return Date.now() - start;
    });
  const freshRow = await since('a fresh row', async () => {
    await openGroups(page);
    await anyFreshRow(page);
  });
  const visibleFresh = await since('nothing but fresh rows', async () => {
    freshRow();
    await allRowsFresh(page);
  });
  const activation = await attempt('activation times', () => activationTimes(workbench));
  return { activation, snapshotRows: () => snapshotRows().took, freshRow, visibleFresh };
}

/** VS Code's own table of what loading the code and calling activate() took, of the page that shows it as text. */
async function activationTimes(workbench: Workbench): Promise<{ load: number; activate: number }> {
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
