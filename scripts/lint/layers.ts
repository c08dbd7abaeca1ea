import { dirname, join, relative, sep } from 'node:path';
import type { Rule } from 'eslint';
import { root } from '../steps/paths.ts';

/** From top to bottom: an import points to its own layer or to one further down. */
export const layers: readonly string[] = [
  'extension',
  'commands',
  'editor',
  'ui',
  'host',
  'texts',
  'fleet',
  'inventory',
  'report',
  'policy',
  'files',
  'accounts',
  'cloud',
  'domain',
];

/** The layers that may import 'vscode'; the others run in plain Node as well. */
export const vscodeLayers: readonly string[] = ['extension', 'commands', 'editor', 'ui', 'host'];

interface Enclave {
  readonly folder: string;
  /** Files and folders outside that may import it. */
  readonly doors: readonly string[];
  /** Whether it is loaded on demand only, so by import() or for its types. */
  readonly isLazy?: boolean;
  /** What it may import besides itself, where the layers do not say. */
  readonly imports?: readonly string[];
}

/** Folders that nothing but their doors may import. */
const enclaves: readonly Enclave[] = [
  { folder: 'cloud/alibaba', doors: ['cloud/registry.ts', 'cloud/guides.ts'] },
  { folder: 'cloud/huawei', doors: ['cloud/registry.ts', 'cloud/guides.ts'] },
  { folder: 'sandbox', doors: ['host'], isLazy: true, imports: ['cloud/signing', 'domain'] },
];

interface Import {
  /** The importing file, from src, with forward slashes. */
  readonly from: string;
  /** As it is written. */
  readonly specifier: string;
  /** Whether it is loaded when it is needed, or not at all since only its types are used. */
  readonly isLazy: boolean;
}

/** @returns what is wrong with an import by a file of src, if anything is */
export function judgeImport({ from, specifier, isLazy }: Import): string | undefined {
  if (specifier === 'vscode') return judgeVscode(from);
  if (!specifier.startsWith('.')) return undefined;
  const to = join(dirname(from), specifier).replaceAll(sep, '/');
  if (to.startsWith('../')) return `src imports nothing of the project outside it, so not ${specifier}`;
  return judgeEnclaves(from, to, isLazy) ?? judgeLayers(from, to);
}

function judgeVscode(from: string): string | undefined {
  if (vscodeLayers.includes(layerOf(from))) return undefined;
  return `${layerOf(from)} runs without VS Code: only ${vscodeLayers.join(', ')} import 'vscode'`;
}

function judgeEnclaves(from: string, to: string, isLazy: boolean): string | undefined {
  for (const enclave of enclaves) {
    if (isWithin(from, enclave.folder) || !isWithin(to, enclave.folder)) continue;
    if (!enclave.doors.some((door) => isWithin(from, door))) {
      return `${enclave.folder} is imported by ${enclave.doors.join(', ')} only`;
    }
    if (enclave.isLazy && !isLazy) return `${enclave.folder} loads on demand: use import()`;
    return undefined;
  }
  return undefined;
}

function judgeLayers(from: string, to: string): string | undefined {
  const home = enclaves.find(({ folder, imports }) => imports && isWithin(from, folder));
  if (home?.imports) {
    const allowed = [home.folder, ...home.imports];
    return allowed.some((place) => isWithin(to, place))
      ? undefined
      : `${home.folder} imports ${home.imports.join(', ')} only`;
  }
  if (enclaves.some(({ folder, imports }) => imports && isWithin(to, folder))) return undefined;
  const [upper, lower] = [layers.indexOf(layerOf(from)), layers.indexOf(layerOf(to))];
  if (upper === -1) return `${from} belongs to no layer`;
  if (lower === -1) return `${to} belongs to no layer`;
  return upper <= lower
    ? undefined
    : `${layerOf(from)} is below ${layerOf(to)}: an import points only downwards`;
}

function layerOf(file: string): string {
  return file.split('/')[0]?.replace(/\.ts$/, '') ?? '';
}

function isWithin(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}

/** The ESLint rule that holds the arrows of docs/architecture.md. */
export const layersRule: Rule.RuleModule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const from = relative(join(root, 'src'), context.filename).replaceAll(sep, '/');
    const judge = (node: Rule.Node, source: unknown, isLazy: boolean): void => {
      const specifier = literalValue(source);
      const message = specifier && judgeImport({ from, specifier, isLazy });
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => judge(node, node.source, isTypeOnly(node)),
      ExportNamedDeclaration: (node) => judge(node, node.source, isTypeOnly(node)),
      ExportAllDeclaration: (node) => judge(node, node.source, isTypeOnly(node)),
      ImportExpression: (node) => judge(node, node.source, true),
      TSImportType: (node: Rule.Node & { source?: unknown }) => judge(node, node.source, true),
    };
  },
};

function literalValue(node: unknown): string | undefined {
  const isLiteral = typeof node === 'object' && node !== null && 'value' in node;
  return isLiteral && typeof node.value === 'string' ? node.value : undefined;
}

/** What the TypeScript parser adds to a node: `import type` and `export type`. */
function isTypeOnly(node: object): boolean {
  return (
    ('importKind' in node && node.importKind === 'type') ||
    ('exportKind' in node && node.exportKind === 'type')
  );
}
