import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../../test/workbench/temporary.ts';
import { companionFolder } from '../steps/companion.ts';
import { root } from '../steps/paths.ts';
import { demoEnvironment } from './environment.ts';

/** Opens a desktop VS Code of its own, downloaded once, on the sandbox; ends when its window is closed. */
export async function showOnDesktop(): Promise<void> {
  const program = await downloadAndUnzipVSCode();
  const userData = await makeTemporaryFolder();
  const code = spawn(
    program,
    [
      `--extensionDevelopmentPath=${root}`,
      `--extensionDevelopmentPath=${companionFolder}`,
      `--user-data-dir=${userData}`,
      `--extensions-dir=${join(userData, 'extensions')}`,
      '--disable-workspace-trust',
      '--skip-welcome',
      '--skip-release-notes',
      '--new-window',
    ],
    { env: { ...process.env, ...demoEnvironment }, stdio: 'inherit' },
  );
  console.log('VS Code opens on the sandbox. Close its window, or press Ctrl-C, to end.');
  await once(code, 'exit');
}
