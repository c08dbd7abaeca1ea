import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { workbenchCache } from '../../scripts/steps/paths.ts';
import { publishFolder } from './publish.ts';
import { runCodeServer } from './server.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from './temporary.ts';

const cache = join(workbenchCache, 'extensions');
const oneDay = 24 * 60 * 60 * 1000;

/**
 * Fills an extensions directory with packaged extensions. Installing takes VS Code a few seconds, so what came of
 * it is kept under the packages' contents and copied from there.
 * @param target a folder that does not exist yet
 */
export async function installExtensions(packages: readonly string[], target: string): Promise<void> {
  const installed = join(cache, await hashContents(packages));
  if (!existsSync(installed)) await install(packages, installed);
  await cp(installed, target, { recursive: true });
}

async function hashContents(files: readonly string[]): Promise<string> {
  const contents = await Promise.all(files.map((file) => readFile(file)));
  const digests = contents.map((content) => createHash('sha256').update(content).digest());
  return createHash('sha256').update(Buffer.concat(digests)).digest('hex').slice(0, 16);
}

async function install(packages: readonly string[], installed: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  await dropOldInstallations();
  const scratch = await makeTemporaryFolder();
  const draft = await mkdtemp(join(cache, 'draft-'));
  await runInstaller(packages, scratch, draft);
  await publishFolder(draft, installed);
  removeTemporaryFolder(scratch);
}

/** Every build has its own installation: they would pile up. */
async function dropOldInstallations(): Promise<void> {
  for (const name of await readdir(cache)) {
    const folder = join(cache, name);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > oneDay) await rm(folder, { recursive: true, force: true });
  }
}

async function runInstaller(packages: readonly string[], userDataDir: string, target: string): Promise<void> {
  const wanted = packages.flatMap((file) => ['--install-extension', file]);
  const installer = await runCodeServer(userDataDir, ['--extensions-dir', target, ...wanted]);
  let output = '';
  installer.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  installer.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(installer, 'close')) as [number | null];
  if (code !== 0 || /Failed Installing/i.test(output)) {
    throw new Error(`Installing ${packages.join(', ')} ended with ${code}:\n${output}`);
  }
}
