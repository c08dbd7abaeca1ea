import * as l10n from '@vscode/l10n';
import type { Instance } from '../../domain/instance.ts';
import { ofCredentials } from '../authenticated.ts';
import { beforeSending, CloudError } from '../error.ts';
import type { Region } from '../profile.ts';
import type { CloudSession, Identity, SessionFor, SessionOptions } from '../provider.ts';
import type { HuaweiLogin } from './authenticate.ts';
import { changeEncryption, readEncryption, type Switch } from './encryption.ts';
import { Hosts } from './endpoints.ts';
import { describeKey, listKeys } from './keys.ts';
import { openLogin } from './login.ts';
import { huaweiProfile } from './profile.ts';
import { Places } from './places.ts';
import { passedOver, Projects } from './projects.ts';
import { createRest } from './rest.ts';

/** What all sessions of an account share. */
interface Shared {
  readonly login: HuaweiLogin;
  readonly hosts: Hosts;
  readonly projects: Projects;
  readonly places: Places;
}

/** One account at TaurusDB. */
export function openHuaweiAccount(options: SessionOptions): SessionFor {
  const hosts = new Hosts(options);
  const login = openLogin(options, hosts);
  const meant = options.login.kind === 'keys' ? options.login.projectId : undefined;
  const projects = new Projects(createRest(options, login, hosts), meant);
  const shared = { login, hosts, projects, places: new Places(options.accountId, projects) };
  return (caller) => openSession({ ...options, caller }, shared);
}

function openSession(options: SessionOptions, shared: Shared): CloudSession {
  const { clock } = options;
  const { login, hosts, projects, places } = shared;
  const rest = createRest(options, login, hosts);
  const keyPlaceOf = async (instance: Instance, signal: AbortSignal) => ({
    ...(await places.likely(rest, instance, signal)),
    now: clock.now(),
    ...(instance.keyScope && { enterpriseProjectId: instance.keyScope }),
  });
  const change = async (instance: Instance, wanted: Switch, signal: AbortSignal) => {
    const { projectId } = await beforeSending(places.find(rest, instance, signal));
    return changeEncryption(rest, clock, projectId, instance, wanted, signal);
  };
  return {
    origins: (region) =>
      (['iam', 'taurusdb', 'kms'] as const).map((service) => hosts.originOf(service, region)),
    prove: (signal) => prove(options, shared, signal),
    regions: async (signal) =>
      (await projects.regions(signal)).filter((id) => !hosts.refusalOf(id)).map(regionOf),
    leftOut: () => [...places.leftOut(), ...passedOver(projects, hosts)],
    listInstances: (region, signal, arrived) => places.list(rest, region, signal, arrived),
    describeInstances: (region, pinned, signal) => places.describe(rest, region, pinned, signal),
    readEncryption: (instance, _memory, signal) =>
      places.ask(
        rest,
        instance,
        ({ projectId }) => readEncryption(rest, clock, projectId, instance, signal),
        signal,
      ),
    keys: {
      list: async (instance, signal) => listKeys(rest, await keyPlaceOf(instance, signal), signal),
      describe: async (instance, keyId, signal) =>
        describeKey(rest, await keyPlaceOf(instance, signal), keyId, signal),
    },
    enable: async (instance, keyId, signal) =>
      change(instance, { status: 'on', keyId: requireKey(keyId) }, signal),
    disable: (instance, signal) => change(instance, { status: 'off' }, signal),
  };
}

async function prove(
  options: SessionOptions,
  { login, hosts, projects, places }: Shared,
  signal: AbortSignal,
): Promise<Identity> {
  hosts.check();
  login.forgive();
  places.forgive();
  const domainId = await projects.prove(signal);
  const { accountId, principal } = login.identity();
  return { accountId: domainId || accountId, principal, ...ofCredentials(options.login, login.source()) };
}

/** @throws CloudError `key` */
function requireKey(keyId: string | undefined): string {
  if (keyId) return keyId;
  throw new CloudError({ category: 'key', message: l10n.t('TaurusDB needs a key to encrypt with.') });
}

function regionOf(id: string): Region {
  return huaweiProfile.regions.find((region) => region.id === id) ?? { id, name: '' };
}
