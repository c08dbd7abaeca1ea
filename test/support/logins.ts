import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoginSources } from '../../src/accounts/logins.ts';
import { runProgram } from '../../src/accounts/programs.ts';
import { memorySecrets } from './secrets.ts';

/** A machine with nothing on it: no secret, no variable, no file, and no program that may run. */
export function loginSources(differences: Partial<LoginSources> = {}): LoginSources {
  return {
    secrets: memorySecrets(),
    environment: {},
    home: join(tmpdir(), 'nobody-lives-here'),
    programs: { isAllowed: () => false, run: runProgram },
    ...differences,
  };
}

/** A home directory of its own. */
export function makeHome(): string {
  return mkdtempSync(join(tmpdir(), 'backup-encryption-home-'));
}
