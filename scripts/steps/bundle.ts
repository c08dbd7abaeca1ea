import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions, Metafile } from 'esbuild';
import { joinStart, type Bundle } from './joinStart.ts';
import { dist, root } from './paths.ts';

// undici is CommonJS inside; in an ES module it finds no `require` unless it is made.
const requireForCommonJs =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  charset: 'utf8',
  target: 'node22',
  external: ['vscode'],
  legalComments: 'none',
};

/**
 * Bundles the extension into dist: extension.js, and chunks that load when they are first needed. What each
 * chunk is made of is kept in dist/meta.json.
 * @param production minified, with source maps beside the code that the code does not name
 */
export async function bundleExtension({ production }: { production: boolean }): Promise<void> {
  await removeOldBundle();
  const { files, metafile } = await makeBundle({
    minify: production,
    sourcemap: production ? 'external' : 'linked',
  });
  await Promise.all(files.map(({ path, text }) => writeFile(path, text)));
  await writeFile(join(dist, 'meta.json'), JSON.stringify(metafile));
}

/** What the bundle that ships is made of; nothing is written. */
export async function inspectBundle(): Promise<Metafile> {
  return (await makeBundle({ minify: true })).metafile;
}

/** esbuild puts a banner into every chunk: it stays where there is CommonJS, and leaves its line empty elsewhere. */
async function makeBundle(options: Pick<BuildOptions, 'minify' | 'sourcemap'>): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    ...common,
    ...options,
    entryPoints: { extension: 'src/extension.ts' },
    outdir: dist,
    splitting: true,
    chunkNames: '[hash]',
    banner: { js: requireForCommonJs },
    write: false,
    metafile: true,
  });
  const files = outputFiles.map(({ path, text }) => {
    const body = text.startsWith(requireForCommonJs) ? text.slice(requireForCommonJs.length) : text;
    return { path, text: /\brequire\b/.test(body) ? text : body };
  });
  for (const { path, text } of files) {
    const output = metafile.outputs[relative(root, path).replaceAll(sep, '/')];
    if (output) output.bytes = Buffer.byteLength(text);
  }
  return joinStart({ files, metafile }, { ...common, ...options });
}

/** Chunks carry a hash in their name: those of the last build would stay, and be packaged. */
async function removeOldBundle(): Promise<void> {
  await mkdir(dist, { recursive: true });
  const old = (await readdir(dist)).filter((name) => /\.js(\.map)?$/.test(name));
  await Promise.all(old.map((name) => rm(join(dist, name))));
}
