import { believableAlibaba } from './alibaba/believable.ts';
import type { AlibabaCloud } from './alibaba/model.ts';
import type { SandboxProvider } from './exchange.ts';
import { believableHuawei } from './huawei/believable.ts';
import type { HuaweiCloud } from './huawei/model.ts';

/** Where the believable fleet and the large ones have their instances. */
export const SANDBOX_REGIONS = {
  alibaba: ['cn-hangzhou', 'ap-southeast-1', 'eu-central-1'],
  huawei: ['cn-north-4', 'ap-southeast-3'],
} as const satisfies Record<SandboxProvider, readonly string[]>;

/** Everything in the sandbox's two clouds. */
export interface Fleet {
  readonly alibaba: AlibabaCloud;
  readonly huawei: HuaweiCloud;
  /** How long every reply takes at least, milliseconds. */
  readonly latencyMs?: number;
}

/**
 * What the sandbox holds unless told otherwise: an account at each cloud with an instance for every state.
 * @param now milliseconds since 1970; ages are counted from here
 */
export function believableFleet(now: number): Fleet {
  return { alibaba: believableAlibaba(now), huawei: believableHuawei(now) };
}
