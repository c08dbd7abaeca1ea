import type { Effect } from './arrangement.ts';
import type { InstanceNode, Node, SectionNode } from './nodes.ts';

/** The tree as its painter sees it. */
export interface Canvas {
  /** All that a row shows, as one text. */
  faceOf(node: Node): string;
  /** How many rows VS Code asks for anew when it is told of this one; 1 for one that is closed. */
  costOf(node: SectionNode): number;
  parentOf(node: InstanceNode): SectionNode | undefined;
  /** Whether a row has been on the screen. */
  hasAppeared(node: InstanceNode): boolean;
  isReading(): boolean;
  /** Tells VS Code to ask for these rows anew, and for all below those that stand open. */
  fire(nodes: readonly Node[]): void;
}

/** Milliseconds: rows that stand open are painted once it has been calm for so long, or this often while reading. */
const CALM = 1_000;
/** What costs more than so many rows is dear. */
const DEAR = 200;

/**
 * Paints what looks otherwise than it did, and no more. To VS Code an open row is also all that stands below it. So
 * its counts wait until it is calm, and where very many stand below, until the end of a reading or until it is closed.
 * Likewise rows that have not been on the screen, until they are.
 */
export class Painter {
  readonly #canvas: Canvas;
  /** What VS Code has been given; a row that it never asked for needs no paint. */
  readonly #faces = new WeakMap<Node, string>();
  /** Rows with a tooltip, which VS Code asks for once and keeps. */
  readonly #explained = new WeakSet<Node>();
  /** Rows above whose counts changed, and rows below which others came or went: still to be painted. */
  readonly #counted = new Set<SectionNode>();
  readonly #moved = new Set<SectionNode>();
  /** Rows that changed and have not been on the screen; and those that have come there since. */
  readonly #hidden = new Set<InstanceNode>();
  readonly #arrived = new Set<InstanceNode>();
  #timer: NodeJS.Timeout | undefined;
  #hasRead = false;

  constructor(canvas: Canvas) {
    this.#canvas = canvas;
  }

  /** Takes note of what VS Code was given for a row. */
  gave(node: Node, face: string): void {
    this.#faces.set(node, face);
    this.#explained.delete(node);
  }

  /** Takes note that VS Code was given a row's tooltip. */
  explained(node: Node): void {
    this.#explained.add(node);
  }

  /** Takes note that a row has come on the screen. @returns whether it is to be painted with the next repaint */
  appeared(node: InstanceNode): boolean {
    if (!this.#hidden.delete(node)) return false;
    this.#arrived.add(node);
    return true;
  }

  /** @param others rows that may look otherwise, whatever their instances do */
  repaint({ rows, counted, moved }: Effect, others: readonly Node[] = []): void {
    for (const node of counted) this.#counted.add(node);
    for (const node of moved) if (this.#faces.has(node)) this.#moved.add(node);
    const reading = this.#canvas.isReading();
    this.#hasRead ||= reading;
    this.#fire([
      ...this.#together(this.#onScreen(rows).filter((node) => this.#isOld(node))),
      ...others.filter((node) => this.#isOld(node)),
      ...[...this.#moved].filter((node) => !reading || this.#canvas.costOf(node) === 1),
      ...[...this.#counted].filter((node) => this.#canvas.costOf(node) === 1 && this.#isOld(node)),
    ]);
    this.#settleLater(reading);
  }

  /** VS Code asks for everything anew: nothing waits any longer. */
  startOver(): void {
    this.#counted.clear();
    this.#moved.clear();
    this.#hidden.clear();
    this.#arrived.clear();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #settleLater(reading: boolean): void {
    if (reading && this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#counted.size + this.#moved.size + this.#hidden.size === 0) {
      this.#hasRead = reading;
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#settle();
    }, CALM);
  }

  /** Paints what stands open and has waited. */
  #settle(): void {
    const reading = this.#canvas.isReading();
    const isDue = (node: SectionNode) =>
      this.#hasRead && !reading ? true : this.#canvas.costOf(node) <= DEAR;
    const moved = [...this.#moved].filter(isDue);
    const counted = reading ? [] : [...this.#counted].filter(isDue);
    for (const node of counted) this.#counted.delete(node);
    const hidden = reading && this.#hidden.size > DEAR ? [] : [...this.#hidden];
    for (const node of hidden) this.#hidden.delete(node);
    this.#hasRead = reading;
    const rows = this.#together(hidden.filter((node) => this.#isOld(node)));
    this.#fire([...rows, ...moved, ...counted.filter((node) => this.#isOld(node))]);
  }

  /** Of rows that changed those that have been on the screen, with those that came there since; the others wait. */
  #onScreen(changed: ReadonlySet<InstanceNode>): InstanceNode[] {
    const due = [...this.#arrived];
    this.#arrived.clear();
    for (const node of changed) {
      if (this.#canvas.hasAppeared(node)) due.push(node);
      else if (this.#faces.has(node)) this.#hidden.add(node);
    }
    return due;
  }

  /** Many rows are painted by way of those above them. */
  #together(rows: readonly InstanceNode[]): readonly Node[] {
    if (rows.length <= DEAR) return rows;
    return [...new Set(rows.map((row) => this.#canvas.parentOf(row)))].filter((row) => row !== undefined);
  }

  #isOld(node: Node): boolean {
    const face = this.#faces.get(node);
    return face !== undefined && (this.#explained.has(node) || face !== this.#canvas.faceOf(node));
  }

  #fire(nodes: readonly Node[]): void {
    const unique = new Set(nodes);
    for (const node of unique) {
      if (node.kind === 'instance' || node.kind === 'advice') continue;
      this.#counted.delete(node);
      this.#moved.delete(node);
    }
    if (unique.size > 0) this.#canvas.fire([...unique]);
  }
}
