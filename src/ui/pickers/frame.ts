import * as vscode from 'vscode';

/** Inputs of several steps: title, step count, a back button, and open while one looks elsewhere. */

export const BACK = Symbol('back');

export interface Frame {
  readonly title: string;
  /** Left out when there is only one. */
  readonly step?: number;
  readonly totalSteps?: number;
  /** Whether there is something to go back to; without a word, from the second step on. */
  readonly canGoBack?: boolean;
}

type Input = vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>;

/** Shows the frame around an input. */
export function frameInput(input: Input, { title, step, totalSteps, canGoBack }: Frame): void {
  const buttons = (canGoBack ?? (step ?? 1) > 1) ? [vscode.QuickInputButtons.Back] : [];
  Object.assign(input, { title, step, totalSteps, buttons, ignoreFocusOut: true });
}

/** Shows an input until `onAccept` gives a value, the back button is pressed, or it is closed. */
export async function settled<T>(
  input: Input,
  closed: AbortController,
  onAccept: () => Promise<T | undefined>,
): Promise<T | typeof BACK> {
  const { promise, resolve, reject } = Promise.withResolvers<T | typeof BACK>();
  input.onDidAccept(() => {
    onAccept().then((value) => {
      if (value !== undefined) resolve(value);
    }, reject);
  });
  input.onDidTriggerButton(() => {
    resolve(BACK);
  });
  input.onDidHide(() => {
    reject(new vscode.CancellationError());
  });
  input.show();
  try {
    return await promise;
  } finally {
    closed.abort(new vscode.CancellationError());
    if ('password' in input && input.password) wipe(input);
    input.dispose();
  }
}

/** VS Code uses the same box for every input and leaves the last text in it: a secret must not stay there. */
function wipe(input: vscode.InputBox): void {
  input.value = '';
  // Disposing alone would drop what was set just before.
  input.hide();
}

/** Shows that something is asked meanwhile, and takes no other answer. */
export async function whileBusy<T>(input: Input, task: () => Promise<T> | undefined): Promise<T | undefined> {
  input.busy = true;
  input.enabled = false;
  try {
    return await task();
  } finally {
    input.busy = false;
    input.enabled = true;
  }
}
