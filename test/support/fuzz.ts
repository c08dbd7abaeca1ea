/** Random inputs for the fuzz suites. FUZZ_SEED repeats a run; it stands in the name of every suite. */
import fc from 'fast-check';
import { seedFrom } from './seed.ts';

export const FUZZ_SEED = seedFrom('FUZZ_SEED');

/** Checks a property on that many random inputs. */
export function always<Input>(
  inputs: fc.Arbitrary<Input>,
  numRuns: number,
  holds: (input: Input) => void,
): void {
  fc.assert(fc.property(inputs, holds), { numRuns, seed: FUZZ_SEED });
}

/** The same for a property that takes its time. */
export function alwaysAsync<Input>(
  inputs: fc.Arbitrary<Input>,
  numRuns: number,
  holds: (input: Input) => Promise<void>,
): Promise<void> {
  return fc.assert(fc.asyncProperty(inputs, holds), { numRuns, seed: FUZZ_SEED });
}

const WORDS = [
  'on',
  'OFF',
  'true',
  'TRUE',
  'false',
  'Success',
  'Physical',
  'null',
  '{}',
  '[]',
  'none',
  '0',
  '1',
];
const ODD_TEXTS = [
  '',
  ' ',
  '../x',
  'a,b',
  '\u0000',
  '\u202Ex',
  '\r\nX: 1',
  '{"a":',
  '2026-01-01T00:00:00Z',
  '-',
];

export const oddText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...WORDS, ...ODD_TEXTS, '__proto__', 'x'.repeat(5000)),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ maxLength: 30 }),
);

/** Any JSON value, often one that a careless reader takes for another. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  fc.constantFrom(null, true, false, 0, 1, -1, 1e308, [], {}, [[]], [null], { '': '' }),
  fc.jsonValue({ maxDepth: 3 }),
);

export interface Mutation {
  /** Which place of the value, counted round and round. */
  readonly place: number;
  readonly how: 'replace' | 'delete' | 'double';
  readonly value: unknown;
}

export const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({
    place: fc.nat(10_000),
    how: fc.constantFrom('replace' as const, 'replace' as const, 'delete' as const, 'double' as const),
    value: oddValue,
  }),
  { maxLength: 3 },
);

interface Place {
  readonly parent: Record<string, unknown> | unknown[];
  readonly key: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = value as Place['parent'];
  return Object.entries(value).flatMap(([key, member]) => [{ parent, key }, ...placesIn(member)]);
}

/** A copy of a JSON value with some of its members replaced, removed or doubled. */
export function mutate(value: unknown, recipe: readonly Mutation[]): unknown {
  const copy = structuredClone(value);
  for (const { place, how, value: odd } of recipe) {
    const places = placesIn(copy);
    const target = places[place % Math.max(1, places.length)];
    if (!target) return structuredClone(odd);
    const { parent, key } = target;
    if (how === 'double' && Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)]));
    else if (how === 'delete' && Array.isArray(parent)) parent.splice(Number(key), 1);
    else if (how === 'delete') Reflect.deleteProperty(parent, key);
    else Reflect.set(parent, key, structuredClone(odd));
  }
  return copy;
}
