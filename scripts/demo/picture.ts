import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { widenSideBar } from '../../test/workbench/sideBar.ts';
import type { Theme } from '../../test/workbench/settings.ts';
import { makeTemporaryFolder } from '../../test/workbench/temporary.ts';
import { openWorkbench } from '../../test/workbench/workbench.ts';
import type { Workbench } from '../../test/workbench/workbench.ts';
import { companionVsix, vsix } from '../steps/paths.ts';
import { demoEnvironment } from './environment.ts';

const timeout = 60_000;
const fewestRows = 12;

/**
 * Takes one picture of the tree, filled with the sandbox's instances, and writes it as PNG.
 * @throws with VS Code's logs when the tree is not filled within a minute
 */
export async function takePicture(file: string, theme: Theme): Promise<void> {
  const readyFile = join(await makeTemporaryFolder(), 'ready');
  const workbench = await openWorkbench({
    extensions: [vsix, companionVsix],
    env: { ...demoEnvironment, BACKUP_ENCRYPTION_DEMO_READY: readyFile },
    theme,
    viewport: { width: 1280, height: 900 },
  });
  try {
    await until(() => existsSync(readyFile), 'The sandbox was not read', workbench);
    await widenSideBar(workbench.page, 720);
    await untilFilled(workbench);
    await workbench.screenshot(file);
  } finally {
    await workbench.close();
  }
}

/** The rows are drawn a moment after the states are known: waits until they no longer change. */
async function untilFilled(workbench: Workbench): Promise<void> {
  const rows = workbench.page.locator('.sidebar [role=treeitem]');
  let before = '';
  await until(
    async () => {
      const texts = await rows.allInnerTexts();
      const now = texts.join('\n');
      const isSettled = texts.length >= fewestRows && now === before;
      before = now;
      return isSettled;
    },
    `The tree did not settle with ${fewestRows} rows`,
    workbench,
  );
}

async function until(
  isMet: () => boolean | Promise<boolean>,
  otherwise: string,
  workbench: Workbench,
): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await isMet())) {
    if (Date.now() > deadline) {
      throw new Error(`${otherwise} in ${timeout / 1000} s.\n${await workbench.logs()}`);
    }
    await setTimeout(300);
  }
}
