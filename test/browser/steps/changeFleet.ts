import { newAlibabaInstance, nightly } from '../../../src/sandbox/alibaba/newInstance.ts';
import { believableFleet } from '../../../src/sandbox/fleet.ts';
import type { SandboxState } from '../../../src/sandbox/fleet.ts';
import { newHuaweiInstance } from '../../../src/sandbox/huawei/newInstance.ts';
import type { HuaweiInstance } from '../../../src/sandbox/huawei/model.ts';

/** The believable fleet with some more instances that can be switched on. */
export function fleetToChange(): SandboxState {
  const now = Date.now();
  const fleet = believableFleet(now);
  const { alibaba, huawei } = fleet;
  const ledger = { name: 'ledger-eu', region: 'cn-hangzhou', schedules: [nightly(now)] };
  const created = newAlibabaInstance(ledger, now);
  alibaba.instances.set(created.id, created);
  const project = huawei.projects.find(({ name }) => name === 'cn-north-4');
  if (!project) throw new Error('The sandbox has no project in cn-north-4');
  for (const name of ['batch-one', 'batch-two']) {
    const instance = newHuaweiInstance(name, project, now);
    huawei.instances.set(instance.id, instance);
  }
  return fleet;
}

/** What the cloud itself knows of an instance, whatever is on the screen. */
export function huaweiInstance({ huawei }: SandboxState, name: string): HuaweiInstance {
  return named(huawei.instances.values(), name);
}

/** The first one with this name. */
export function named<T extends { readonly name: string }>(all: Iterable<T>, name: string): T {
  for (const one of all) if (one.name === name) return one;
  throw new Error(`The sandbox has no ${name}`);
}
