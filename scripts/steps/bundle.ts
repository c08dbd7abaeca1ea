import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions, Metafile } from 'esbuild';
import { dist, root } from './paths.ts';

// undici and others are CommonJS inside; in an ES module they find no `require` unless it is made.
const requireForCommonJs =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

const extensionBundle: BuildOptions = {
  absWorkingDir: root,
  entryPoints: { extension: 'src/extension.ts' },
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  external: ['vscode'],
  chunkNames: '[name]-[hash]',
  banner: { js: requireForCommonJs },
  legalComments: 'none',
  metafile: true,
};

/**
 * Bundles the extension into dist: extension.js, and chunks that load when they are first needed. What each
 * chunk is made of is kept in dist/meta.json.
 * @param production minified, with source maps beside the code that the code does not name
 */
export async function bundleExtension({ production }: { production: boolean }): Promise<void> {
  await removeOldBundle();
  const { metafile } = await build({
    ...extensionBundle,
    minify: production,
    sourcemap: production ? 'external' : 'linked',
  });
  await writeFile(join(dist, 'meta.json'), JSON.stringify(metafile));
}

/** What the bundle that ships is made of; nothing is written. */
export async function inspectBundle(): Promise<Metafile> {
  const { metafile } = await build({ ...extensionBundle, minify: true, write: false, metafile: true });
  return metafile;
}

/** Chunks carry a hash in their name: those of the last build would stay, and be packaged. */
async function removeOldBundle(): Promise<void> {
  await mkdir(dist, { recursive: true });
  const old = (await readdir(dist)).filter((name) => /\.js(\.map)?$/.test(name));
  await Promise.all(old.map((name) => rm(join(dist, name))));
}
