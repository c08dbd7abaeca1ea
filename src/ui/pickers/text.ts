import * as vscode from 'vscode';
import type { BACK } from './frame.ts';
import { frameInput, settled, whileBusy, type Frame } from './frame.ts';

export interface TextQuestion {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly password?: boolean;
  /** What is wrong with a text while it is typed; undefined when nothing is. */
  readonly validate?: (text: string) => string | undefined;
  /** The last check when the text is accepted, perhaps against the cloud; undefined when it may go on. */
  readonly accept?: (text: string, signal: AbortSignal) => Promise<string | undefined>;
}

/**
 * Asks for a text.
 * @returns the text as typed, or BACK
 * @throws CancellationError when the input was closed
 */
export async function askText(frame: Frame, question: TextQuestion): Promise<string | typeof BACK> {
  const input = vscode.window.createInputBox();
  const closed = new AbortController();
  const { validate, accept } = question;
  frameInput(input, frame);
  input.prompt = question.prompt;
  input.placeholder = question.placeholder;
  input.value = question.value ?? '';
  input.password = question.password ?? false;
  input.onDidChangeValue((text) => {
    input.validationMessage = text === '' ? undefined : validate?.(text);
  });
  return settled(input, closed, async () => {
    const text = input.value;
    const problem = validate?.(text) ?? (await whileBusy(input, () => accept?.(text, closed.signal)));
    if (problem === undefined) return text;
    input.validationMessage = problem;
    return undefined;
  });
}
