import { dirname } from 'node:path';
import type { ExtensionContext } from 'vscode';
import * as environment from '../environment.ts';
import { readForBench } from './bench.ts';
import { showSandbox } from './demo.ts';

/**
 * What the companion does once VS Code has started is told by the environment: run the tests, show the demo, or
 * read what the benchmark wants to have read.
 * Under desktop VS Code's own test runner neither is set, and `suite.cjs` is called by that.
 */
export async function activate({ logUri, globalStorageUri }: ExtensionContext): Promise<void> {
  // Of a log or a storage folder only its owner is told, and ours lie beside those of the extension under test.
  process.env[environment.logFolder] = dirname(dirname(logUri.fsPath));
  process.env[environment.storageFolder] = dirname(globalStorageUri.fsPath);
  if (process.env[environment.resultFile]) await runTests();
  if (process.env['BACKUP_ENCRYPTION_DEMO']) await showSandbox();
  const benchFolder = process.env[environment.benchFolder];
  if (benchFolder) await readForBench(benchFolder);
}

/** The failures are in the result file; an activation that fails as well would only pop up a message. */
async function runTests(): Promise<void> {
  const suite = './suite.cjs'; // a bundle of its own, so not for esbuild to follow
  const { run } = (await import(suite)) as { run: () => Promise<void> };
  await run().catch(() => undefined);
}
