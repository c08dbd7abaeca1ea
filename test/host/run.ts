import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { companionVsix, root, vsix } from '../../scripts/steps/paths.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from '../workbench/temporary.ts';
import { openWorkbench } from '../workbench/workbench.ts';
import type { Workbench } from '../workbench/workbench.ts';
import type { HostResults } from './results.ts';

const timeout = 180_000;

/**
 * Runs the in-host tests in VS Code's real extension host, which starts as soon as a browser shows the workbench.
 * @throws with VS Code's logs when no results come within three minutes
 */
export async function runHostTests(): Promise<HostResults> {
  const folder = await makeTemporaryFolder();
  const resultFile = join(folder, 'results.json');
  const workbench = await openWorkbench({
    extensions: [vsix, companionVsix],
    env: { BACKUP_ENCRYPTION_HOST_TESTS: resultFile, BACKUP_ENCRYPTION_REPOSITORY: root },
  });
  try {
    return await readResults(resultFile, workbench);
  } finally {
    await workbench.close();
    removeTemporaryFolder(folder);
  }
}

async function readResults(file: string, workbench: Workbench): Promise<HostResults> {
  const deadline = Date.now() + timeout;
  while (!existsSync(file)) {
    if (Date.now() > deadline) {
      throw new Error(`The in-host tests gave no results in ${timeout / 1000} s.\n${await workbench.logs()}`);
    }
    await setTimeout(100);
  }
  return JSON.parse(await readFile(file, 'utf8')) as HostResults;
}
