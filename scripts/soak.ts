// Ten thousand readings of a fleet whose clouds are in trouble:  npm run soak
// SOAK_OPERATIONS and SOAK_SEED change how many and which; exit code 1 when anything is wrong.
import { figuresOf, faultsOf } from '../test/soak/report.ts';
import { soak } from '../test/soak/soak.ts';
import { seedFrom } from '../test/support/seed.ts';

const LONGEST = 9 * 60_000;
/** Of the heap, from a tenth of the run to its end. */
const HEAP_GROWTH = 1.2;

const operations = Number(process.env['SOAK_OPERATIONS'] ?? 10_000);
const seed = seedFrom('SOAK_SEED');
console.log(`SOAK_SEED=${seed}`);
const start = performance.now();
const result = await soak({ operations, seed, longest: LONGEST });
for (const line of figuresOf(result)) console.log(line);
console.log(`${((performance.now() - start) / 1000).toFixed(0)} s`);
const faults = faultsOf(result, operations, HEAP_GROWTH);
for (const fault of faults) console.log(`✖ ${fault}`);
console.log(faults.length === 0 ? 'soak passed' : `soak failed; again with SOAK_SEED=${seed}`);
process.exitCode = faults.length === 0 ? 0 : 1;
