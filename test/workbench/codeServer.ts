import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workbenchCache } from '../../scripts/steps/paths.ts';
import { publishFolder } from './publish.ts';

const version = '4.139.1';
const home = join(workbenchCache, `code-server-${version}`);
const entry = join('node_modules', 'code-server', 'out', 'node', 'entry.js');
const innerServer = join('node_modules', 'code-server', 'lib', 'vscode');
const logModule = join(innerServer, 'node_modules', '@vscode', 'spdlog', 'index.js');

/**
 * Makes sure that code-server, the VS Code server and workbench that npm has, is there; fetches it once.
 * @returns the script to run with Node 24
 */
export async function provideCodeServer(): Promise<string> {
  const script = join(home, entry);
  if (existsSync(script)) return script;
  await mkdir(workbenchCache, { recursive: true });
  const draft = await mkdtemp(join(workbenchCache, 'draft-'));
  await writeFile(join(draft, 'package.json'), '{ "private": true }');
  await install(draft, `code-server@${version}`);
  // What its own install script would do, less the native modules, which the workbench can do without.
  await install(join(draft, innerServer));
  await copyFile(join(import.meta.dirname, 'spdlog.cjs'), join(draft, logModule));
  await publishFolder(draft, home);
  return script;
}

async function install(folder: string, ...packages: string[]): Promise<void> {
  const quiet = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = spawn('npm', ['install', '--prefix', folder, ...quiet, ...packages], {
    cwd: folder,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(npm, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`npm install ${packages.join(' ')} in ${folder} ended with ${code}`);
}
