import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before } from 'node:test';
import type { TestContext } from 'node:test';
import { screenshots } from '../../../scripts/steps/paths.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox, SandboxOptions } from '../../../src/sandbox/sandbox.ts';
import { openWorkbench } from '../../workbench/workbench.ts';
import type { Workbench, WorkbenchOptions } from '../../workbench/workbench.ts';

/** High enough that the whole believable fleet is on the screen: rows further down are not drawn. */
const tall = { width: 1280, height: 1000 };

/** Milliseconds: so long may one step take on a busy machine. */
const patience = 120_000;

/** One workbench for the tests of a suite, which go on where the one before ended. A failure leaves a picture. */
export function useWorkbench(prepare: () => WorkbenchOptions = () => ({})): () => Workbench {
  let workbench: Workbench | undefined;
  before(async () => {
    workbench = await openWorkbench({ viewport: tall, ...prepare() });
    workbench.page.setDefaultTimeout(patience);
  });
  afterEach(async (context) => {
    // Not in the types yet: https://nodejs.org/api/test.html#contextpassed
    const { name, passed } = context as TestContext & { readonly passed: boolean };
    if (!passed) await workbench?.screenshot(picture(`failed ${name}`));
  });
  after(() => workbench?.close());
  return () => present(workbench);
}

/** Both clouds in this process, so that what arrives there can be seen and what happens there be chosen. */
export function useSandbox(prepare: () => SandboxOptions): () => Sandbox {
  let sandbox: Sandbox | undefined;
  before(async () => {
    sandbox = await startSandbox(prepare());
  });
  after(() => sandbox?.close());
  return () => present(sandbox);
}

function present<T>(value: T | undefined): T {
  assert.ok(value, 'the suite has been set up');
  return value;
}

/** Where a picture goes. */
export function picture(name: string): string {
  return join(screenshots, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.png`);
}

/** The accounts in the user's settings file, as they stand on the disk. */
export async function accountsOnDisk({ userDataDir }: Workbench): Promise<unknown> {
  const settings = JSON.parse(await readFile(join(userDataDir, 'User', 'settings.json'), 'utf8')) as object;
  return 'backupEncryption.accounts' in settings ? settings['backupEncryption.accounts'] : undefined;
}
