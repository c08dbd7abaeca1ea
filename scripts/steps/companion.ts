import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { build } from 'esbuild';
import { companionVsix, dist, root } from './paths.ts';

const suiteFolder = 'test/host/suite';
const source = join(root, 'test', 'host', 'companion');
/** The companion as a folder, the way desktop VS Code loads an extension under development. */
export const companionFolder = join(dist, 'test', 'companion');
/** The module desktop VS Code runs as its test suite. */
export const companionSuite = join(companionFolder, 'suite.cjs');

/** Builds the extension that is installed beside ours in tests and the demo, and packages it. */
export async function packageCompanion(): Promise<void> {
  await rm(companionFolder, { recursive: true, force: true });
  await mkdir(companionFolder, { recursive: true });
  await cp(join(source, 'package.json'), join(companionFolder, 'package.json'));
  await Promise.all([bundle({ in: join(source, 'extension.ts'), out: 'extension' }), bundleSuite()]);
  await createVSIX({
    cwd: companionFolder,
    packagePath: companionVsix,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
}

/** One module with mocha and every in-host test in it: only an extension's own files may import 'vscode'. */
async function bundleSuite(): Promise<void> {
  const names = await readdir(join(root, suiteFolder), { recursive: true });
  const files = names.filter((name) => name.endsWith('.test.ts')).sort();
  const loads = files.map((file) => `() => import('./${suiteFolder}/${file.replaceAll('\\', '/')}')`);
  const contents = [
    "import { runSuite } from './test/host/companion/suite.ts';",
    `export const run = () => runSuite([${loads.join(', ')}]);`,
  ].join('\n');
  await bundle({ stdin: { contents, resolveDir: root, loader: 'ts' }, out: 'suite' });
}

type Entry = { out: string } & (
  { in: string } | { stdin: { contents: string; resolveDir: string; loader: 'ts' } }
);

async function bundle({ out, ...entry }: Entry): Promise<void> {
  await build({
    absWorkingDir: root,
    ...('stdin' in entry ? { stdin: entry.stdin } : { entryPoints: [entry.in] }),
    outfile: join(companionFolder, `${out}.cjs`),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    external: ['vscode'],
    logLevel: 'error',
  });
}
