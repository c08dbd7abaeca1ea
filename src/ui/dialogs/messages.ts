import * as vscode from 'vscode';
import type { Advice } from '../../texts/advice.ts';
import { inert } from '../../texts/inert.ts';

/** Messages and questions of VS Code. What they say may come from outside: no link in it works. */

/** Says something in passing, and waits for nobody. */
export function tell(message: string): void {
  void vscode.window.showInformationMessage(inert(message));
}

/** Says something in passing, and what can be done next. */
export function offer(message: string, { title, id, arguments: about }: Advice['command']): void {
  void vscode.window.showInformationMessage(inert(message), title).then((chosen) => {
    if (chosen) void vscode.commands.executeCommand(id, ...about);
  });
}

/** Says something that must be seen, with the details. */
export function warn(message: string, detail: string): void {
  void vscode.window.showWarningMessage(inert(message), { modal: true, detail });
}

export interface Question {
  readonly title: string;
  readonly detail: string;
  /** The button that says yes. */
  readonly verb: string;
  /** A button that says no, where Enter must not say yes: the first one has the focus, and nobody can choose another. */
  readonly refusal?: string;
}

/** Asks before something is done. */
export async function confirm({ title, detail, verb, refusal }: Question): Promise<boolean> {
  const buttons = refusal ? [refusal, verb] : [verb];
  return (await vscode.window.showWarningMessage(inert(title), { modal: true, detail }, ...buttons)) === verb;
}
