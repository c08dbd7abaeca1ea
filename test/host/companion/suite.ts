import Mocha from 'mocha';
import { rename, writeFile } from 'node:fs/promises';
import type { HostResults, HostTest } from '../results.ts';

/** The environment variable naming the file that the results go to; without it the tests are not run at start. */
const resultFileVariable = 'BACKUP_ENCRYPTION_HOST_TESTS';

/**
 * Runs the in-host tests with mocha and, when the environment names a file for it, writes down what came of them.
 * @param loads each loads one test file
 * @throws when a test fails
 */
export async function runSuite(loads: readonly (() => Promise<unknown>)[]): Promise<void> {
  const results = await collect(loads).catch((error: unknown) => ({
    tests: [],
    failure: describeError(error),
  }));
  await writeResults(results);
  const failed = results.tests.filter(({ error }) => error !== undefined);
  if (failed.length === 0 && !results.failure) return;
  throw new Error(results.failure ?? `${failed.length} of ${results.tests.length} tests failed`);
}

async function collect(loads: readonly (() => Promise<unknown>)[]): Promise<HostResults> {
  const tests: HostTest[] = [];
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, reporter: recordInto(tests) });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const load of loads) await load();
  await new Promise((resolve) => mocha.run(resolve));
  return { tests };
}

/** A mocha reporter that prints nothing: inside the extension host nobody reads what it prints. */
function recordInto(tests: HostTest[]): Mocha.ReporterConstructor {
  return class Recorder extends Mocha.reporters.Base {
    constructor(runner: Mocha.Runner) {
      super(runner);
      runner.on('pass', (test) => tests.push({ title: test.fullTitle(), duration: test.duration ?? 0 }));
      // Also called for a failing hook, which has a title but no duration.
      runner.on('fail', (test, error: unknown) =>
        tests.push({ title: test.fullTitle(), duration: test.duration ?? 0, error: describeError(error) }),
      );
    }
  };
}

/** Written whole or not at all: the runner takes the file as soon as it is there. */
async function writeResults(results: HostResults): Promise<void> {
  const file = process.env[resultFileVariable];
  if (!file) return;
  await writeFile(`${file}.part`, JSON.stringify(results));
  await rename(`${file}.part`, file);
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
