import * as vscode from 'vscode';
import { CloudError } from '../../cloud/error.ts';
import { failureMessage, type Place } from '../../texts/failure.ts';

/**
 * Does what a person asked for. A failure is told together with what it happened to; whoever called ends like after
 * a cancel, since there is nothing more to say.
 */
export async function orTell<T>(place: Place, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    showFailure(error, place);
    throw new vscode.CancellationError();
  }
}

/** Tells a person about a failure of something they asked for, and does not wait: they have nothing left to do. */
export function showFailure(error: unknown, place?: Place): void {
  const { text, offers } = failureMessage(error, place);
  void vscode.window.showErrorMessage(text, ...offers).then((chosen) => {
    if (chosen) void vscode.commands.executeCommand(chosen.id, ...chosen.arguments);
  });
}
