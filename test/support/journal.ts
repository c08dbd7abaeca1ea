import type { Bench } from './bench.ts';

/** Every change in the journal with what came of it, in order, such as `enable accepted`; `open` without an outcome. */
export function outcomesOf(bench: Bench): string[] {
  const entries = bench.journal();
  return entries
    .filter((entry) => entry.entry === 'intent')
    .map(({ change, changeId }) => {
      const outcomes = entries.filter((entry) => entry.entry === 'outcome' && entry.changeId === changeId);
      const results = outcomes.map((entry) => (entry.entry === 'outcome' ? entry.result : ''));
      return `${change} ${results.join('+') || 'open'}`;
    });
}
