import * as vscode from 'vscode';
import { shownState } from '../domain/posture.ts';
import { STATES, type ViewChoice } from '../domain/viewChoice.ts';
import type { Subject } from '../policy/policy.ts';

/** What the view is filtered by, to show some instances. */
export interface ShownInstances {
  readonly text: string;
  readonly states: ViewChoice['filter']['states'];
}

/** One instance is shown by its id; several by their states, and by their account where it is one. */
export function argumentOf(
  subjects: readonly Subject[],
  accountName?: (id: string) => string,
): ShownInstances {
  const [first, ...others] = subjects;
  if (first && others.length === 0) return { text: first.instance.id, states: [] };
  const states = new Set(subjects.map(({ encryption }) => shownState(encryption)));
  const accounts = new Set(subjects.map(({ instance }) => instance.accountId));
  const [account] = accounts;
  const text = accounts.size === 1 && account !== undefined ? (accountName?.(account) ?? '') : '';
  return { text, states: STATES.filter((state) => states.has(state)) };
}

/** Groups and filters the view anew. */
export type Arrange = (choose: (choice: ViewChoice) => ViewChoice) => Promise<void>;

/** Filters the view, and shows it. */
export async function showInstances(arrange: Arrange, filter: ShownInstances): Promise<void> {
  await arrange((choice) => ({ ...choice, filter }));
  await vscode.commands.executeCommand('backupEncryption.instances.focus');
}
