import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { companionVsix, root, vsix } from '../../scripts/steps/paths.ts';
import { makeCertificate } from '../support/certificates.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from '../workbench/temporary.ts';
import { openWorkbench } from '../workbench/workbench.ts';
import type { Workbench, WorkbenchOptions } from '../workbench/workbench.ts';
import * as environment from './environment.ts';
import type { HostResults } from './results.ts';
import { lendScreen } from './screen.ts';
import { startSilentCloud } from './silentCloud.ts';

/** Milliseconds; many times what they take, since machines differ. */
const timeout = 1_800_000;

/**
 * Runs the in-host tests in VS Code's real extension host, which starts as soon as a browser shows the workbench.
 * @throws with VS Code's logs when no results come in time
 */
export async function runHostTests(): Promise<HostResults> {
  const folder = await makeTemporaryFolder();
  const resultFile = join(folder, 'results.json');
  const [screen, cloud] = await Promise.all([lendScreen(), startSilentCloud()]);
  try {
    const workbench = await openWorkbench({
      extensions: [vsix, companionVsix],
      folder: await makeHostileWorkspace(folder, cloud.origin),
      ...startingWith(cloud.origin, {
        [environment.resultFile]: resultFile,
        [environment.screenOrigin]: screen.origin,
        BACKUP_ENCRYPTION_REPOSITORY: root,
        BACKUP_ENCRYPTION_FRACTIONS_OF_MINUTES: '1',
        ...(await makeAuthorities(folder)),
      }),
    });
    screen.lend(workbench.page);
    try {
      return await readResults(resultFile, workbench);
    } finally {
      await workbench.close();
    }
  } finally {
    screen.close();
    cloud.close();
    removeTemporaryFolder(folder);
  }
}

/** Authorities as a company has them. For OpenSSL the system's store is where its environment says that it is. */
async function makeAuthorities(folder: string): Promise<NodeJS.ProcessEnv> {
  const make = (name: string) => makeCertificate(folder, name);
  const [company, node] = await Promise.all([make('Company'), make('Node'), make('Stranger')]);
  return { [environment.certificates]: folder, SSL_CERT_FILE: company, NODE_EXTRA_CA_CERTS: node };
}

/** A start at which one account's cloud never answers, with credentials that are good for nothing. */
function startingWith(origin: string, env: NodeJS.ProcessEnv): Pick<WorkbenchOptions, 'settings' | 'env'> {
  const id = 'silent';
  return {
    settings: { 'backupEncryption.accounts': [huaweiAccount(id, origin)] },
    env: {
      ...env,
      [environment.silentAccount]: id,
      HUAWEICLOUD_SDK_AK: 'HostTestsStartKeyId',
      HUAWEICLOUD_SDK_SK: 'HostTestsStartSecretNotReal',
    },
  };
}

function huaweiAccount(id: string, origin: string): object {
  return {
    id,
    provider: 'huawei',
    regions: ['cn-north-4'],
    credentials: { source: 'environment' },
    endpoints: { taurusdb: origin, iam: origin, kms: origin },
  };
}

/** A folder whose own settings try to add an account and to change how often and how fast is read. */
async function makeHostileWorkspace(parent: string, origin: string): Promise<string> {
  const folder = join(parent, 'workspace');
  const settings = {
    'backupEncryption.accounts': [huaweiAccount('from-the-workspace', origin)],
    'backupEncryption.refreshInterval': 0.005,
    'backupEncryption.concurrency': 32,
  };
  await mkdir(join(folder, '.vscode'), { recursive: true });
  await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
  return folder;
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
