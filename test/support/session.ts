import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import type { Instance } from '../../src/domain/instance.ts';
import type { Login } from '../../src/cloud/login.ts';
import type { CloudSession, KeyManagement } from '../../src/cloud/provider.ts';
import { loadProvider } from '../../src/cloud/registry.ts';
import type { GuardedCaller } from '../../src/cloud/transport/caller.ts';
import { Redactor } from '../../src/cloud/transport/redact.ts';
import { hide } from '../../src/fleet/secrecy.ts';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/users.ts';
import { openCaller } from './caller.ts';

export const never = new AbortController().signal;

export interface LoggedIn {
  readonly session: CloudSession;
  readonly caller: GuardedCaller;
  readonly lines: readonly string[];
  /** What the session asked to be kept secret. */
  readonly secrets: readonly string[];
}

/**
 * One account at a cloud, straight at its client: no fleet, no files.
 * @param services those that are at the origin; all of them when left out
 */
export async function logIn(
  t: TestContext,
  provider: 'alibaba' | 'huawei',
  origin: string,
  login: Login,
  now: () => number = Date.now,
  services?: readonly string[],
): Promise<LoggedIn> {
  const redactor = new Redactor();
  const { caller, lines } = openCaller(t, { clock: { now }, nonce: randomUUID, redactor });
  const cloud = await loadProvider(provider);
  const endpoints = Object.fromEntries(
    (services ?? cloud.profile.endpoints).map((service) => [service, origin]),
  );
  const secrets: string[] = [];
  hide(login, redactor, Infinity);
  const keepSecret = (secret: string) => {
    secrets.push(secret);
    redactor.register(secret);
  };
  const sessionFor = cloud.openAccount({
    accountId: 'one',
    login,
    keepSecret,
    endpoints,
    caller,
    clock: caller.clock,
    ownClock: { now },
  });
  return { session: sessionFor(caller), caller, lines, secrets };
}

/** One account with the keys of the sandbox's user. */
export async function openSession(
  t: TestContext,
  provider: 'alibaba' | 'huawei',
  origin: string,
  now?: () => number,
): Promise<CloudSession> {
  const login = { kind: 'keys', credentials: SANDBOX_CREDENTIALS[provider] } as const;
  return (await logIn(t, provider, origin, login, now)).session;
}

/** The keys of a session's cloud, which has some. */
export function keysOf({ keys }: CloudSession): KeyManagement {
  if (!keys) throw new TypeError('this cloud has no keys');
  return keys;
}

/** An instance as the settings alone describe it. */
export function bare(provider: string, region: string, id: string): Instance {
  const unknown = { engine: '', engineVersion: '', lifecycle: '' };
  return { provider, accountId: 'one', region, id, name: id, ...unknown };
}
