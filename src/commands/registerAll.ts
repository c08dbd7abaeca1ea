import type * as vscode from 'vscode';
import { PREFIX, registerCommand, type Command, type CommandContext } from './shared/command.ts';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** Registers every command of the manifest. Even the table of them is loaded when one is first used. */
export function registerCommands(manifest: unknown, context: CommandContext): vscode.Disposable[] {
  const { commands } = (manifest as Manifest).contributes;
  return commands.map(({ command }) => {
    const name = command.slice(PREFIX.length);
    return registerCommand(name, () => load(name), context);
  });
}

/** @throws RangeError for a command that is in the manifest alone; a test says that there is none */
async function load(name: string): Promise<Command> {
  const { COMMANDS } = await import('./register.ts');
  const found = COMMANDS[name];
  if (!found) throw new RangeError(`no command ${name}`);
  return found();
}
