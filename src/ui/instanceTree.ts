import * as vscode from 'vscode';
import { notEncrypted, posture } from '../domain/posture.ts';
import type { Inventory, InventoryChange } from '../inventory/inventory.ts';
import { keyOf, Nodes, type Node } from './nodes.ts';
import { rowOf } from './rows.ts';
import { accountTooltip, instanceTooltip, reasonTooltip } from './tooltip.ts';

export const VIEW_ID = 'backupEncryption.instances';

/** The tree of accounts, regions and instances: a view on the inventory. */
export class InstanceTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #inventory: Inventory;
  readonly #nodes: Nodes;
  readonly #changed = new vscode.EventEmitter<Node[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<Node>;

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
    this.#nodes = new Nodes(inventory);
    this.#view = vscode.window.createTreeView(VIEW_ID, {
      treeDataProvider: this,
      canSelectMany: true,
      showCollapseAll: true,
    });
  }

  /** Repaints what changed, and no more. */
  update(changes: readonly InventoryChange[]): void {
    this.#showBadge();
    if (changes.some(({ kind }) => kind === 'accounts')) {
      this.#changed.fire(undefined);
      return;
    }
    const nodes = new Map(
      changes.flatMap((change) => this.#nodesOf(change)).map((node) => [keyOf(node), node]),
    );
    if (nodes.size > 0) this.#changed.fire([...nodes.values()]);
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return rowOf(node, this.#inventory);
  }

  getChildren(node?: Node): Node[] {
    return node ? this.#nodes.childrenOf(node) : this.#nodes.roots();
  }

  getParent(node: Node): Node | undefined {
    return this.#nodes.parentOf(node);
  }

  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    const tooltip = this.#tooltipOf(node);
    if (tooltip) item.tooltip = tooltip;
    return item;
  }

  #nodesOf(change: InventoryChange): Node[] {
    if (change.kind === 'account') return [this.#nodes.account(change.accountId)];
    if (change.kind !== 'instances') return [];
    const { accountId, instanceIds } = change;
    const rows = instanceIds.map((instanceId) => this.#nodes.instance({ accountId, instanceId }));
    // While reading, the counts on the rows above follow at its end: repainting those repaints all below them.
    return this.#inventory.refreshing ? rows : [this.#nodes.account(accountId), ...rows];
  }

  #tooltipOf(node: Node): vscode.MarkdownString | undefined {
    const account = this.#inventory.account(node.accountId);
    if (!account) return undefined;
    if (node.kind === 'account') return accountTooltip(account, this.#inventory.accounts());
    if (node.kind === 'instance') {
      const record = this.#inventory.record(node);
      return record && instanceTooltip(record, account);
    }
    const reason = node.region === undefined ? account.reason : account.regionReasons.get(node.region);
    return reason && reasonTooltip(node.region ?? account.name, reason, account);
  }

  /** The number on the activity bar: instances whose backups are not encrypted. */
  #showBadge(): void {
    const value = notEncrypted(posture(this.#inventory.records()));
    const tooltip = vscode.l10n.t('{0} instances without encrypted backups', value);
    this.#view.badge = value > 0 ? { value, tooltip } : undefined;
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }
}
