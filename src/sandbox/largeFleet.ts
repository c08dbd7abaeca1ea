import { pick, type LargeSketch } from './cloud.ts';
import type { SandboxState } from './fleet.ts';
import { seededRandom } from './random.ts';
import { ofEachCloud, type CloudStates, type SandboxProvider } from './registry.ts';

const TEAMS = ['orders', 'billing', 'inventory', 'catalog', 'loyalty', 'shipping', 'identity', 'reports'];
const STAGES = ['prod', 'staging', 'dr', 'archive'];

/** How many instances each cloud is to have. */
export type FleetSize = Readonly<Record<SandboxProvider, number>> & {
  /** The same seed gives the same fleet. */
  readonly seed?: number;
  /** How long every reply takes at least, milliseconds. */
  readonly latencyMs?: number;
  /** Milliseconds since 1970; ages are counted from here. */
  readonly now?: number;
};

/** A fleet of any size: three in five encrypted, one in twelve not able to be; users, keys and regions as usual. */
export function buildFleet({ seed = 1, latencyMs = 0, now = Date.now(), ...sizes }: FleetSize): SandboxState {
  const random = seededRandom(seed);
  const clouds = ofEachCloud((cloud, id) => {
    const sketches = Array.from({ length: sizes[id] }, (_, index) => sketchOf(index, random()));
    return cloud.large(sketches, now);
  }) as CloudStates;
  return { ...clouds, latencyMs };
}

function sketchOf(index: number, chance: number): LargeSketch {
  const name = `${pick(TEAMS, index)}-${pick(STAGES, Math.floor(index / TEAMS.length))}-${index + 1}`;
  return { name, state: chance < 0.6 ? 'on' : chance < 0.92 ? 'off' : 'unsupported' };
}
