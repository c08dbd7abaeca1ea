import type { Account } from '../../accounts/account.ts';
import type { Instance } from '../../domain/instance.ts';
import type { AccountSession } from '../accountSession.ts';

/** One step of a diagnosis: what is asked, and the question, which answers in words. */
export type Probe = readonly [what: string, ask: (signal: AbortSignal) => Promise<string>];

/**
 * One read of each kind, in order: identity first, since nothing else is sent before. None changes anything.
 * @param open opens the account's session
 */
export function probesOf(account: Account, region: string, open: () => Promise<AccountSession>): Probe[] {
  let found: Instance | undefined;
  const find = async (signal: AbortSignal) => {
    const { cloud } = await open();
    const pinned = account.instances?.filter((instance) => instance.region === region);
    const instances = pinned
      ? await cloud.describeInstances(region, pinned, signal)
      : await cloud.listInstances(region, signal);
    found = instances[0];
    return `${instances.length} instances in ${region}`;
  };
  const withInstance =
    (ask: (session: AccountSession, instance: Instance, signal: AbortSignal) => Promise<string>) =>
    async (signal: AbortSignal) => (found ? ask(await open(), found, signal) : 'no instance to ask about');
  return [
    ['identity', async (signal) => whoIs(await open(), signal)],
    ['instances', find],
    ['state', withInstance(stateOf)],
    ['keys', withInstance(keysOf)],
  ];
}

async function whoIs(session: AccountSession, signal: AbortSignal): Promise<string> {
  session.forgive();
  const { accountId, principal } = await session.prove(signal);
  return [accountId, principal].filter(Boolean).join(', ');
}

async function stateOf({ cloud }: AccountSession, instance: Instance, signal: AbortSignal): Promise<string> {
  const { state } = await cloud.readEncryption(instance, {}, signal);
  return `${instance.id}: ${state}`;
}

async function keysOf({ cloud }: AccountSession, instance: Instance, signal: AbortSignal): Promise<string> {
  if (!cloud.keys) return 'the cloud has none to choose from';
  const keys = await cloud.keys.list(instance, signal);
  return `${keys.length} keys, ${keys.filter(({ unusable }) => !unusable).length} usable`;
}
