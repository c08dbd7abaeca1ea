import * as vscode from 'vscode';
import { standing } from '../domain/posture.ts';
import type { AccountView } from '../inventory/accountView.ts';
import type { Inventory } from '../inventory/inventory.ts';

type Milestone = 'hasOwnAccounts' | 'hasEncrypted';

/**
 * Tells VS Code which steps of the walkthrough are done. The sandbox's accounts do not count: its instances are
 * encrypted from the start.
 */
export class Milestones {
  readonly #inventory: Inventory;
  readonly #reached = new Set<Milestone>();

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
  }

  update(): void {
    const own = this.#inventory.accounts().filter(({ source }) => source !== undefined && source !== 'given');
    this.#reach('hasOwnAccounts', () => own.length > 0);
    this.#reach('hasEncrypted', () => own.some(hasEncrypted));
  }

  /** What was reached once stays so, and is not looked for again. */
  #reach(milestone: Milestone, isReached: () => boolean): void {
    if (this.#reached.has(milestone) || !isReached()) return;
    this.#reached.add(milestone);
    void vscode.commands.executeCommand('setContext', `backupEncryption.${milestone}`, true);
  }
}

function hasEncrypted({ records }: AccountView): boolean {
  for (const { encryption } of records.values()) {
    if (standing(encryption) === 'on') return true;
  }
  return false;
}
