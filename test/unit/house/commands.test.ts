import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../../scripts/steps/paths.ts';
import { COMMANDS } from '../../../src/commands/register.ts';

test('the table of commands has those of the manifest, from which they are registered, and no others', () => {
  const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    contributes: { commands: { command: string }[] };
  };
  const declared = contributes.commands.map(({ command }) => command);
  const known = Object.keys(COMMANDS).map((name) => `backupEncryption.${name}`);
  assert.deepEqual(known.toSorted(), declared.toSorted());
});
