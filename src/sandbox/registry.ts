import { alibabaSandbox } from './alibaba/cloud.ts';
import type { SandboxCloud } from './cloud.ts';
import { huaweiSandbox } from './huawei/cloud.ts';

/** Every cloud of the sandbox: a new one is a folder beside this file and a line here. */
export const SANDBOX_CLOUDS = { alibaba: alibabaSandbox, huawei: huaweiSandbox };

type Clouds = typeof SANDBOX_CLOUDS;

export type SandboxProvider = keyof Clouds;

/** What is in each cloud. */
export type CloudStates = { readonly [id in SandboxProvider]: ReturnType<Clouds[id]['believable']> };

/** Something of every cloud, by its id. */
export function ofEachCloud<Made>(
  make: (cloud: SandboxCloud<unknown>, id: SandboxProvider) => Made,
): Record<SandboxProvider, Made> {
  const clouds = Object.entries(SANDBOX_CLOUDS) as [SandboxProvider, SandboxCloud<unknown>][];
  return Object.fromEntries(clouds.map(([id, cloud]) => [id, make(cloud, id)])) as Record<
    SandboxProvider,
    Made
  >;
}
