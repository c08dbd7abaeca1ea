import assert from 'node:assert/strict';
import type { Metafile } from 'esbuild';

/** What VS Code loads of ours before activate() is called. */
export interface ActivationSize {
  readonly bytes: number;
  /** Source files in it. */
  readonly modules: number;
}

/** Adds up the entry and all that it imports statically; what `import()` loads comes later. */
export function activationSize({ outputs }: Metafile): ActivationSize {
  const loaded = new Set<string>();
  const load = (path: string): void => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const { path: imported, kind, external } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && !external) load(imported);
    }
  };
  load('dist/extension.js');
  const files = [...loaded].map((path) => outputs[path]);
  const bytes = files.reduce((sum, file) => sum + (file?.bytes ?? 0), 0);
  assert.ok(bytes > 0, 'the bundle has an entry');
  return { bytes, modules: files.reduce((sum, file) => sum + Object.keys(file?.inputs ?? {}).length, 0) };
}
