import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenOrigin } from '../../environment.ts';
import { until } from '../../../support/until.ts';

const MESSAGES = '.notification-list-item-message';
const BUTTONS = '.notification-list-item .monaco-button';
const DIALOG = '.monaco-dialog-box';
const QUICK_INPUT = '.quick-input-widget';

/** Whether the window can be seen from here; in desktop VS Code it cannot. */
export function hasScreen(): boolean {
  return process.env[screenOrigin] !== undefined;
}

async function texts(selector: string): Promise<string[]> {
  const reply = await fetch(`${origin()}/text?${new URLSearchParams({ selector }).toString()}`);
  return (await reply.json()) as string[];
}

/** What stands in the view: its message, then its rows as they are drawn, a label directly before its description. */
export async function viewShown(): Promise<string[]> {
  const parts = ['.part.sidebar .tree-explorer-viewlet-tree-view .message', '.part.sidebar [role=treeitem]'];
  const shown = await Promise.all(parts.map(texts));
  return shown.flat().map((text) => text.replaceAll(/\s+/g, ' ').trim());
}

export async function press(key: string): Promise<void> {
  await post('press', { key });
}

/** Types a text, and accepts it. */
export async function enter(text: string): Promise<void> {
  await post('type', { text });
  await press('Enter');
}

/** Presses a button of the modal dialog. */
export async function answerDialog(button: string): Promise<void> {
  await post('click', { button });
}

async function post(what: string, given: Readonly<Record<string, string>>): Promise<void> {
  const path = `${what}?${new URLSearchParams(given).toString()}`;
  const reply = await fetch(`${origin()}/${path}`, { method: 'POST' });
  assert.ok(reply.ok, `${path} is done`);
}

function origin(): string {
  const known = process.env[screenOrigin];
  assert.ok(known, 'the window can be seen');
  return known;
}

export async function clearMessages(): Promise<void> {
  await vscode.commands.executeCommand('notifications.clearAll');
  await until(async () => (await texts(MESSAGES)).length === 0, 'no message is shown');
}

/** Waits for a message, in the list of them: of many in a second, VS Code lets only a few pop up. */
export async function messageShown(pattern: RegExp): Promise<void> {
  await vscode.commands.executeCommand('notifications.showList');
  let shown: string[] = [];
  try {
    await until(
      async () => (shown = await texts(MESSAGES)).some((text) => pattern.test(text)),
      'the message',
    );
  } catch (error) {
    assert.fail(`no message fits ${pattern}; shown are: ${shown.join(' | ') || 'none'} (${String(error)})`);
  }
}

/** The buttons of the messages that are shown. */
export async function messageButtons(): Promise<string[]> {
  return texts(BUTTONS);
}

/** Waits for the modal dialog, and returns its text. */
export async function dialogShown(): Promise<string> {
  await until(async () => (await texts(DIALOG)).length > 0, 'a modal dialog is shown');
  return (await texts(DIALOG)).join('\n');
}

export async function isDialogShown(): Promise<boolean> {
  return (await texts(DIALOG)).length > 0;
}

/** Waits for a picker with a row that says so. */
export async function pickerShown(pattern: RegExp): Promise<void> {
  const shown = async () => (await texts(QUICK_INPUT)).some((text) => pattern.test(text));
  await until(shown, `a picker with ${pattern}`);
}

/** Closes pickers until a command has ended. Resolves with what came of it, and rejects if it did. */
export async function closingPickers<T>(command: Thenable<T>): Promise<T> {
  let ended = false;
  const end = () => (ended = true);
  command.then(end, end);
  await until(async () => {
    if (!ended) await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    return ended;
  }, 'the command ends when its picker is closed');
  return command;
}
