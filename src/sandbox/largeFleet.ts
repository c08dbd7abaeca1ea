import type { AlibabaInstance } from './alibaba/model.ts';
import { newAlibabaInstance, nightly } from './alibaba/newInstance.ts';
import { believableFleet, SANDBOX_REGIONS } from './fleet.ts';
import type { Fleet } from './fleet.ts';
import type { HuaweiInstance, HuaweiProject } from './huawei/model.ts';
import { newHuaweiInstance } from './huawei/newInstance.ts';
import { seededRandom } from './random.ts';

const DAY = 24 * 60 * 60 * 1000;
const TEAMS = ['orders', 'billing', 'inventory', 'catalog', 'loyalty', 'shipping', 'identity', 'reports'];
const STAGES = ['prod', 'staging', 'dr', 'archive'];

export interface FleetSize {
  /** Number of instances. */
  readonly alibaba: number;
  readonly huawei: number;
  /** The same seed gives the same fleet. */
  readonly seed?: number;
  /** How long every reply takes at least, milliseconds. */
  readonly latencyMs?: number;
  /** Milliseconds since 1970; ages are counted from here. */
  readonly now?: number;
}

/** A fleet of any size: three in five encrypted, one in twelve not able to be; users, keys and regions as usual. */
export function buildFleet({ alibaba, huawei, seed = 1, latencyMs = 0, now = Date.now() }: FleetSize): Fleet {
  const base = believableFleet(now);
  const random = seededRandom(seed);
  const projects = base.huawei.projects.filter(({ name, region }) => name === region);
  const schedules = [nightly(now)];
  return {
    alibaba: {
      ...base.alibaba,
      instances: byId(alibaba, (index) => alibabaInstance(index, random(), schedules, now)),
    },
    huawei: {
      ...base.huawei,
      instances: byId(huawei, (index) => huaweiInstance(index, random(), projects, now)),
    },
    latencyMs,
  };
}

function byId<T extends { readonly id: string }>(count: number, make: (index: number) => T): Map<string, T> {
  return new Map(
    Array.from({ length: count }, (_, index): [string, T] => {
      const instance = make(index);
      return [instance.id, instance];
    }),
  );
}

function nameOf(index: number): string {
  return `${pick(TEAMS, index)}-${pick(STAGES, Math.floor(index / TEAMS.length))}-${index + 1}`;
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

function alibabaInstance(
  index: number,
  chance: number,
  schedules: AlibabaInstance['schedules'],
  now: number,
): AlibabaInstance {
  const sketch = { name: nameOf(index), region: pick(SANDBOX_REGIONS.alibaba, index), schedules };
  if (chance < 0.6) return newAlibabaInstance({ ...sketch, encryption: { since: now - 90 * DAY } }, now);
  if (chance < 0.92) return newAlibabaInstance(sketch, now);
  return newAlibabaInstance({ ...sketch, category: 'cluster', storageType: 'cloud_essd' }, now);
}

function huaweiInstance(
  index: number,
  chance: number,
  projects: readonly HuaweiProject[],
  now: number,
): HuaweiInstance {
  const status = chance < 0.6 ? 'on' : chance < 0.92 ? 'off' : 'unsupported';
  return newHuaweiInstance(nameOf(index), pick(projects, index), now, { encryption: { status } });
}
