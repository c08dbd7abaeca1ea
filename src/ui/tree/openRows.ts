import { keyOf, type SectionNode } from './nodes.ts';

/** With more instances than this the rows above them start closed: nobody looks through so many. */
const FEW = 200;

/**
 * Which rows stand open. What somebody opened or closed stays so, also when the tree is grouped or filtered otherwise
 * in between. VS Code keeps what it saw last of an id, so that a row that starts otherwise gets another id.
 */
export class OpenRows {
  readonly #chosen = new Map<string, boolean>();
  #areFew = true;
  #filter = '';

  /** Takes note of how many instances have a row, and of the filter: what was opened under another one is forgotten. */
  adapt(instances: number, filter: string): void {
    this.#areFew = instances <= FEW;
    if (filter === this.#filter) return;
    for (const key of this.#chosen.keys()) {
      if (key.endsWith(FILTERED)) this.#chosen.delete(key);
    }
    this.#filter = filter;
  }

  /** @param isEmpty one without instances has only what somebody should see */
  isOpen(node: SectionNode, isEmpty: boolean): boolean {
    return this.#chosen.get(this.#keyOf(node)) ?? this.#startsOpen(isEmpty);
  }

  choose(node: SectionNode, open: boolean): void {
    this.#chosen.set(this.#keyOf(node), open);
  }

  /** The id for VS Code. */
  idOf(node: SectionNode, isEmpty: boolean): string {
    return `${this.#keyOf(node)}${this.#startsOpen(isEmpty) ? '' : ' closed'}`;
  }

  #startsOpen(isEmpty: boolean): boolean {
    return this.#areFew || isEmpty;
  }

  #keyOf(node: SectionNode): string {
    return `${keyOf(node)}${this.#filter && FILTERED}`;
  }
}

const FILTERED = ' filtered';
