import { basename, relative, sep } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { dist, root } from './paths.ts';

/** A file of the bundle. */
export interface BundleFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

export interface Bundle {
  readonly files: readonly BundleFile[];
  readonly metafile: Metafile;
}

const ENTRY = 'dist/extension.js';
const START = 'dist/start.js';

/**
 * Makes one file of all that is loaded at activation: esbuild splits it into some thirty, since chunks that load later
 * share parts of it, and each file costs VS Code a look-up and a read. Those chunks find their parts under the same names
 * as before, as what `start.js` gives out. That is a file of its own beside the entry, so that everybody names it alike.
 */
export async function joinStart({ files, metafile }: Bundle, options: BuildOptions): Promise<Bundle> {
  const outputs = metafile.outputs;
  const joined = loadedBy(outputs, ENTRY);
  const texts = new Map(files.map((file) => [nameOf(file.path), file.text]));
  const { outputFiles, metafile: told } = await build({
    ...options,
    stdin: { contents: entryText(outputs, joined), resolveDir: dist, loader: 'js' },
    outfile: START,
    write: false,
    metafile: true,
    plugins: [readFrom(texts, joined)],
  });
  const start = told.outputs[START];
  if (!start) throw new Error('esbuild has joined nothing');
  const kept = files.filter(({ path }) => !joined.has(nameOf(path).replace(/\.map$/, '')));
  const doors = [...joined].filter((path) => path === ENTRY || isWanted(outputs, joined, path));
  const added = doors.map((path) => ({ path: `${root}/${path}`, text: doorText(outputs, joined, path) }));
  const inputs = Object.assign(
    {},
    ...[...joined].map((path) => outputs[path]?.inputs),
  ) as (typeof start)['inputs'];
  return {
    files: [...kept, ...outputFiles.map(({ path, text }) => ({ path, text })), ...added],
    metafile: {
      ...metafile,
      outputs: {
        ...Object.fromEntries(
          Object.entries(outputs).filter(([path]) => !joined.has(path.replace(/\.map$/, ''))),
        ),
        ...Object.fromEntries(
          added.map(({ path, text }) => [
            nameOf(path),
            {
              bytes: text.length,
              inputs: {},
              exports: outputs[nameOf(path)]?.exports ?? [],
              imports: [{ path: START, kind: 'import-statement' as const }],
            },
          ]),
        ),
        [START]: { ...start, inputs },
      },
    },
  };
}

type Outputs = Metafile['outputs'];

/** An entry or a chunk with all that it imports, as long as that is not asked for later. */
function loadedBy(outputs: Outputs, path: string, loaded = new Set<string>()): Set<string> {
  if (loaded.has(path)) return loaded;
  loaded.add(path);
  for (const { path: imported, kind, external } of outputs[path]?.imports ?? []) {
    if (kind === 'import-statement' && !external) loadedBy(outputs, imported, loaded);
  }
  return loaded;
}

/** Whether anything that loads later wants parts of this chunk. */
function isWanted(outputs: Outputs, joined: ReadonlySet<string>, path: string): boolean {
  return Object.entries(outputs).some(([importer, { imports }]) =>
    imports.some(
      (imported) => imported.path === path && (!joined.has(importer) || imported.kind === 'dynamic-import'),
    ),
  );
}

/** The names of a chunk's exports in the joined file, by their own: those of the entry stay, others could clash. */
function exportsOf(
  outputs: Outputs,
  joined: ReadonlySet<string>,
  path: string,
): (readonly [string, string])[] {
  const prefix = path === ENTRY ? '' : `c${[...joined].indexOf(path)}_`;
  return (outputs[path]?.exports ?? []).map((name) => [name, prefix + name] as const);
}

function entryText(outputs: Outputs, joined: ReadonlySet<string>): string {
  return [...joined]
    .filter((path) => path === ENTRY || isWanted(outputs, joined, path))
    .map((path) => {
      const names = exportsOf(outputs, joined, path).map(([own, given]) => `${own} as ${given}`);
      return `export { ${names.join(', ')} } from './${basename(path)}';`;
    })
    .join('\n');
}

function doorText(outputs: Outputs, joined: ReadonlySet<string>, path: string): string {
  const names = exportsOf(outputs, joined, path).map(([own, given]) =>
    own === given ? own : `${given} as ${own}`,
  );
  return `export{${names.join(',')}}from"./${basename(START)}";\n`;
}

/** Gives esbuild what it has just made, with its source maps; what loads later stays where it is. */
function readFrom(texts: ReadonlyMap<string, string>, joined: ReadonlySet<string>): Plugin {
  return {
    name: 'start',
    setup(esbuild) {
      esbuild.onResolve({ filter: /^\.\// }, ({ path, kind }) =>
        kind === 'dynamic-import'
          ? { path, external: true }
          : { path: `dist/${basename(path)}`, namespace: 'made', sideEffects: true },
      );
      esbuild.onLoad({ filter: /./, namespace: 'made' }, ({ path }) => {
        const text = texts.get(path);
        if (text === undefined || !joined.has(path)) throw new Error(`${path} is not loaded at the start`);
        const map = Buffer.from(texts.get(`${path}.map`) ?? '').toString('base64');
        const plain = text.replace(/\/\/# sourceMappingURL=.*\s*$/, '');
        return {
          contents: map ? `${plain}\n//# sourceMappingURL=data:application/json;base64,${map}` : plain,
          loader: 'js',
        };
      });
    },
  };
}

function nameOf(path: string): string {
  return relative(root, path).replaceAll(sep, '/');
}
