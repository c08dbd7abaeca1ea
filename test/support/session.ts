import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import type { Instance } from '../../src/domain/instance.ts';
import type { CloudSession } from '../../src/cloud/provider.ts';
import { loadProvider } from '../../src/cloud/registry.ts';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/users.ts';
import { openCaller } from './caller.ts';

export const never = new AbortController().signal;

/** One account at a cloud, straight at its client: no fleet, no files. */
export async function openSession(
  t: TestContext,
  provider: 'alibaba' | 'huawei',
  origin: string,
  now: () => number = Date.now,
): Promise<CloudSession> {
  const { caller } = openCaller(t, { clock: { now }, nonce: randomUUID });
  const cloud = await loadProvider(provider);
  const endpoints = Object.fromEntries(cloud.profile.endpoints.map((service) => [service, origin]));
  const login = { kind: 'keys', credentials: SANDBOX_CREDENTIALS[provider] } as const;
  const keepSecret = () => undefined;
  return cloud.openSession({ accountId: 'one', login, keepSecret, endpoints, caller, clock: { now } });
}

/** An instance as the settings alone describe it. */
export function bare(provider: string, region: string, id: string): Instance {
  const unknown = { engine: '', engineVersion: '', lifecycle: '' };
  return { provider, accountId: 'one', region, id, name: id, ...unknown };
}
