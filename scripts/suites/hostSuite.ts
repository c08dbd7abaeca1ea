import type { HostTest } from '../../test/host/results.ts';
import { runHostTests } from '../../test/host/run.ts';
import type { Outcome } from './outcome.ts';

/** Runs the tests inside the extension host and prints each with its duration. */
export async function runHostSuite(): Promise<Outcome> {
  const { tests, failure } = await runHostTests();
  tests.forEach(printTest);
  if (failure) console.log(`✖ the suite could not be run: ${failure}`);
  const failed = tests.filter(({ error }) => error !== undefined).length;
  const skipped = tests.filter(({ isSkipped }) => isSkipped).map(({ title }) => title);
  const passed = tests.length - failed - skipped.length;
  return { passed, failed: failed + (failure ? 1 : 0), skipped };
}

function printTest({ title, duration, error, isSkipped }: HostTest): void {
  const sign = isSkipped ? '﹣' : error === undefined ? '✔' : '✖';
  console.log(`${sign} ${title} (${duration} ms)`);
  if (error !== undefined) console.log(error.replaceAll(/^/gm, '    '));
}
