import { isMap, isPair, isScalar, visit, type Pair, type YAMLMap } from 'yaml';
import type { FleetFacts } from './fleetFacts.ts';
import { readPolicy } from './read.ts';
import { parseSource } from './source.ts';
import { membersAt, wordsAt } from './vocabulary.ts';

/** What can stand where somebody types. */
export interface Completion {
  readonly label: string;
  /** What is put in. */
  readonly text: string;
  readonly detail?: string;
  readonly isMember: boolean;
}

export interface Completions {
  /** Where the word begins that they take the place of. */
  readonly start: number;
  readonly items: readonly Completion[];
}

/** Put where somebody types, so that it is found again in whatever the text is taken for. */
const MARK = 'zzTypedHere';

/** @param offset where somebody types, in UTF-16 units */
export function completionsAt(text: string, offset: number, fleet: FleetFacts): Completions {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const [typed] = /[^\s,:[\]{}"'#]*$/.exec(line) ?? [''];
  const start = offset - typed.length;
  const spot = line.includes('#') ? undefined : spotOf(text.slice(0, offset) + MARK + text.slice(offset));
  if (!spot) return { start, items: [] };
  const quote = /["']$/.exec(text.slice(0, start))?.[0];
  const members = membersAt(spot.place);
  if (members) {
    const free = members.filter((name) => !spot.taken.includes(name));
    return { start, items: free.map((name) => memberItem(name, quote, isJson(text))) };
  }
  if (spot.isMember) return { start, items: [] };
  const rules = readPolicy(text).policy?.rules.map(({ id }) => id) ?? [];
  const words = wordsAt(spot.place, fleet, rules);
  return {
    start,
    items: words.map(({ word, detail }) => ({
      label: word,
      text: quote ? word : quoted(word, isJson(text)),
      ...(detail && { detail }),
      isMember: false,
    })),
  };
}

interface Spot {
  /** The names that lead there, with dots between. */
  readonly place: string;
  /** Whether it is the name of a member, whatever is expected. */
  readonly isMember: boolean;
  /** Members that are there already. */
  readonly taken: readonly string[];
}

function spotOf(marked: string): Spot | undefined {
  const { document } = parseSource(marked);
  let found: Spot | undefined;
  if (!document) return undefined;
  visit(document, {
    Scalar(role, { value }, ancestors) {
      if (typeof value !== 'string' || !value.includes(MARK)) return undefined;
      const isMember = role === 'key';
      const pairs = ancestors.filter((one): one is Pair => isPair(one));
      const names = (isMember ? pairs.slice(0, -1) : pairs).map(({ key }) =>
        isScalar(key) ? String(key.value) : '',
      );
      const map = isMember ? ancestors.findLast((one): one is YAMLMap => isMap(one)) : undefined;
      const taken = map?.items.map(({ key }) => (isScalar(key) ? String(key.value) : '')) ?? [];
      found = { place: names.join('.'), isMember, taken };
      return visit.BREAK;
    },
  });
  return found;
}

function memberItem(name: string, quote: string | undefined, json: boolean): Completion {
  const text = quote ? name : json ? `"${name}": ` : `${name}: `;
  return { label: name, text, isMember: true };
}

function isJson(text: string): boolean {
  return /^\s*\{/.test(text);
}

/** A name can hold what means something to YAML. */
function quoted(word: string, json: boolean): string {
  const isPlain = /^[\p{L}\p{N}][\p{L}\p{N}./@_-]*$/u.test(word);
  const isBare = json ? /^(\d+|true|false)$/.test(word) : isPlain;
  return isBare ? word : JSON.stringify(word);
}
