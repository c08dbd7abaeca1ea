// Measures speed and size beside the official SDKs, and writes test/bench/results.json:  npm run bench [-- --quick]
// docs/performance.md explains each figure, and the options:
//   --quick              fewer rounds, without the largest fleet
//   --only PART          one part (host, fleet, signing, load, report, counts; may be repeated); no file is written
//   --instances N        one fleet of this size
//   --rounds N           rounds of each fleet
// It ends with 1 when a figure could not be taken; results.json says which, and why.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PARTS, measureAll, type Part } from '../test/bench/measure.ts';
import { reasonsIn, resultsOf } from '../test/bench/results.ts';
import { tableOf } from '../test/bench/table.ts';
import { root } from './steps/paths.ts';

const { quick, only, instances, rounds } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    instances: { type: 'string' },
    rounds: { type: 'string' },
  },
}).values;
const unknown = only.find((part) => !PARTS.some((known) => known === part));
if (unknown !== undefined) throw new RangeError(`--only takes ${PARTS.join(', ')}, not ${unknown}`);

const figures = await measureAll({
  parts: new Set(only.length > 0 ? (only as Part[]) : PARTS),
  quick,
  instances: instances === undefined ? undefined : Number(instances),
  rounds: rounds === undefined ? undefined : Number(rounds),
});
for (const line of tableOf(figures)) console.log(line);
if (only.length === 0) {
  const file = join(root, 'test', 'bench', 'results.json');
  await writeFile(file, `${JSON.stringify(resultsOf(figures), undefined, 2)}\n`);
  console.log(`\nWrote ${file}`);
}
if (Object.keys(reasonsIn(figures)).length > 0) process.exitCode = 1;
