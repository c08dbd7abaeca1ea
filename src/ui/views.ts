import * as vscode from 'vscode';
import type { InstanceRef } from '../domain/instance.ts';
import { isFiltering, type ViewChoice } from '../domain/viewChoice.ts';
import type { ViewMemory } from '../host/viewMemory.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { InventoryChange } from '../inventory/inventoryChange.ts';
import type { Found } from '../texts/viewMessage.ts';
import { Frames } from './frames.ts';
import { Decorations } from './tree/decorations.ts';
import { InstanceTree, VIEW_ID } from './tree/instanceTree.ts';
import { Milestones } from './milestones.ts';
import { StatusBar } from './statusBar.ts';

/** All that shows the inventory, repainted together. */
export class Views implements vscode.Disposable {
  readonly #inventory: Inventory;
  readonly #memory: ViewMemory;
  readonly #tree: InstanceTree;
  readonly #decorations: Decorations;
  readonly #statusBar: StatusBar;
  readonly #milestones: Milestones;
  readonly #repainted: () => void;
  readonly #frames = new Frames<InventoryChange>((changes) => {
    this.#repaint(changes);
  });
  #endProgress: (() => void) | undefined;
  #disposed = false;

  /** @param repainted called after each repaint that showed other instances or states */
  constructor(inventory: Inventory, memory: ViewMemory, repainted: () => void) {
    this.#inventory = inventory;
    this.#memory = memory;
    this.#repainted = repainted;
    this.#tree = new InstanceTree(inventory, memory.read(), (ref) => this.#decorations.hasAppeared(ref));
    this.#decorations = new Decorations(inventory, (ref) => {
      if (this.#tree.appeared(ref)) this.#frames.add();
    });
    this.#statusBar = new StatusBar(inventory);
    this.#milestones = new Milestones(inventory);
    this.#showFiltering();
  }

  /** How the tree is grouped and filtered. */
  get choice(): ViewChoice {
    return this.#tree.choice;
  }

  /** How many instances the filter lets through. */
  get found(): Found {
    return this.#tree.found;
  }

  /** The instances that are selected in the tree. */
  get selection(): readonly InstanceRef[] {
    return this.#tree.selection;
  }

  /** Groups and filters the tree anew, for as long as somebody is still choosing. */
  show(choice: ViewChoice): void {
    this.#tree.arrange(choice);
    this.#showFiltering();
  }

  /** Groups and filters the tree anew, and keeps that for the next start. */
  async arrange(choice: ViewChoice): Promise<void> {
    this.show(choice);
    await this.#memory.write(choice);
  }

  update(change: InventoryChange): void {
    if (this.#disposed) return;
    this.#frames.add(change);
    // Whoever waited for the refresh has been told of what it found.
    if (change.kind === 'activity' && !this.#inventory.activity.refreshing) this.#frames.draw();
  }

  #showFiltering(): void {
    setContext('filtered', isFiltering(this.choice.filter));
  }

  #repaint(changes: readonly InventoryChange[]): void {
    if (changes.some(({ kind }) => kind === 'accounts')) {
      setContext('hasAccounts', this.#inventory.accounts().length > 0);
      setContext('ready', true);
    }
    if (changes.some(({ kind }) => kind === 'activity')) this.#showActivity();
    this.#tree.update(changes);
    this.#decorations.update(changes);
    this.#statusBar.update();
    this.#milestones.update();
    if (changes.some(({ kind }) => kind !== 'activity')) this.#repainted();
    this.#tellDrift();
  }

  /** What got worse, all of a refresh together. */
  #tellDrift(): void {
    const { activity, untold } = this.#inventory;
    if (activity.refreshing || untold.length === 0) return;
    const news = untold.splice(0);
    void import('./driftNotice.ts').then(({ tellDrift }) => tellDrift(news));
  }

  /** The progress line of the view while we read; the title's stop button ends it. */
  #showActivity(): void {
    const { refreshing } = this.#inventory.activity;
    setContext('refreshing', refreshing);
    if (!refreshing) {
      this.#endProgress?.();
      this.#endProgress = undefined;
      return;
    }
    if (this.#endProgress) return;
    const options = { location: { viewId: VIEW_ID } };
    void vscode.window.withProgress(
      options,
      () =>
        new Promise<void>((resolve) => {
          this.#endProgress = resolve;
        }),
    );
  }

  dispose(): void {
    this.#disposed = true;
    this.#frames.dispose();
    this.#endProgress?.();
    this.#tree.dispose();
    this.#decorations.dispose();
    this.#statusBar.dispose();
  }
}

function setContext(key: 'ready' | 'hasAccounts' | 'refreshing' | 'filtered', value: boolean): void {
  void vscode.commands.executeCommand('setContext', `backupEncryption.${key}`, value);
}
