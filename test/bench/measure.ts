import { stat } from 'node:fs/promises';
import { inspectBundle } from '../../scripts/steps/bundle.ts';
import { packageAll } from '../../scripts/steps/packageAll.ts';
import { vsix } from '../../scripts/steps/paths.ts';
import { activationSize } from './activation.ts';
import { attempt, NotTaken } from './attempt.ts';
import { countEventsOfOneChange } from './events.ts';
import type { Missing } from './figure.ts';
import { fleetFiguresOf, growthOf, takeTurns, type FleetFigures } from './fleet.ts';
import { hostFiguresOf, rowsMsOf, startFiguresOf } from './host/figures.ts';
import { measureLoad } from './load.ts';
import { buildPrograms } from './programs.ts';
import { measureReports } from './report.ts';
import type { Figures } from './results.ts';
import { measureSigning } from './signing/signing.ts';

export const PARTS = ['host', 'fleet', 'signing', 'load', 'report', 'counts'] as const;
export type Part = (typeof PARTS)[number];

export interface Choice {
  readonly parts: ReadonlySet<Part>;
  readonly quick: boolean;
  /** One fleet of this size instead of the usual ones. */
  readonly instances: number | undefined;
  readonly rounds: number | undefined;
}

/** Measures what was chosen; what could not be measured has a reason in its place. */
export async function measureAll(choice: Choice): Promise<Figures> {
  const { parts, quick } = choice;
  if (parts.has('host') || parts.has('counts')) await packageAll();
  await buildPrograms();
  const signing = parts.has('signing') && (await step('signing', () => measureSigning(quick ? 2 : 5)));
  const load = parts.has('load') && (await step('loading', () => measureLoad(quick ? 3 : 9)));
  const report = parts.has('report') && (await step('reports', () => measureReports(quick ? 1 : 3)));
  const counts = parts.has('counts') && (await count());
  const { start, tree, ...fleets } = await measureFleets(choice);
  return {
    ...(signing && { signing }),
    ...fleets,
    ...((start ?? counts) && { start: { ...start, ...(counts && counts.start) } }),
    ...((tree ?? counts) && { tree: { ...tree, ...(counts && counts.tree) } }),
    ...(load && { load }),
    ...(report && { report }),
    ...(counts && { size: counts.size }),
  };
}

async function count() {
  const oneChangeEvents = await step('events', countEventsOfOneChange);
  const { bytes, modules } = activationSize(await inspectBundle());
  const { size: vsixBytes } = await stat(vsix);
  return {
    start: { activationBytes: bytes, activationModules: modules },
    tree: { oneChangeEvents },
    size: { vsixBytes },
  };
}

/** The extension host reads the largest fleet, in turns with the others. */
async function measureFleets(choice: Choice) {
  const { parts, quick } = choice;
  if (!parts.has('host') && !parts.has('fleet')) return {};
  const fleet: Record<string, FleetFigures> = {};
  const [largest, ...smaller] = fleetsOf(choice);
  if (parts.has('fleet')) {
    for (const [instances, rounds] of smaller.toReversed()) {
      const takers = { headless: true, host: false, starts: 0 };
      fleet[instances] = fleetFiguresOf(instances, await taken(instances, rounds, takers));
    }
  }
  const [instances, rounds] = largest;
  const takers = { headless: parts.has('fleet'), host: parts.has('host'), starts: quick ? 2 : 3 };
  const turns = await taken(instances, rounds, takers);
  if (parts.has('fleet')) fleet[instances] = fleetFiguresOf(instances, turns);
  return {
    ...(parts.has('fleet') && { fleet, growth: growthOf(fleet) }),
    ...(parts.has('host') && {
      host: { [instances]: hostFiguresOf(turns) },
      start: startFiguresOf(turns),
      tree: { rowsMs: rowsMsOf(turns) },
    }),
  };
}

type FleetAndRounds = readonly [instances: number, rounds: number];

/** The largest first. */
function fleetsOf({ quick, instances, rounds }: Choice): [FleetAndRounds, ...FleetAndRounds[]] {
  if (instances !== undefined) return [[instances, rounds ?? (quick ? 1 : 3)]];
  const usual: [FleetAndRounds, ...FleetAndRounds[]] = quick
    ? [
        [1000, rounds ?? 1],
        [100, rounds ?? 3],
      ]
    : [
        [10_000, rounds ?? 3],
        [1000, rounds ?? 3],
        [100, rounds ?? 7],
      ];
  return usual;
}

function taken(...[instances, rounds, takers]: Parameters<typeof takeTurns>) {
  console.log(`measuring ${instances} instances …`);
  return takeTurns(instances, rounds, takers);
}

async function step<T>(what: string, measure: () => Promise<T>): Promise<T | Missing> {
  console.log(`measuring ${what} …`);
  const result = await attempt(what, measure);
  try {
    return result();
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    return { missing: error.message };
  }
}
