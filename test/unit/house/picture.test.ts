import assert from 'node:assert/strict';
import { globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { judgeImport, layers, vscodeLayers } from '../../../scripts/lint/layers.ts';
import { root } from '../../../scripts/steps/paths.ts';

const src = join(root, 'src');
const THE_LINE = '═══';

/** The lines of the picture in docs/architecture.md. */
function readPicture(): string[] {
  const [, picture = ''] = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8').split('```');
  return picture.split('\n');
}

/** The layers of the picture from top to bottom, each with the rooms that are drawn in it. */
function layersOf(picture: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let rooms: string[] = [];
  for (const line of picture) {
    const [, layer] = /^ ([\w.]+?)(?:\/|\.ts) /.exec(line) ?? [];
    if (layer) found.set(layer, (rooms = []));
    else if (/^ {3}\w/.test(line)) rooms.push(...[...line.matchAll(/(\w+)\//g)].map(([, room = '']) => room));
  }
  return found;
}

/** The imports of a file as they are written, with those of types and those on demand. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8');
  return [...text.matchAll(/(?:\bfrom |\bimport\(|^import )'([^']+)'/gm)].map(
    ([, specifier = '']) => specifier,
  );
}

describe('the picture of the architecture', () => {
  const picture = readPicture();
  const drawn = layersOf(picture);

  test('has the layers in the order that lint holds, and the sandbox beside them', () => {
    assert.deepEqual([...drawn.keys()], [...layers, 'sandbox']);
  });

  test('draws the line where vscode stops', () => {
    const above = picture.slice(
      0,
      picture.findIndex((line) => line.includes(THE_LINE)),
    );
    assert.deepEqual([...layersOf(above).keys()], vscodeLayers);
  });

  test('has every folder of src, and no other', () => {
    const folders = globSync('**', { cwd: src }).filter((path) => statSync(join(src, path)).isDirectory());
    const rooms = [...drawn].flatMap(([layer, inside]) => inside.map((room) => join(layer, room)));
    const shown = [...drawn.keys()].filter((layer) => layer !== 'extension');
    assert.deepEqual(
      [...shown, ...rooms].sort(),
      folders.filter((path) => path !== '.' && path !== '').sort(),
    );
  });

  test('has no import that points upwards', () => {
    const order = [...drawn.keys()].filter((layer) => layer !== 'sandbox');
    // The sandbox stands beside them: lint says what it may import.
    const files = globSync('**/*.ts', { cwd: src, exclude: ['sandbox/**'] });
    const upwards = files.flatMap((from) =>
      importsOf(from)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => join(dirname(from), specifier))
        .filter((to) => heightOf(order, to) > heightOf(order, from))
        .map((to) => `${from} → ${to}`),
    );
    assert.deepEqual(upwards, []);
  });

  test('is what lint judges by', () => {
    for (const [index, from] of layers.entries())
      for (const to of layers.slice(0, index))
        assert.ok(
          judgeImport({ from: `${from}/a.ts`, specifier: `../${to}/b.ts`, isLazy: false }),
          `${from} → ${to}`,
        );
  });
});

/** The higher, the further up; what stands beside the layers, as the sandbox does, is below all. */
function heightOf(order: readonly string[], file: string): number {
  const [layer = ''] = file.replace(/\.ts$/, '').split('/');
  return order.includes(layer) ? order.length - order.indexOf(layer) : 0;
}
