import Mocha from 'mocha';
import { rename, writeFile } from 'node:fs/promises';
import * as environment from '../environment.ts';
import type { HostResults, HostTest } from '../results.ts';

/**
 * Runs the in-host tests with mocha and, when the environment names a file for it, writes down what came of them.
 * @param loads each loads one test file
 * @throws with every failure, when a test fails
 */
export async function runSuite(loads: readonly (() => Promise<unknown>)[]): Promise<void> {
  const results = await collect(loads).catch((error: unknown) => ({
    tests: [],
    failure: describeError(error),
  }));
  await writeResults(results);
  const failures = results.tests.flatMap(({ title, error }) => (error ? [`${title}\n${error}`] : []));
  if (results.failure) failures.push(results.failure);
  if (failures.length > 0) throw new Error(failures.join('\n\n'));
}

async function collect(loads: readonly (() => Promise<unknown>)[]): Promise<HostResults> {
  const tests: HostTest[] = [];
  const grep = process.env[environment.only] ?? /./;
  const mocha = new Mocha({ ui: 'bdd', timeout: 180_000, reporter: recordInto(tests), grep });
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
      runner.on('pending', (test) => tests.push({ title: test.fullTitle(), duration: 0, isSkipped: true }));
      // Also called for a failing hook, which has a title but no duration.
      runner.on('fail', (test, error: unknown) =>
        tests.push({ title: test.fullTitle(), duration: test.duration ?? 0, error: describeError(error) }),
      );
    }
  };
}

/** Written whole or not at all: the runner takes the file as soon as it is there. */
async function writeResults(results: HostResults): Promise<void> {
  const file = process.env[environment.resultFile];
  if (!file) return;
  await writeFile(`${file}.part`, JSON.stringify(results));
  await rename(`${file}.part`, file);
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
