import { newTally, recount, type Standing, type Tally } from '../../domain/posture.ts';
import type { InstanceNode, SectionNode } from './nodes.ts';

/** A row of the tree with what stands below it. */
export interface Section {
  readonly node: SectionNode;
  readonly parent?: Section;
  readonly sections: Section[];
  /** The instances directly below. */
  readonly rows: Set<InstanceNode>;
  /** All instances below, counted. */
  readonly counts: Tally;
  /** The rows in their order, once somebody has asked for it and until one comes or goes. */
  sorted?: readonly InstanceNode[] | undefined;
}

/** Where an instance stands, and as what it is counted there. */
export interface Place {
  readonly node: InstanceNode;
  readonly section: Section;
  standing: Standing;
}

export function newSection(node: SectionNode, parent?: Section): Section {
  const section: Section = {
    node,
    ...(parent && { parent }),
    sections: [],
    rows: new Set(),
    counts: newTally(),
  };
  parent?.sections.push(section);
  return section;
}

/** A section and those around it, from the inside. */
export function* around(section: Section | undefined): Generator<Section> {
  for (let one = section; one; one = one.parent) yield one;
}

export function enter({ node, section, standing }: Place): void {
  section.rows.add(node);
  section.sorted = undefined;
  for (const { counts } of around(section)) recount(counts, undefined, standing);
}

export function leave({ node, section, standing }: Place): void {
  section.rows.delete(node);
  section.sorted = undefined;
  for (const { counts } of around(section)) recount(counts, standing);
}

const names = new Intl.Collator(undefined, { numeric: true });

/** The rows of a section by name, with numbers in names in their own order. */
export function rowsOf(section: Section, nameOf: (node: InstanceNode) => string): readonly InstanceNode[] {
  section.sorted ??= [...section.rows]
    .map((node) => ({ node, name: nameOf(node) }))
    .sort((a, b) => names.compare(a.name, b.name))
    .map(({ node }) => node);
  return section.sorted;
}
