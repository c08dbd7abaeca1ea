import { pick, type LargeSketch, type SandboxCloud } from '../cloud.ts';
import { believableAlibaba } from './believable.ts';
import { alibabaGateway } from './gateway.ts';
import type { AlibabaCloud, AlibabaInstance } from './model.ts';
import { newAlibabaInstance, nightly } from './newInstance.ts';
import { ALIBABA_KEYS } from './user.ts';

const DAY = 24 * 60 * 60 * 1000;
const REGIONS = ['cn-hangzhou', 'ap-southeast-1', 'eu-central-1'];

/** ApsaraDB RDS, KMS and STS. */
export const alibabaSandbox: SandboxCloud<AlibabaCloud> = {
  regions: REGIONS,
  credentials: ALIBABA_KEYS,
  believable: believableAlibaba,
  large: (sketches, now) => {
    const schedules = [nightly(now)];
    const made = sketches.map((sketch, index) => largeInstance(sketch, index, schedules, now));
    return {
      ...believableAlibaba(now),
      instances: new Map(made.map((instance): [string, AlibabaInstance] => [instance.id, instance])),
    };
  },
  gateway: alibabaGateway,
};

function largeInstance(
  { name, state }: LargeSketch,
  index: number,
  schedules: AlibabaInstance['schedules'],
  now: number,
): AlibabaInstance {
  const sketch = { name, region: pick(REGIONS, index), schedules };
  if (state === 'on') return newAlibabaInstance({ ...sketch, encryption: { since: now - 90 * DAY } }, now);
  if (state === 'off') return newAlibabaInstance(sketch, now);
  return newAlibabaInstance({ ...sketch, category: 'cluster', storageType: 'cloud_essd' }, now);
}
