// Breaks the deciding lines one at a time and looks whether a test notices:  npm run mutate [-- AREA …]
// An area takes from a minute (domain) to half an hour. What was tried before and has not changed is not tried again.
// The last line is the score over all areas; the lines above it name what survived. MUTATE_CONCURRENCY=1 leaves room for
// other work beside it.
import { relative, resolve } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import type { MutantResult } from '@stryker-mutator/api/core';
import { AREAS, type Area } from './mutation/areas.ts';

// Node keeps what it made of TypeScript: a mutant is switched on by a variable, so the files stay as they are.
process.env.NODE_COMPILE_CACHE ??= resolve('.stryker/compiled');

const NOTICED: ReadonlySet<MutantResult['status']> = new Set(['Killed', 'Timeout']);
const UNNOTICED: ReadonlySet<MutantResult['status']> = new Set(['Survived', 'NoCoverage']);

async function mutate({ name, mutate: files, tests }: Area): Promise<readonly MutantResult[]> {
  console.log(`\n━━ ${name}`);
  const stryker = new Stryker({
    mutate: [...files],
    testRunner: 'tap',
    plugins: ['@stryker-mutator/tap-runner'],
    tap: {
      testFiles: [...tests],
      nodeArgs: ['-r', '{{hookFile}}', '--test-reporter=tap', '{{testFile}}'],
    },
    coverageAnalysis: 'perTest',
    // Texts are for people, and tested as whole sentences where they matter.
    mutator: { excludedMutations: ['StringLiteral'] },
    ignorePatterns: ['.stryker', 'dist', '.workbench', 'media', 'test/browser', 'test/host'],
    reporters: ['progress-append-only'],
    incremental: true,
    incrementalFile: `.stryker/${name}.json`,
    tempDirName: '.stryker/tmp',
    // Longer than any machine is slow: only what never ends counts as noticed by its time.
    timeoutMS: 20_000,
    timeoutFactor: 3,
    concurrency: Number(process.env.MUTATE_CONCURRENCY ?? 2),
    allowEmpty: true,
  });
  return stryker.runMutationTest();
}

function tell(results: readonly MutantResult[]): void {
  for (const { status, fileName, location, mutatorName, replacement } of results) {
    if (!UNNOTICED.has(status)) continue;
    const { line, column } = location.start;
    const now = replacement.replaceAll(/\s+/g, ' ').slice(0, 80);
    console.log(`${status} ${relative('.', fileName)}:${line}:${column} ${mutatorName} ${now}`);
  }
}

function scoreOf(results: readonly MutantResult[]): string {
  const count = (statuses: ReadonlySet<MutantResult['status']>) =>
    results.filter(({ status }) => statuses.has(status)).length;
  const [noticed, unnoticed] = [count(NOTICED), count(UNNOTICED)];
  const share = ((100 * noticed) / Math.max(1, noticed + unnoticed)).toFixed(1);
  return `${share} % of ${noticed + unnoticed} mutants were noticed`;
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !AREAS.some((area) => area.name === name));
if (unknown.length > 0) throw new RangeError(`There is no area called ${unknown.join(', ')}`);
const all: MutantResult[] = [];
for (const area of AREAS.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const results = await mutate(area);
  tell(results);
  console.log(`${area.name}: ${scoreOf(results)}`);
  all.push(...results);
}
console.log(scoreOf(all));
