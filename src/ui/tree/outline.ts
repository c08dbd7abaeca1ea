import { isFiltering, STATES, type Filter } from '../../domain/viewChoice.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Arrangement } from './arrangement.ts';
import { isSection, keyOf, type AdviceNode, type GroupNode, type Node, type SectionNode } from './nodes.ts';
import { rowsOf } from './sections.ts';

/**
 * The rows from the top down. Whatever is grouped and filtered, an account or a region that could not be read has its
 * row: a filter never turns a failure into silence.
 */
export class Outline {
  readonly #inventory: Inventory;
  readonly #arrangement: Arrangement;
  readonly #known = new Map<string, AdviceNode>();

  constructor(inventory: Inventory, arrangement: Arrangement) {
    this.#inventory = inventory;
    this.#arrangement = arrangement;
  }

  roots(): SectionNode[] {
    const { grouping, filter } = this.#arrangement.choice;
    const accounts = this.#inventory.accounts().filter(({ id, state, reason }) => {
      if (state === 'problem' || reason) return true;
      return grouping === 'account' && this.#hasPlace({ kind: 'account', accountId: id }, filter);
    });
    const rows = accounts.map(
      ({ id }) => this.#arrangement.section({ kind: 'account', accountId: id })?.node,
    );
    return [...rows.filter((row) => row !== undefined), ...this.#groups()];
  }

  childrenOf(node: Node): readonly Node[] {
    const section = isSection(node) ? this.#arrangement.section(node) : undefined;
    if (!section) return [];
    const { filter } = this.#arrangement.choice;
    const regions = section.sections
      .map((one) => one.node)
      .filter((row) => this.adviceOf(row).length > 0 || this.#hasPlace(row, filter));
    const rows = rowsOf(section, (row) => this.#inventory.record(row)?.instance.name ?? '');
    return [...this.adviceOf(node), ...regions, ...rows];
  }

  /** What to do about an account, or about a region, where that has a row of its own. */
  adviceOf(node: Node): AdviceNode[] {
    if (node.kind !== 'account' && node.kind !== 'region') return [];
    const { accountId } = node;
    const account = this.#inventory.account(accountId);
    if (!account) return [];
    const { reason, regionReasons } = account;
    if (node.kind === 'region') {
      return regionReasons.has(node.region) ? [this.#advice(accountId, node.region)] : [];
    }
    const ofRegions = [...regionReasons.keys()].filter(
      (region) => !this.#arrangement.section({ kind: 'region', accountId, region }),
    );
    const isOwn = reason && ![...regionReasons.values()].includes(reason);
    return [
      ...(isOwn ? [this.#advice(accountId)] : []),
      ...ofRegions.map((region) => this.#advice(accountId, region)),
    ];
  }

  /** The rows that tell what is wrong with an account: its own, those of its regions, and what to do about it. */
  rowsAbout(accountId: string): Node[] {
    const section = this.#arrangement.section({ kind: 'account', accountId });
    const sections = section ? [section, ...section.sections] : [];
    return sections.flatMap(({ node }) => [node, ...this.adviceOf(node)]);
  }

  parentOf(node: Node): SectionNode | undefined {
    if (node.kind === 'instance') return this.#arrangement.place(node)?.section.node;
    if (node.kind === 'group' || node.kind === 'account') return undefined;
    const { accountId, region } = node;
    const account = this.#arrangement.section({ kind: 'account', accountId });
    if (node.kind === 'region' || region === undefined) return account?.node;
    return (this.#arrangement.section({ kind: 'region', accountId, region }) ?? account)?.node;
  }

  #groups(): GroupNode[] {
    const groups = [...this.#arrangement.sections()].flatMap(({ node, counts }) =>
      node.kind === 'group' && counts.total > 0 ? [node] : [],
    );
    return groups.sort((a, b) => rank(a) - rank(b) || a.value.localeCompare(b.value));
  }

  /** Without a filter everything has its place; with one, what has instances that pass. */
  #hasPlace(node: SectionNode, filter: Filter): boolean {
    return !isFiltering(filter) || (this.#arrangement.section(node)?.counts.total ?? 0) > 0;
  }

  #advice(accountId: string, region?: string): AdviceNode {
    const advice: AdviceNode = { kind: 'advice', accountId, ...(region !== undefined && { region }) };
    const known = this.#known.get(keyOf(advice)) ?? advice;
    this.#known.set(keyOf(advice), known);
    return known;
  }
}

/** Groups of states stand in the order of how much they need somebody; the others by name alone. */
function rank({ by, value }: GroupNode): number {
  return by === 'state' ? STATES.findIndex((state) => state === value) : 0;
}
