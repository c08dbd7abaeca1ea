import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { companionVsix, vsix } from '../../../scripts/steps/paths.ts';
import { SANDBOX_REGIONS } from '../../../src/sandbox/fleet.ts';
import { accountAt, cloudEnvironment } from '../../browser/steps/ownClouds.ts';
import { benchFolder } from '../../host/environment.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from '../../workbench/temporary.ts';
import { openWorkbench, type Workbench } from '../../workbench/workbench.ts';
import { attempt, type Taken } from '../attempt.ts';
import type { Cloud } from '../cloud.ts';
import type { Reading } from '../turn.ts';
import type { HostReading, HostReadingResult } from './reading.ts';
import { anyRow, openGroups, reopenGroup, showView } from './screen.ts';
import { measureStart, type Start } from './starts.ts';

/** How long reading a fleet may take on a slow machine, milliseconds. */
const MOST_READING = 600_000;
const REOPENINGS = 5;

/** A fresh VS Code that reads a fleet for the first time, and is then started again and again. */
export interface HostTurn {
  readonly read: Taken<HostReading & Reading>;
  /** From opening a group of the tree until its rows are on the screen, each time; milliseconds. */
  readonly reopened: Taken<number[]>;
  readonly starts: readonly Start[];
}

/** @param origin of the cloud, which has answered before */
export async function takeHostTurn(cloud: Cloud, origin: string, starts: number): Promise<HostTurn> {
  const userDataDir = await makeTemporaryFolder();
  try {
    await cloud.ask();
    const opened = await attempt('VS Code', () => openOn(origin, userDataDir));
    const read = await attempt('reading in VS Code', async () => {
      opened();
      const reading = await resultIn(join(userDataDir, 'bench'));
      return { ...reading, ...(await cloud.ask()), asked: await cloud.list() };
    });
    const reopened = await attempt('the tree', async () => {
      read();
      const { page } = opened();
      await showView(page);
      await anyRow(page);
      await openGroups(page);
      const took = [];
      for (let turn = 0; turn < REOPENINGS; turn += 1) took.push(await reopenGroup(page));
      return took;
    });
    const measured: Start[] = [];
    const started = await attempt('starts of VS Code', async () => {
      read();
      await untilSnapshots(userDataDir, 2);
      for (let start = 0; start < starts; start += 1) measured.push(await measureStart(opened()));
    });
    await attempt('closing VS Code', () => opened().close());
    return { read, reopened, starts: measured.length > 0 ? measured : [failed(started)] };
  } finally {
    removeTemporaryFolder(userDataDir);
  }
}

/** A start that did not even come about, for the same reason whatever of it one asks for. */
function failed(started: Taken<void>): Start {
  const none = (): never => {
    started();
    throw new RangeError('no start was asked for');
  };
  return { activation: none, snapshotRows: none, freshRow: none, visibleFresh: none };
}

/** Opens VS Code without accounts; the companion configures and reads them once the host is calm. */
async function openOn(origin: string, userDataDir: string): Promise<Workbench> {
  const accounts = (['alibaba', 'huawei'] as const).map((provider) =>
    accountAt(origin, provider, { name: provider, regions: SANDBOX_REGIONS[provider] }),
  );
  const folder = join(userDataDir, 'bench');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'accounts.json'), JSON.stringify(accounts));
  return openWorkbench({
    userDataDir,
    extensions: [vsix, companionVsix],
    settings: {},
    env: { ...cloudEnvironment, [benchFolder]: folder },
  });
}

async function resultIn(folder: string): Promise<HostReading> {
  const file = join(folder, 'reading.json');
  await untilThere('no reading came to an end', () => existsSync(file));
  const result = JSON.parse(await readFile(file, 'utf8')) as HostReadingResult;
  if ('failure' in result) throw new Error(result.failure);
  return result;
}

/** A restart shows what was kept; it is written soon after the reading. */
async function untilSnapshots(userDataDir: string, accounts: number): Promise<void> {
  const storage = join(userDataDir, 'User', 'globalStorage', 'backup-encryption.backup-encryption');
  await untilThere('no snapshot was kept', async () => {
    const files = await readdir(join(storage, 'accounts'), { recursive: true }).catch(() => []);
    return files.filter((name) => /snapshot[^/\\]*$/.test(name)).length >= accounts;
  });
}

async function untilThere(problem: string, isThere: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + MOST_READING;
  while (!(await isThere())) {
    if (Date.now() > deadline) throw new Error(`${problem} in ${MOST_READING / 1000} s`);
    await wait(100);
  }
}
