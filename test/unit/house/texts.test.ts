import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../../../scripts/steps/paths.ts';
import { PROFILES } from '../../../src/cloud/registry.ts';

function readJson(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(root, name), 'utf8')) as Record<string, unknown>;
}

/** The texts given to `l10n.t` anywhere in src. */
function textsInSource(): string[] {
  const files = globSync('src/**/*.ts', { cwd: root });
  const call = /\bl10n\.t\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g;
  return files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(call)].map((match) =>
      (match[1] ?? match[2] ?? '').replace(/\\(.)/g, '$1'),
    ),
  );
}

describe('texts', () => {
  test('the bundle for translators holds every text of the code, and no other (npm run l10n)', () => {
    const texts = [...new Set(textsInSource())].sort();
    assert.ok(texts.length > 100);
    assert.deepEqual(Object.keys(readJson('l10n/bundle.l10n.json')).sort(), texts);
  });

  test('every placeholder of the manifest has its text, and the other way round', () => {
    const used = new Set(
      [...JSON.stringify(readJson('package.json')).matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key),
    );
    assert.deepEqual(Object.keys(readJson('package.nls.json')).sort(), [...used].sort());
  });
});

describe('manifest', () => {
  test('offers the providers of the registry in the settings', () => {
    const manifest = JSON.stringify(readJson('package.json'));
    const ids = JSON.stringify(PROFILES.map(({ id }) => id));
    assert.ok(manifest.includes(`"enum":${ids}`), `no enum of ${ids} in the accounts setting`);
  });
});
