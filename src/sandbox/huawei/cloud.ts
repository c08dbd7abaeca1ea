import { pick, type SandboxCloud } from '../cloud.ts';
import { believableHuawei } from './believable.ts';
import { huaweiGateway } from './gateway.ts';
import type { HuaweiCloud, HuaweiInstance } from './model.ts';
import { newHuaweiInstance } from './newInstance.ts';
import { HUAWEI_KEYS } from './user.ts';

/** TaurusDB, KMS and IAM. */
export const huaweiSandbox: SandboxCloud<HuaweiCloud> = {
  regions: ['cn-north-4', 'ap-southeast-3'],
  credentials: HUAWEI_KEYS,
  believable: believableHuawei,
  large: (sketches, now) => {
    const cloud = believableHuawei(now);
    const projects = cloud.projects.filter(({ name, region }) => name === region);
    const made = sketches.map(({ name, state: status }, index) =>
      newHuaweiInstance(name, pick(projects, index), now, { encryption: { status } }),
    );
    return {
      ...cloud,
      instances: new Map(made.map((instance): [string, HuaweiInstance] => [instance.id, instance])),
    };
  },
  gateway: huaweiGateway,
};
