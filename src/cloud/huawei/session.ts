import * as l10n from '@vscode/l10n';
import type { Instance } from '../../domain/instance.ts';
import { ofCredentials } from '../authenticated.ts';
import { beforeSending, CloudError } from '../error.ts';
import type { CloudSession, Identity, SessionFor, Region, SessionOptions } from '../provider.ts';
import type { HuaweiLogin } from './authenticate.ts';
import { changeEncryption, readEncryption, type Switch } from './encryption.ts';
import { originOf } from './endpoints.ts';
import { describeInstances, listInstances } from './instances.ts';
import { describeKey, listKeys } from './keys.ts';
import { openLogin } from './login.ts';
import { huaweiProfile } from './profile.ts';
import { createProjects, type Projects } from './projects.ts';
import { createRest } from './rest.ts';

/** One account at TaurusDB. */
export function openHuaweiAccount(options: SessionOptions): SessionFor {
  const login = openLogin(options);
  const projects = createProjects(createRest(options, login));
  return (caller) => openSession({ ...options, caller }, login, projects);
}

function openSession(options: SessionOptions, login: HuaweiLogin, projects: Projects): CloudSession {
  const { accountId, clock } = options;
  const rest = createRest(options, login);
  const placeOf = async (region: string, signal: AbortSignal) => ({
    accountId,
    region,
    projectId: await beforeSending(projects.idFor(region, signal)),
  });
  const keyPlaceOf = async ({ region, enterpriseProjectId }: Instance, signal: AbortSignal) => ({
    ...(await placeOf(region, signal)),
    now: clock.now(),
    ...(enterpriseProjectId && { enterpriseProjectId }),
  });
  const change = async (instance: Instance, wanted: Switch, signal: AbortSignal) => {
    const { projectId } = await placeOf(instance.region, signal);
    return changeEncryption(rest, clock, projectId, instance, wanted, signal);
  };
  return {
    origins: (region) =>
      (['iam', 'taurusdb', 'kms'] as const).map((service) => originOf(options, service, region)),
    prove: (signal) => prove(options, login, projects, signal),
    regions: async (signal) =>
      (await projects.regions(signal)).flatMap((id) => regionOf(id, 'taurusdb' in options.endpoints) ?? []),
    listInstances: async (region, signal) => listInstances(rest, await placeOf(region, signal), signal),
    describeInstances: async (region, pinned, signal) =>
      describeInstances(rest, await placeOf(region, signal), pinned, signal),
    async readEncryption(instance, _memory, signal) {
      const { projectId } = await placeOf(instance.region, signal);
      return readEncryption(rest, clock, projectId, instance, signal);
    },
    listKeys: async (instance, signal) => listKeys(rest, await keyPlaceOf(instance, signal), signal),
    describeKey: async (instance, keyId, signal) =>
      describeKey(rest, await keyPlaceOf(instance, signal), keyId, signal),
    enable: async (instance, keyId, signal) =>
      change(instance, { status: 'on', keyId: requireKey(keyId) }, signal),
    disable: (instance, signal) => change(instance, { status: 'off' }, signal),
  };
}

async function prove(
  options: SessionOptions,
  login: HuaweiLogin,
  projects: Projects,
  signal: AbortSignal,
): Promise<Identity> {
  login.forgive();
  const domainId = await projects.prove(signal);
  const { accountId, principal } = login.identity();
  return { accountId: domainId || accountId, principal, ...ofCredentials(options.login, login.source()) };
}

/** @throws CloudError `key` */
function requireKey(keyId: string | undefined): string {
  if (keyId) return keyId;
  throw new CloudError({ category: 'key', message: l10n.t('TaurusDB needs a key to encrypt with.') });
}

/** A region that has an endpoint: a published one, or the user's own, which serves regions nobody published. */
function regionOf(id: string, hasOwnEndpoint: boolean): Region | undefined {
  const published = huaweiProfile.regions.find((region) => region.id === id);
  return published ?? (hasOwnEndpoint ? { id, name: '' } : undefined);
}
