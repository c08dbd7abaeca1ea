import * as l10n from '@vscode/l10n';
import type { Instance } from '../../domain/instance.ts';
import { ofCredentials } from '../authenticated.ts';
import { CloudError } from '../error.ts';
import type { CloudSession, Region, SessionOptions } from '../provider.ts';
import { changeEncryption, readEncryption } from './encryption.ts';
import { describeInstances, listInstances } from './instances.ts';
import { describeKey, listKeys } from './keys.ts';
import { huaweiProfile } from './profile.ts';
import { createProjects } from './projects.ts';
import { originOf } from './endpoints.ts';
import { openLogin } from './login.ts';
import { createRest } from './rest.ts';

/** One account at TaurusDB. */
export function openHuaweiSession(options: SessionOptions): CloudSession {
  const { accountId, clock } = options;
  const login = openLogin(options);
  const rest = createRest(options, login);
  const projects = createProjects(rest);
  const placeOf = async (region: string, signal: AbortSignal) => ({
    accountId,
    region,
    projectId: await projects.idFor(region, signal),
  });
  const keyPlaceOf = async ({ region, enterpriseProjectId }: Instance, signal: AbortSignal) => ({
    region,
    projectId: await projects.idFor(region, signal),
    now: clock.now(),
    ...(enterpriseProjectId && { enterpriseProjectId }),
  });

  return {
    origins: (region) =>
      (['iam', 'taurusdb', 'kms'] as const).map((service) => originOf(options, service, region)),
    async prove(signal) {
      login.forgive();
      const domainId = await projects.prove(signal);
      const { accountId, principal } = login.identity();
      return {
        accountId: domainId || accountId,
        principal,
        ...ofCredentials(options.login, login.source()),
      };
    },
    async regions(signal) {
      const ids = await projects.regions(signal);
      return ids.flatMap((id) => regionOf(id, 'taurusdb' in options.endpoints) ?? []);
    },
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
    async enable(instance, keyId, signal) {
      if (!keyId)
        throw new CloudError({ category: 'key', message: l10n.t('TaurusDB needs a key to encrypt with.') });
      const { projectId } = await placeOf(instance.region, signal);
      return changeEncryption(rest, clock, projectId, instance, { status: 'on', keyId }, signal);
    },
    async disable(instance, signal) {
      const { projectId } = await placeOf(instance.region, signal);
      return changeEncryption(rest, clock, projectId, instance, { status: 'off' }, signal);
    },
  };
}

/** A region that has an endpoint: a published one, or the user's own, which serves regions nobody published. */
function regionOf(id: string, hasOwnEndpoint: boolean): Region | undefined {
  const published = huaweiProfile.regions.find((region) => region.id === id);
  return published ?? (hasOwnEndpoint ? { id, name: '' } : undefined);
}
