import { createHash } from 'node:crypto';
import type * as vscode from 'vscode';
import { runProgram } from '../accounts/programs.ts';
import type { Programs } from '../accounts/profiles.ts';

/** Where the user's word is kept: the hashes of the commands that may run. */
const ALLOWED = 'allowedPrograms';

/** The programs that profiles name; each runs only after the user has allowed its exact command once. */
export function programsOf(memory: vscode.Memento): Programs {
  return {
    isAllowed: (command) => memory.get<readonly string[]>(ALLOWED, []).includes(hashOf(command)),
    run: runProgram,
  };
}

/** From now on this command may run, on this machine. */
export async function allowProgram(memory: vscode.Memento, command: string): Promise<void> {
  const others = memory.get<readonly string[]>(ALLOWED, []).filter((hash) => hash !== hashOf(command));
  await memory.update(ALLOWED, [...others, hashOf(command)]);
}

function hashOf(command: string): string {
  return createHash('sha256').update(command).digest('hex');
}
