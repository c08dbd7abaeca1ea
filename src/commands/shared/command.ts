import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { FleetHost } from '../../host/fleetHost.ts';
import type { HostLog } from '../../host/log.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { inert } from '../../texts/inert.ts';
import type { GeneratedTexts } from '../../ui/generatedTexts.ts';
import type { Views } from '../../ui/views.ts';
import type { SandboxStay } from '../../host/sandboxStay.ts';

/** What commands work with. */
export interface CommandContext {
  readonly inventory: Inventory;
  readonly views: Views;
  readonly host: FleetHost;
  readonly secrets: vscode.SecretStorage;
  /** What is remembered on this machine, whatever is open. */
  readonly memory: vscode.Memento;
  readonly log: HostLog;
  readonly sandbox: SandboxStay;
  readonly texts: GeneratedTexts;
}

/** A command gets whatever it was called with: a row, the ids, or nothing. */
export type Command = (context: CommandContext, ...args: unknown[]) => Promise<void>;

/** What the names of our commands begin with. */
export const PREFIX = 'backupEncryption.';

/**
 * Registers a command. All of them run through here, so that all fail alike: a cancelled one ends silently, a
 * failed one says what happened and what to do next.
 */
export function registerCommand(
  name: string,
  load: () => Promise<Command>,
  context: CommandContext,
): vscode.Disposable {
  return vscode.commands.registerCommand(PREFIX + name, async (...args: unknown[]) => {
    try {
      const command = await load();
      await command(context, ...args);
    } catch (error) {
      if (error instanceof vscode.CancellationError) return;
      const { showFailure } = await import('../../ui/dialogs/failure.ts');
      context.log.error(error instanceof Error ? `${name}: ${error.stack ?? error.message}` : String(error));
      showFailure(error);
    }
  });
}

/** A task that ends within this time shows no progress: a notification that flashes up helps nobody. */
const PATIENCE = 500;

/** Runs a task that a person waits for; when it takes long, a notification shows it and can cancel it. */
export async function withCancel<T>(title: string, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const work = task(controller.signal);
  const ended = work.then(
    () => true,
    () => true,
  );
  if (!(await Promise.race([ended, wait(PATIENCE, false)]))) {
    const location = vscode.ProgressLocation.Notification;
    void vscode.window.withProgress(
      { location, title: inert(title), cancellable: true },
      (_progress, token) => {
        token.onCancellationRequested(() => {
          controller.abort(new vscode.CancellationError());
        });
        return ended;
      },
    );
  }
  return work;
}
