import { Document, isMap, isNode, isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { parseSource } from './source.ts';

/** Changes to the exceptions of a policy file. What is not an exception stays as it is, to the byte; comments stay. */

export interface NewException {
  readonly rule: string;
  readonly instances: readonly string[];
  readonly owner: string;
  readonly reason: string;
  readonly expires: string;
}

/** @returns the new text, or undefined where the text cannot be taken apart: then nothing is touched */
export function addException(text: string, exception: NewException): string | undefined {
  return rewrite(text, (list, document) => {
    list.add(document.createNode(exception));
    return true;
  });
}

/** @param path the only instance to take out; the whole exception goes without one, and with its last */
export function removeException(text: string, index: number, path?: string): string | undefined {
  return rewrite(text, (list) => {
    const instances = instancesOf(list.items[index]);
    const at = instances?.items.findLastIndex((item) => isScalar(item) && item.value === path) ?? -1;
    if (path !== undefined && at === -1) return false;
    if (path !== undefined && instances && instances.items.length > 1) instances.delete(at);
    else list.delete(index);
    return true;
  });
}

/** Gives an exception another end, and the reason that somebody had for it. */
export function extendException(
  text: string,
  index: number,
  changes: Pick<NewException, 'reason' | 'expires'>,
): string | undefined {
  return rewrite(text, (list) => {
    const item = list.items[index];
    if (!isMap(item)) return false;
    setText(item, 'reason', changes.reason);
    setText(item, 'expires', changes.expires);
    return true;
  });
}

/** In the quotes that were there, with the comment beside it. */
function setText(map: YAMLMap, name: string, value: string): void {
  const scalar = map.get(name, true);
  if (isScalar(scalar)) scalar.value = value;
  else map.set(name, value);
}

function instancesOf(item: unknown): YAMLSeq | undefined {
  const instances = isMap(item) ? item.get('instances', true) : undefined;
  return isSeq(instances) ? instances : undefined;
}

/** @param change false when there is nothing to change */
function rewrite(text: string, change: (list: YAMLSeq, document: Document) => boolean): string | undefined {
  const { document } = parseSource(text);
  if (!document || document.errors.length > 0 || !isMap(document.contents)) return undefined;
  const { contents } = document;
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === 'exceptions');
  const list = isSeq(pair?.value) ? pair.value : document.createNode([]);
  if (!isSeq(list) || !change(list, document)) return undefined;
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  if (contents.flow) {
    document.set('exceptions', list);
    const json = JSON.stringify(document.toJS({ maxAliasCount: 100 }), undefined, indentOf(text));
    return withLines(json + (/\s*$/.exec(text)?.[0] ?? ''), newLine);
  }
  const [start, end] = pair ? spanOf(pair) : [text.length, text.length];
  const before = start === 0 || text[start - 1] === '\n' ? '' : newLine;
  const isLine = /^\r?\n/.test(text.slice(end));
  const after = /\s*$/.exec(text.slice(start, end))?.[0] || (isLine ? '' : newLine);
  const section = `${before}${sectionOf(list, text).trimEnd()}${after}`;
  return withLines(text.slice(0, start) + section + text.slice(end), newLine);
}

/** The exceptions alone, as this file is indented. */
function sectionOf(list: YAMLSeq, text: string): string {
  list.flow = list.items.length === 0;
  const section = new Document({}, { version: '1.2', schema: 'core' });
  section.set('exceptions', list);
  const indentSeq = !/^(?:rules|exceptions):[^\n]*\n(?:\s*#[^\n]*\n)*- /m.test(text);
  return section.toString({ lineWidth: 0, indentSeq, verifyAliasOrder: false });
}

/** From the key to the end of what belongs to it. */
function spanOf({ key, value }: Pair): [number, number] {
  const [start = 0, keyEnd = 0] = rangeOf(key);
  const [, , end = keyEnd + ':'.length] = rangeOf(value);
  return [start, end];
}

function rangeOf(node: unknown): readonly number[] {
  return isNode(node) && node.range ? node.range : [];
}

function indentOf(text: string): string | number {
  return /\n([ \t]+)/.exec(text)?.[1] ?? 2;
}

function withLines(text: string, newLine: string): string {
  return text.replace(/\r?\n/g, newLine);
}
