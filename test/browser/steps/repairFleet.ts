import { newAlibabaInstance, nightly } from '../../../src/sandbox/alibaba/newInstance.ts';
import { believableFleet } from '../../../src/sandbox/fleet.ts';
import type { SandboxState } from '../../../src/sandbox/fleet.ts';

/** The believable fleet with an unpaid instance, one that was never backed up, and somebody who may only read. */
export function fleetToRepair(): SandboxState {
  const now = Date.now();
  const fleet = believableFleet(now);
  const { alibaba, huawei } = fleet;
  const region = 'cn-hangzhou';
  const instances = [
    newAlibabaInstance({ name: 'unpaid-shop', region, schedules: [nightly(now)], unpaid: true }, now),
    newAlibabaInstance({ name: 'never-backed-up', region }, now),
  ];
  for (const instance of instances) alibaba.instances.set(instance.id, instance);
  const [auditor] = huawei.users;
  if (!auditor) throw new Error('The sandbox has no user');
  huawei.users[0] = {
    ...auditor,
    denied: [...(auditor.denied ?? []), { operation: 'ModifyBackupEncryptStatus' }],
  };
  return fleet;
}
