// Runs the suites named as arguments, or all tests, one after the other:  node scripts/test.ts [suite …]
// The last line is "N passed, N failed"; the exit code is 1 when anything failed.
import type { Outcome } from './suites/outcome.ts';
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
  const outcome = await run().catch((error: unknown) => {
    console.log(error);
    return { passed: 0, failed: 1 };
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const isEmpty = outcome.passed + outcome.failed === 0;
  return { name, seconds, ...(isEmpty ? { passed: 0, failed: 1 } : outcome) };
}

function printSummary(outcomes: readonly SuiteOutcome[]): void {
  console.log('\n━━ summary');
  for (const { name, passed, failed, seconds } of outcomes) {
    console.log(`${name.padEnd(10)} ${passed} passed, ${failed} failed in ${seconds} s`);
  }
  console.log(`${count(outcomes, 'passed')} passed, ${count(outcomes, 'failed')} failed`);
}

function count(outcomes: readonly Outcome[], what: keyof Outcome): number {
  return outcomes.reduce((sum, outcome) => sum + outcome[what], 0);
}

const outcomes: SuiteOutcome[] = [];
for (const suite of chooseSuites(process.argv.slice(2))) outcomes.push(await runSuite(suite));
printSummary(outcomes);
process.exitCode = count(outcomes, 'failed') === 0 ? 0 : 1;
