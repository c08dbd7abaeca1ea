import type { HostTest } from '../../test/host/results.ts';
import { runHostTests } from '../../test/host/run.ts';
import type { Outcome } from './outcome.ts';

/** Runs the tests inside the extension host and prints each with its duration. */
export async function runHostSuite(): Promise<Outcome> {
  const { tests, failure } = await runHostTests();
  tests.forEach(printTest);
  if (failure) console.log(`✖ the suite could not be run: ${failure}`);
  const failed = tests.filter(({ error }) => error !== undefined).length;
  return { passed: tests.length - failed, failed: failed + (failure ? 1 : 0) };
}

function printTest({ title, duration, error }: HostTest): void {
  console.log(`${error === undefined ? '✔' : '✖'} ${title} (${duration} ms)`);
  if (error !== undefined) console.log(error.replaceAll(/^/gm, '    '));
}
