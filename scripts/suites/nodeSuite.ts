import { pipeline } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import type { Outcome } from './outcome.ts';

interface NodeSuite {
  /** From the working directory, such as `test/unit/**\/*.test.ts`. */
  readonly files: string;
  /** How many files run at once; `true` for one a core. */
  readonly concurrency: number | true;
}

/**
 * Of one test file, in milliseconds: a failed test may leave a server running, which keeps its process alive. Many
 * times what the slowest file takes, since machines differ.
 */
const timeout = 1_800_000;

/** Runs test files with Node's own test runner, each in its own process, and prints what they report. */
export async function runNodeSuite({ files, concurrency }: NodeSuite): Promise<Outcome> {
  let [passed, failed] = [0, 0];
  const skipped: string[] = [];
  const events = run({ globPatterns: [files], concurrency, timeout });
  events.on('test:pass', ({ name, skip, todo }) => {
    if (skip !== undefined || todo !== undefined) skipped.push(name);
  });
  events.on('test:summary', ({ file, counts }) => {
    if (file !== undefined) return; // of one file; the last summary is of all
    passed = counts.passed;
    failed = counts.tests - counts.passed - counts.skipped - counts.todo;
  });
  await pipeline(events, new spec(), process.stdout, { end: false });
  return { passed, failed, skipped };
}
