import * as l10n from '@vscode/l10n';
import { isAlias, isMap, isScalar, isSeq, type Document, type Node } from 'yaml';
import { plainText } from '../domain/text.ts';
import type { Lines, Range } from './place.ts';
import type { Placed } from './policy.ts';
import type { Problem } from './problem.ts';
import { invalid } from './source.ts';

/** Entries of one list; with aliases a small file could hold many times as many. */
const MOST_ENTRIES = 20_000;

/** A member of a map, with the place of its key. */
export interface Member {
  readonly node: Node | undefined;
  readonly range: Range;
}

/** Reads nodes as what they should be; what is something else becomes a problem at its place, and is undefined. */
export class Reader {
  readonly problems: Problem[] = [];
  readonly #document: Document;
  readonly #lines: Lines;

  constructor(document: Document, lines: Lines) {
    this.#document = document;
    this.#lines = lines;
  }

  complain(message: string, range: Range): void {
    this.problems.push(invalid(message, range));
  }

  rangeOf(node: Node | undefined): Range {
    const [start, end] = node?.range ?? [0, 0];
    return this.#lines.range(start, end);
  }

  /** The members of a map by their names; others than these are problems. */
  members<Name extends string>(
    node: Node | undefined,
    names: readonly Name[],
  ): Map<Name, Member> | undefined {
    const map = this.#resolve(node);
    if (!isMap(map)) {
      this.complain(l10n.t('Here must be: {0}.', names.join(', ')), this.rangeOf(node));
      return undefined;
    }
    const members = new Map<Name, Member>();
    for (const { key, value } of map.items) {
      const range = this.rangeOf(key as Node);
      const said = isScalar(key) ? String(key.value) : '';
      const name = names.find((one) => one === said);
      if (!name) {
        this.complain(
          l10n.t('"{0}" is no member here; there are: {1}.', shown(said), names.join(', ')),
          range,
        );
      } else if (!members.has(name)) {
        members.set(name, { node: (value as Node | null) ?? undefined, range });
      }
    }
    return members;
  }

  /** The entries of a list. */
  entries(node: Node | undefined): readonly Node[] | undefined {
    const list = this.#resolve(node);
    if (!isSeq(list)) {
      this.complain(l10n.t('Here must be a list.'), this.rangeOf(node));
      return undefined;
    }
    if (list.items.length > MOST_ENTRIES) {
      this.complain(l10n.t('A list has 20,000 entries at most.'), this.rangeOf(node));
      return undefined;
    }
    return list.items as Node[];
  }

  text(node: Node | undefined): Placed<string> | undefined {
    const range = this.rangeOf(node);
    const scalar = this.#resolve(node);
    const value = isScalar(scalar) && scalar.value !== null ? scalar.value : undefined;
    // An id of digits alone is a text too.
    if (typeof value === 'number' && isScalar(scalar))
      return { value: scalar.source ?? String(value), range };
    if (typeof value === 'string' && value.trim() !== '') return { value: value.trim(), range };
    this.complain(l10n.t('Here must be a text.'), range);
    return undefined;
  }

  yesOrNo(node: Node | undefined): boolean | undefined {
    const scalar = this.#resolve(node);
    if (isScalar(scalar) && typeof scalar.value === 'boolean') return scalar.value;
    this.complain(l10n.t('Here must be true or false.'), this.rangeOf(node));
    return undefined;
  }

  word<Word extends string>(node: Node | undefined, words: readonly Word[]): Word | undefined {
    const text = this.text(node);
    const word = words.find((one) => one === text?.value);
    if (text && !word) this.complain(l10n.t('Here must be one of: {0}.', words.join(', ')), text.range);
    return word;
  }

  /** Texts of a list; those that are none are left out. */
  texts(node: Node | undefined): readonly Placed<string>[] | undefined {
    return this.entries(node)
      ?.map((entry) => this.text(entry))
      .filter((text) => text !== undefined);
  }

  /** One text, or several in a list. */
  textOrTexts(node: Node | undefined): readonly Placed<string>[] | undefined {
    if (isSeq(this.#resolve(node))) return this.texts(node);
    const text = this.text(node);
    return text && [text];
  }

  #resolve(node: Node | undefined): Node | undefined {
    return isAlias(node) ? node.resolve(this.#document) : node;
  }
}

/** What somebody wrote, as it is shown to them. */
export function shown(text: string): string {
  return plainText(text, 80);
}
