import { instanceCount } from './words.ts';
import type { Named } from './named.ts';

/** Texts that open in an editor, which does not wrap: short lines, each id at the end of its own. */

/** In characters: what fits beside the side bar. */
const WIDTH = 100;

/** A heading with the count of its entries; nothing where there are none. */
export function part(title: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : [`${title}: ${instanceCount(entries.length)}`, '', ...entries];
}

/** An instance with what is said of it, found by eye and by search. */
export function entry({ instance, account }: Named, ...said: (string | undefined)[]): string {
  const { name, id, region } = instance;
  const title = name === id ? name : `${name} (${id})`;
  return block(title, [...said, `${account}, ${region}`]);
}

/** A line with others below it, and an empty one at its end. */
export function block(title: string, lines: readonly (string | undefined)[]): string {
  const below = lines.flatMap((line) => (line ? wrapped(line, WIDTH) : []));
  return [title, ...below.map((line) => `    ${line}`), ''].join('\n');
}

/** Breaks a text at its spaces; a word that is longer than a line stays whole, so that it can be copied. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
