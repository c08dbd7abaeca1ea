import { refOf, type InstanceRecord, type InstanceRef } from '../../domain/instance.ts';
import { recount, standing } from '../../domain/posture.ts';
import { groupValue, type ViewChoice } from '../../domain/viewChoice.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { filterOf } from '../../inventory/accountView.ts';
import { keyOf, type InstanceNode, type SectionNode } from './nodes.ts';
import { around, enter, leave, newSection, type Place, type Section } from './sections.ts';

/** What changes of instances mean for the rows. */
export interface Effect {
  /** Rows whose own instance changed. */
  readonly rows: Set<InstanceNode>;
  /** Rows above, whose counts changed. */
  readonly counted: Set<SectionNode>;
  /** Rows below which others came or went. */
  readonly moved: Set<SectionNode>;
  /** Whether rows came or went at the top. */
  roots: boolean;
}

/**
 * Which instance stands below which row: an index of the inventory, by the grouping and the filter chosen. To take in
 * a change of one instance costs the same among ten as among ten thousand. Rows stay the same object for as long as
 * they name the same thing: VS Code tells them apart by identity.
 */
export class Arrangement {
  readonly #inventory: Inventory;
  #choice: ViewChoice;
  #matches: (record: InstanceRecord) => boolean = () => true;
  #sections = new Map<string, Section>();
  /** By account, then by instance; an instance that is filtered out has none. */
  #places = new Map<string, Map<string, Place>>();

  constructor(inventory: Inventory, choice: ViewChoice) {
    this.#inventory = inventory;
    this.#choice = choice;
    this.rebuild();
  }

  get choice(): ViewChoice {
    return this.#choice;
  }

  /** Whether the filter lets an instance through; another function for each filter. */
  get matches(): (record: InstanceRecord) => boolean {
    return this.#matches;
  }

  /** How many instances have a row. */
  get shown(): number {
    let shown = 0;
    for (const places of this.#places.values()) shown += places.size;
    return shown;
  }

  /** How many would have a row without the filter. */
  get total(): number {
    const accounts = this.#inventory.accounts();
    if (this.#choice.grouping === 'account')
      return accounts.reduce((sum, { records }) => sum + records.size, 0);
    let total = 0;
    for (const { instance } of this.#inventory.records()) {
      if (this.#inventory.sightings.isCounted(refOf(instance))) total += 1;
    }
    return total;
  }

  /** A row with what stands below it; undefined when there is no such row now. */
  section(node: SectionNode): Section | undefined {
    return this.#sections.get(keyOf(node));
  }

  sections(): Iterable<Section> {
    return this.#sections.values();
  }

  place({ accountId, instanceId }: InstanceRef): Place | undefined {
    return this.#places.get(accountId)?.get(instanceId);
  }

  arrange(choice: ViewChoice): void {
    this.#choice = choice;
    this.rebuild();
  }

  /** Arranges everything anew: there are other accounts, or other instances in them. */
  rebuild(): void {
    const [sections, places] = [this.#sections, this.#places];
    const { filter, grouping } = this.#choice;
    this.#matches = filterOf(this.#inventory, filter);
    this.#sections = new Map();
    this.#places = new Map();
    const open = (node: SectionNode, parent?: Section) =>
      this.#open(sections.get(keyOf(node))?.node ?? node, parent);
    for (const { id: accountId, regions } of this.#inventory.accounts()) {
      const account = open({ kind: 'account', accountId });
      if (grouping !== 'account' || regions.length < 2) continue;
      for (const region of regions) open({ kind: 'region', accountId, region }, account);
    }
    for (const { node } of sections.values()) if (node.kind === 'group' && node.by === grouping) open(node);
    for (const record of this.#inventory.records()) {
      const { accountId, id } = record.instance;
      if (this.#isShown(record)) this.#enter(record, places.get(accountId)?.get(id)?.node);
    }
  }

  /** Takes in that an instance changed, and adds to `effect` what that means for the rows. */
  update(ref: InstanceRef, effect: Effect): void {
    const record = this.#inventory.record(ref);
    const place = this.place(ref);
    const section = record && this.#isShown(record) ? this.#sectionOf(record) : undefined;
    if (!place || !record || place.section !== section) {
      if (place) this.#leave(place, effect);
      if (record && section) this.#arrive(record, effect);
      return;
    }
    effect.rows.add(place.node);
    const now = standing(record.encryption);
    if (place.standing === now) return;
    for (const { node, counts } of around(section)) {
      recount(counts, place.standing, now);
      effect.counted.add(node);
    }
    place.standing = now;
  }

  /** Among instances of all accounts a database that several of them see has one row. */
  #isShown(record: InstanceRecord): boolean {
    if (!this.#matches(record)) return false;
    return this.#choice.grouping === 'account' || this.#inventory.sightings.isCounted(refOf(record.instance));
  }

  #open(node: SectionNode, parent?: Section): Section {
    const section = newSection(node, parent);
    this.#sections.set(keyOf(node), section);
    return section;
  }

  /** Where an instance belongs: its region or account, or its group, which is opened by the first that comes. */
  #sectionOf(record: InstanceRecord): Section {
    const { grouping } = this.#choice;
    const { accountId, region } = record.instance;
    const account = { kind: 'account', accountId } as const;
    const home: SectionNode =
      grouping === 'account'
        ? { kind: 'region', accountId, region }
        : { kind: 'group', by: grouping, value: groupValue(grouping, record) };
    const section = this.section(home) ?? (grouping === 'account' ? this.section(account) : undefined);
    return section ?? this.#open(home);
  }

  /** @param known the row it had before, which stays the same object when it stays in its group */
  #enter(record: InstanceRecord, known?: InstanceNode): Place {
    const section = this.#sectionOf(record);
    const { accountId, id: instanceId } = record.instance;
    const group = section.node.kind === 'group' ? section.node : undefined;
    const fresh = { kind: 'instance', accountId, instanceId, ...(group && { group }) } as const;
    const node = known && known.group === group ? known : fresh;
    const place = { node, section, standing: standing(record.encryption) };
    const places = this.#places.get(accountId) ?? new Map<string, Place>();
    this.#places.set(accountId, places.set(instanceId, place));
    enter(place);
    return place;
  }

  #arrive(record: InstanceRecord, effect: Effect): void {
    const { section } = this.#enter(record);
    noteMove(section, 1, effect);
  }

  #leave(place: Place, effect: Effect): void {
    const { accountId, instanceId } = place.node;
    this.#places.get(accountId)?.delete(instanceId);
    leave(place);
    noteMove(place.section, 0, effect);
  }
}

/** @param edge the count at which a row has just got its first instance, or lost its last: then it may come or go */
function noteMove(home: Section, edge: 0 | 1, effect: Effect): void {
  effect.moved.add(home.node);
  for (const { node, counts, parent } of around(home)) {
    effect.counted.add(node);
    if (counts.total !== edge) continue;
    if (parent) effect.moved.add(parent.node);
    else effect.roots = true;
  }
}

export function noEffect(): Effect {
  return { rows: new Set(), counted: new Set(), moved: new Set(), roots: false };
}
