import { runCheckSuite } from './checkSuite.ts';
import { runHostSuite } from './hostSuite.ts';
import { runNodeSuite } from './nodeSuite.ts';
import { runPackageSuite } from './packageSuite.ts';
import type { Outcome } from './outcome.ts';

export interface Suite {
  readonly name: string;
  /** Whether it runs the packaged extension rather than the source. */
  readonly needsPackage?: true;
  readonly run: () => Promise<Outcome>;
}

/** What is said of the source without running it. */
const checks: readonly Suite[] = [
  { name: 'typecheck', run: () => runCheckSuite('typecheck') },
  { name: 'lint', run: () => runCheckSuite('lint') },
];

const packaging: Suite = { name: 'package', run: runPackageSuite };

const tests: readonly Suite[] = [
  { name: 'unit', run: () => runNodeSuite({ files: 'test/unit/**/*.test.ts', concurrency: true }) },
  { name: 'contract', run: () => runNodeSuite({ files: 'test/contract/**/*.test.ts', concurrency: true }) },
  packaging,
  { name: 'host', needsPackage: true, run: runHostSuite },
  {
    name: 'browser',
    needsPackage: true,
    // Each has a VS Code server and a browser of its own: together they would slow each other into time-outs.
    run: () => runNodeSuite({ files: 'test/browser/**/*.test.ts', concurrency: 1 }),
  },
];

/**
 * @param names of suites; without any, all that run tests. Packaging goes before those that need it.
 * @throws for a name that no suite has
 */
export function chooseSuites(names: readonly string[]): readonly Suite[] {
  const all = [...checks, ...tests];
  const unknown = names.filter((name) => !all.some((suite) => suite.name === name));
  if (unknown.length > 0) throw new Error(`There is no suite called ${unknown.join(', ')}`);
  if (names.length === 0) return tests;
  const chosen = all.filter(({ name }) => names.includes(name));
  const needsPackage = chosen.some((suite) => suite.needsPackage);
  return all.filter((suite) => chosen.includes(suite) || (needsPackage && suite === packaging));
}
