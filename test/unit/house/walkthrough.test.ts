import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../../../scripts/steps/paths.ts';

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly Step[] }[];
  };
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(root, name), 'utf8'));
}

describe('the walkthrough', () => {
  const { name, publisher, contributes } = read('package.json') as Manifest;
  const texts = read('package.nls.json') as Record<string, string>;
  const [walkthrough] = contributes.walkthroughs;
  const steps = walkthrough?.steps ?? [];

  test('has at most four steps, each with its end and a picture that follows the theme', () => {
    assert.ok(steps.length > 0 && steps.length <= 4);
    for (const { completionEvents, media } of steps) {
      assert.ok(completionEvents.length > 0);
      assert.ok(existsSync(join(root, media.svg)), media.svg);
      const drawing = readFileSync(join(root, media.svg), 'utf8');
      assert.doesNotMatch(drawing, /(?:fill|stroke)="(?!none|var\(--vscode-)[^"]*"/, 'a colour of its own');
    }
  });

  test('leads to commands that there are', () => {
    const known = new Set(contributes.commands.map(({ command }) => command));
    known.add('backupEncryption.instances.focus');
    for (const { description } of steps) {
      const text = texts[description.replaceAll('%', '')] ?? '';
      const commands = [...text.matchAll(/\(command:([\w.]+)\)/g)].map(([, command = '']) => command);
      assert.equal(commands.length, 1, text);
      for (const command of commands) assert.ok(known.has(command), command);
    }
  });

  test('is what the welcome view leads to', () => {
    const target = /openWalkthrough\?([^)]*)\)/.exec(texts['welcome.empty'] ?? '')?.[1] ?? '';
    assert.equal(decodeURIComponent(target), `"${publisher}.${name}#${walkthrough?.id}"`);
  });
});
