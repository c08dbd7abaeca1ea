import { newTally, type Posture } from '../../domain/posture.ts';
import type { InstanceRecord, InstanceRef } from '../../domain/instance.ts';
import { isFiltering, type ViewChoice } from '../../domain/viewChoice.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { InventoryChange } from '../../inventory/inventoryChange.ts';
import { Arrangement, noEffect, type Effect } from './arrangement.ts';
import { isSection, keyOf, type InstanceNode, type Node, type SectionNode } from './nodes.ts';
import { OpenRows } from './openRows.ts';
import { Outline } from './outline.ts';
import type { Section } from './sections.ts';

/** What changes mean for the tree. */
export interface Outcome extends Effect {
  /** Rows that may look otherwise because of what is said of their account. */
  readonly others: readonly Node[];
}

/** The tree without VS Code: which rows there are, which stand below which, and which of them are open. */
export class TreeModel {
  readonly inventory: Inventory;
  readonly #arrangement: Arrangement;
  readonly #outline: Outline;
  readonly #openRows = new OpenRows();

  constructor(inventory: Inventory, choice: ViewChoice) {
    this.inventory = inventory;
    this.#arrangement = new Arrangement(inventory, choice);
    this.#outline = new Outline(inventory, this.#arrangement);
    this.#adaptOpenRows();
  }

  get choice(): ViewChoice {
    return this.#arrangement.choice;
  }

  /** How many instances have a row. */
  get shown(): number {
    return this.#arrangement.shown;
  }

  /** How many would have a row without the filter. */
  get total(): number {
    return this.#arrangement.total;
  }

  /** Groups and filters anew; all rows are to be asked for afterwards. */
  arrange(choice: ViewChoice): void {
    this.#arrangement.arrange(choice);
    this.#adaptOpenRows();
  }

  /** Takes in what changed. */
  takeIn(changes: readonly InventoryChange[]): Outcome {
    const effect = noEffect();
    const before = this.#identity();
    for (const change of changes) {
      if (change.kind !== 'instances') continue;
      const { accountId, instanceIds } = change;
      for (const instanceId of instanceIds) this.#arrangement.update({ accountId, instanceId }, effect);
    }
    const others = changes.some(isOfAccounts) ? this.#rearrange(changes, effect) : [];
    this.#adaptOpenRows();
    if (this.#identity() !== before) effect.roots = true;
    return { ...effect, others };
  }

  roots(): SectionNode[] {
    return this.#outline.roots();
  }

  childrenOf(node: Node): readonly Node[] {
    return this.#outline.childrenOf(node);
  }

  parentOf(node: Node): SectionNode | undefined {
    return this.#outline.parentOf(node);
  }

  /** The row of an instance; undefined for one that is filtered out. */
  rowOf(ref: InstanceRef): InstanceNode | undefined {
    return this.#arrangement.place(ref)?.node;
  }

  /** The instances below a row, counted by state. */
  countsOf(node: SectionNode): Posture {
    return this.#arrangement.section(node)?.counts ?? newTally();
  }

  /** What the filter lets through; undefined without one. */
  favored(): ((record: InstanceRecord) => boolean) | undefined {
    return isFiltering(this.choice.filter) ? this.#arrangement.matches : undefined;
  }

  /** What to do about an account or a region, directly below its row. */
  adviceOf(node: Node): readonly Node[] {
    return this.#outline.adviceOf(node);
  }

  /** A row's id for VS Code. */
  idOf(node: Node): string {
    return isSection(node) ? this.#openRows.idOf(node, this.#isEmpty(node)) : keyOf(node);
  }

  isOpen(node: SectionNode): boolean {
    return this.#openRows.isOpen(node, this.#isEmpty(node));
  }

  /** Takes note that somebody opened or closed a row. */
  toggled(node: Node, open: boolean): void {
    if (isSection(node)) this.#openRows.choose(node, open);
  }

  /** How many rows VS Code asks for anew when it is told of this one. */
  costOf(node: SectionNode): number {
    return this.#costOf(this.#arrangement.section(node));
  }

  #costOf(section: Section | undefined): number {
    if (!section || !this.isOpen(section.node)) return 1;
    return section.sections.reduce((cost, one) => cost + this.#costOf(one), 1 + section.rows.size);
  }

  /** Arranges everything anew. @returns the rows of the accounts that something else is said of */
  #rearrange(changes: readonly InventoryChange[], effect: Effect): Node[] {
    this.#arrangement.rebuild();
    for (const { node } of this.#arrangement.sections()) effect.counted.add(node);
    const others: Node[] = [];
    for (const change of changes) {
      if (change.kind === 'accounts') effect.roots = true;
      if (change.kind === 'members') this.#noteMembers(change.accountId, effect);
      if (change.kind === 'account') others.push(...this.#outline.rowsAbout(change.accountId));
    }
    return others;
  }

  /** Grouped by account only its own rows come and go; else they may be anywhere. */
  #noteMembers(accountId: string, effect: Effect): void {
    const account = this.#arrangement.section({ kind: 'account', accountId })?.node;
    if (account && this.choice.grouping === 'account') effect.moved.add(account);
    else effect.roots = true;
  }

  /** Which rows there are at the top, and how rows above others start: when that changes, all is asked for anew. */
  #identity(): string {
    const starts = [...this.#arrangement.sections()].map(({ node }) => this.idOf(node));
    return [...this.roots().map(keyOf), ...starts].join('\n');
  }

  #isEmpty(node: SectionNode): boolean {
    return this.countsOf(node).total === 0;
  }

  #adaptOpenRows(): void {
    const { filter } = this.choice;
    this.#openRows.adapt(this.shown, isFiltering(filter) ? JSON.stringify(filter) : '');
  }
}

function isOfAccounts({ kind }: InventoryChange): boolean {
  return kind === 'accounts' || kind === 'account' || kind === 'members';
}
