// Measures speed and size beside the official SDKs, and writes test/bench/results.json:  npm run bench [-- --quick]
// docs/performance.md explains each figure. --quick takes fewer rounds and leaves out the largest fleet.
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { activationSize } from '../test/bench/activation.ts';
import { countEventsOfOneChange } from '../test/bench/events.ts';
import { growthOf, measureFleet, type FleetFigures } from '../test/bench/fleet.ts';
import { measureHost } from '../test/bench/host.ts';
import { measureLoad } from '../test/bench/load.ts';
import { buildPrograms } from '../test/bench/programs.ts';
import { resultsOf } from '../test/bench/results.ts';
import { measureSigning } from '../test/bench/signing/signing.ts';
import { tableOf } from '../test/bench/table.ts';
import { inspectBundle } from './steps/bundle.ts';
import { packageAll } from './steps/packageAll.ts';
import { root, vsix } from './steps/paths.ts';

const { quick } = parseArgs({ options: { quick: { type: 'boolean', default: false } } }).values;
/** Instances, and how often they are read. */
const SIZES = quick
  ? [
      [100, 3],
      [1000, 1],
    ]
  : [
      [100, 7],
      [1000, 3],
      [10_000, 1],
    ];
const STARTS = quick ? 2 : 10;

await packageAll();
await buildPrograms();
const { rowsMs, ...start } = await step('VS Code', () => measureHost(STARTS));
const signing = await step('signing', () => measureSigning(quick ? 2 : 5));
const load = await step('loading', () => measureLoad(quick ? 3 : 9));
const fleet: Record<string, FleetFigures> = {};
for (const [instances = 0, rounds = 0] of SIZES) {
  fleet[instances] = await step(`${instances} instances`, () => measureFleet(instances, rounds));
}
const oneChangeEvents = await step('events', countEventsOfOneChange);
const { bytes, modules } = activationSize(await inspectBundle());
const { size: vsixBytes } = await stat(vsix);

const figures = {
  signing,
  fleet,
  growth: growthOf(fleet),
  start: { ...start, activationBytes: bytes, activationModules: modules },
  tree: { rowsMs, oneChangeEvents },
  load,
  size: { vsixBytes },
};
for (const line of tableOf(figures)) console.log(line);
const file = join(root, 'test', 'bench', 'results.json');
await writeFile(file, `${JSON.stringify(resultsOf(figures), undefined, 2)}\n`);
console.log(`\nWrote ${file}`);

async function step<T>(what: string, measure: () => Promise<T>): Promise<T> {
  console.log(`measuring ${what} …`);
  return measure();
}
