import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { logFolder, storageFolder } from '../../environment.ts';

export interface WrittenFile {
  readonly path: string;
  readonly text: string;
}

/** A folder that VS Code has told the companion of. */
export async function folderOf(name: typeof logFolder | typeof storageFolder): Promise<string> {
  // Desktop VS Code's test runner may run the tests before it has started the companion.
  if (!process.env[name]) {
    await vscode.extensions.getExtension('backup-encryption-tests.backup-encryption-companion')?.activate();
  }
  const folder = process.env[name];
  assert.ok(folder, `the companion says ${name}`);
  return folder;
}

/** All files below a folder; none when it is not there. */
export async function filesIn(folder: string): Promise<WrittenFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(paths.sort().map(async (path) => ({ path, text: await readFile(path, 'utf8') })));
}
