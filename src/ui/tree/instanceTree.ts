import * as vscode from 'vscode';
import { notEncrypted } from '../../domain/posture.ts';
import { isFiltering, type ViewChoice } from '../../domain/viewChoice.ts';
import type { InstanceRef } from '../../domain/instance.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { InventoryChange } from '../../inventory/inventoryChange.ts';
import { noEffect } from './arrangement.ts';
import type { Node } from './nodes.ts';
import { Painter } from './painter.ts';
import type * as Rows from './rows.ts';
import { TreeModel } from './treeModel.ts';
import { badgeWords, viewMessage, type Found } from '../../texts/viewMessage.ts';

export const VIEW_ID = 'backupEncryption.instances';

/** The tree of instances, grouped and filtered as somebody chose: a view on the inventory. */
export class InstanceTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #inventory: Inventory;
  readonly #model: TreeModel;
  readonly #painter: Painter;
  readonly #changed = new vscode.EventEmitter<Node[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<Node>;
  /** How rows look: loaded when VS Code asks for the first one. */
  #rows: typeof Rows | undefined;

  /** @param hasAppeared whether the row of an instance has been on the screen */
  constructor(inventory: Inventory, choice: ViewChoice, hasAppeared: (ref: InstanceRef) => boolean) {
    this.#inventory = inventory;
    const model = (this.#model = new TreeModel(inventory, choice));
    inventory.attention.favored = model.favored();
    this.#painter = new Painter({
      faceOf: (node) => this.#rows?.faceOf(node, this.#rows.rowOf(node, model), model) ?? '',
      costOf: (node) => model.costOf(node),
      parentOf: (node) => model.parentOf(node),
      hasAppeared,
      isReading: () => inventory.activity.refreshing,
      fire: (nodes) => this.#changed.fire([...nodes]),
    });
    this.#view = vscode.window.createTreeView(VIEW_ID, {
      treeDataProvider: this,
      canSelectMany: true,
      showCollapseAll: true,
    });
    this.#view.onDidExpandElement(({ element }) => this.#toggled(element, true));
    this.#view.onDidCollapseElement(({ element }) => this.#toggled(element, false));
  }

  get choice(): ViewChoice {
    return this.#model.choice;
  }

  /** The instances that are selected. */
  get selection(): readonly InstanceRef[] {
    return this.#view.selection.filter((node) => node.kind === 'instance');
  }

  /** How many instances have a row, of how many. */
  get found(): Found {
    const { shown } = this.#model;
    // To count all of them takes a while among many, and without a filter all are shown.
    return { shown, total: isFiltering(this.choice.filter) ? this.#model.total : shown };
  }

  /** Groups and filters the rows anew. */
  arrange(choice: ViewChoice): void {
    this.#model.arrange(choice);
    this.#inventory.attention.favored = this.#model.favored();
    this.#describe();
    this.#repaintAll();
  }

  /** Repaints what changed, and no more. */
  update(changes: readonly InventoryChange[]): void {
    const outcome = this.#model.takeIn(changes);
    // Rows first: what is told right after them VS Code holds back for a while (frames.ts).
    if (outcome.roots) this.#repaintAll();
    else this.#painter.repaint(outcome, outcome.others);
    this.#describe();
  }

  /** The row of an instance has come on the screen. @returns whether it waits to be painted with the next update */
  appeared(ref: InstanceRef): boolean {
    const node = this.#model.rowOf(ref);
    return node !== undefined && this.#painter.appeared(node);
  }

  getTreeItem(node: Node): vscode.TreeItem | Promise<vscode.TreeItem> {
    if (this.#rows) return this.#rowOf(node, this.#rows);
    return import('./rows.ts').then((rows) => this.#rowOf(node, (this.#rows = rows)));
  }

  #rowOf(node: Node, { rowOf, faceOf }: typeof Rows): vscode.TreeItem | Promise<vscode.TreeItem> {
    const row = rowOf(node, this.#model);
    this.#painter.gave(node, faceOf(node, row, this.#model));
    const account = node.kind === 'advice' && this.#inventory.account(node.accountId);
    if (!account) return row;
    return import('./adviceRow.ts').then(({ fillAdvice }) => fillAdvice(row, node, account));
  }

  getChildren(node?: Node): Node[] {
    return node ? [...this.#model.childrenOf(node)] : this.#model.roots();
  }

  getParent(node: Node): Node | undefined {
    return this.#model.parentOf(node);
  }

  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    this.#painter.explained(node);
    const { nodeTooltip } = await import('./nodeTooltip.ts');
    const tooltip = nodeTooltip(node, this.#inventory);
    if (tooltip) item.tooltip = new vscode.MarkdownString(tooltip);
    return item;
  }

  /** What waited for its row to be closed is painted now. */
  #toggled(node: Node, open: boolean): void {
    this.#model.toggled(node, open);
    this.#painter.repaint(noEffect());
  }

  #repaintAll(): void {
    this.#painter.startOver();
    this.#changed.fire(undefined);
  }

  /** The number on the activity bar, and what stands above the rows. */
  #describe(): void {
    const value = notEncrypted(this.#inventory.posture());
    this.#view.badge = value > 0 ? { value, tooltip: badgeWords(value) } : undefined;
    const { refreshing, progress } = this.#inventory.activity;
    const message = viewMessage(this.choice.filter, this.found, refreshing ? progress : undefined);
    if (message !== this.#view.message) this.#view.message = message;
  }

  dispose(): void {
    this.#painter.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }
}
