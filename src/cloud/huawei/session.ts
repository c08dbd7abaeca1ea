import { t } from '@vscode/l10n';
import { CloudError } from '../error.ts';
import type { CloudSession, SessionOptions } from '../provider.ts';
import { changeEncryption, readEncryption } from './encryption.ts';
import { describeInstances, listInstances } from './instances.ts';
import { listKeys } from './keys.ts';
import { huaweiProfile } from './profile.ts';
import { createProjects } from './projects.ts';
import { createRest } from './rest.ts';

/** One account at TaurusDB. */
export function openHuaweiSession(options: SessionOptions): CloudSession {
  const { accountId, clock } = options;
  const rest = createRest(options);
  const projects = createProjects(rest);
  const placeOf = async (region: string, signal: AbortSignal) => ({
    accountId,
    region,
    projectId: await projects.idFor(region, signal),
  });

  return {
    prove: (signal) => projects.prove(signal),
    async regions(signal) {
      const named = new Set(await projects.names(signal));
      return huaweiProfile.regions.filter(({ id }) => named.has(id));
    },
    listInstances: async (region, signal) => listInstances(rest, await placeOf(region, signal), signal),
    describeInstances: async (region, pinned, signal) =>
      describeInstances(rest, await placeOf(region, signal), pinned, signal),
    async readEncryption(instance, _memory, signal) {
      const { projectId } = await placeOf(instance.region, signal);
      return readEncryption(rest, clock, projectId, instance, signal);
    },
    async listKeys({ region, enterpriseProjectId }, signal) {
      const { projectId } = await placeOf(region, signal);
      const now = clock.now();
      return listKeys(
        rest,
        { region, projectId, now, ...(enterpriseProjectId && { enterpriseProjectId }) },
        signal,
      );
    },
    async enable(instance, keyId, signal) {
      if (!keyId)
        throw new CloudError({ category: 'key', message: t('TaurusDB needs a key to encrypt with.') });
      const { projectId } = await placeOf(instance.region, signal);
      return changeEncryption(rest, clock, projectId, instance, { status: 'on', keyId }, signal);
    },
    async disable(instance, signal) {
      const { projectId } = await placeOf(instance.region, signal);
      return changeEncryption(rest, clock, projectId, instance, { status: 'off' }, signal);
    },
  };
}
