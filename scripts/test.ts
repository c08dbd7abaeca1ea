// Runs the suites named as arguments, or all tests, one after the other:  node scripts/test.ts [suite …]
// The last line is "N passed, N failed"; the exit code is 1 when anything failed. Skipped tests are named above it; in
// CI one that should have been run counts as failed.
import type { Outcome } from './suites/outcome.ts';
import { wronglySkipped } from './suites/skips.ts';
import { chooseSuites } from './suites/suites.ts';
import type { Suite } from './suites/suites.ts';

interface SuiteOutcome extends Outcome {
  readonly name: string;
  readonly seconds: string;
}

/** A suite that breaks, or finds no test to run, counts as one failure. */
async function runSuite({ name, run }: Suite): Promise<SuiteOutcome> {
  console.log(`\n━━ ${name}`);
  const start = performance.now();
  const outcome: Outcome = await run().catch((error: unknown) => {
    console.log(error);
    return { passed: 0, failed: 1 };
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const { passed, skipped = [] } = outcome;
  const isEmpty = passed + outcome.failed === 0;
  const missed = process.env['CI'] ? wronglySkipped(skipped).length : 0;
  return { name, seconds, passed, skipped, failed: outcome.failed + missed + (isEmpty ? 1 : 0) };
}

function printSummary(outcomes: readonly SuiteOutcome[]): void {
  console.log('\n━━ summary');
  for (const { name, passed, failed, seconds } of outcomes) {
    console.log(`${name.padEnd(10)} ${passed} passed, ${failed} failed in ${seconds} s`);
  }
  for (const title of outcomes.flatMap(({ skipped = [] }) => skipped)) {
    console.log(`skipped    ${title}${wronglySkipped([title]).length > 0 ? ' (should have been run)' : ''}`);
  }
  console.log(`${count(outcomes, 'passed')} passed, ${count(outcomes, 'failed')} failed`);
}

function count(outcomes: readonly Outcome[], what: 'passed' | 'failed'): number {
  return outcomes.reduce((sum, outcome) => sum + outcome[what], 0);
}

const outcomes: SuiteOutcome[] = [];
for (const suite of chooseSuites(process.argv.slice(2))) outcomes.push(await runSuite(suite));
printSummary(outcomes);
process.exitCode = count(outcomes, 'failed') === 0 ? 0 : 1;
