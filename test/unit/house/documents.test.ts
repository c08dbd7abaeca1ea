import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';

const root = join(import.meta.dirname, '..', '..', '..');
const DOCUMENTS = globSync(['*.md', 'docs/**/*.md'], { cwd: root });
/** What is made on the way, and not kept. */
const MADE = /^(dist|node_modules|\.workbench)\/|^test\/bench\/results\.json$/;
const FOLDERS = /^(src|test|scripts|docs|media|l10n|schemas|\.ci|\.vscode)\//;
const SOURCE = /^[\w-]+\/[\w/.{},*-]+\.ts$/;

/** The files and folders that a text names, from the root: those in code are of the whole project, or of `src`. */
function placesIn(text: string, document: string): string[] {
  const named = [...text.matchAll(/`([\w./{},*-]+\/[\w.{},*-]*)`/g)].map(([, place = '']) => place);
  const inCode = named.flatMap((place) => {
    if (FOLDERS.test(place)) return [place];
    return SOURCE.test(place) && !document.endsWith('fault-matrix.md') ? [`src/${place}`] : [];
  });
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) =>
    join(dirname(document), link),
  );
  return [...inCode, ...links].filter((place) => !MADE.test(place));
}

/** Every spelling of a name with alternatives in braces. */
function spellings(place: string): string[] {
  const braces = /\{([^{}]*)\}/.exec(place);
  if (!braces) return [place];
  const [all, inside = ''] = braces;
  return inside.split(',').flatMap((one) => spellings(place.replace(all, one)));
}

describe('what a document names is there:', () => {
  for (const document of DOCUMENTS)
    test(document, () => {
      const places = placesIn(readFileSync(join(root, document), 'utf8'), document);
      const missing = places
        .flatMap(spellings)
        .filter((place) => globSync(place.replace(/\/$/, ''), { cwd: root }).length === 0);
      assert.deepEqual(missing, []);
    });
});
