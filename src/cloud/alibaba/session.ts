import * as l10n from '@vscode/l10n';
import type { Evidence } from '../../domain/encryption.ts';
import type { Instance } from '../../domain/instance.ts';
import { isoTime } from '../../domain/time.ts';
import { ofCredentials } from '../authenticated.ts';
import { CloudError } from '../error.ts';
import { requireId, uniqueById } from '../identifiers.ts';
import type { CloudSession, Region, ServiceRole, SessionOptions } from '../provider.ts';
import { regionOrigin } from './endpoints.ts';
import { isAlreadyEnabled, isClosedRegion } from './errors.ts';
import { describeInstances, listInstances } from './instances.ts';
import { describeKey, listKeys } from './keys.ts';
import { readEncryption } from './reading.ts';
import { keySource } from './login.ts';
import { createRpc, originOf, type Rpc } from './rpc.ts';
import { authorization, callerIdentity, enabled, regions } from './schemas.ts';

/** One account at ApsaraDB RDS. */
export function openAlibabaSession(options: SessionOptions): CloudSession {
  const { accountId, clock } = options;
  const regionOrigins = new Map<string, string>();
  const source = keySource(options);
  const rpc = createRpc(options, source, regionOrigins);
  const closed = new Set<string>();
  let endpointsLearnt = 'rds' in options.endpoints;

  /** RDS knows its own hosts best; whoever may not ask is served by the published table. */
  async function learnEndpoints(signal: AbortSignal): Promise<void> {
    if (endpointsLearnt) return;
    try {
      await readRegions(rpc, regionOrigins, signal);
      endpointsLearnt = true;
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
    }
  }

  return {
    origins: (region) => {
      const services = [{ service: 'sts' }, { service: 'rds', region }, { service: 'kms', region }] as const;
      return services.map((call) => originOf(options, regionOrigins, call));
    },
    async prove(signal) {
      source.forgive();
      const reply = await rpc(
        { service: 'sts', action: 'GetCallerIdentity', schema: callerIdentity },
        signal,
      );
      await learnEndpoints(signal);
      return { accountId: reply.AccountId, principal: reply.Arn, ...ofCredentials(options.login, source) };
    },
    async regions(signal) {
      const listed = await readRegions(rpc, regionOrigins, signal);
      return listed.filter(({ id }) => !closed.has(id));
    },
    async listInstances(region, signal) {
      try {
        return await listInstances(rpc, { accountId, region }, signal);
      } catch (error) {
        if (error instanceof CloudError && isClosedRegion(error.code)) closed.add(region);
        throw error;
      }
    },
    describeInstances: (region, pinned, signal) =>
      describeInstances(rpc, { accountId, region }, pinned, signal),
    readEncryption: (instance, memory, signal) => readEncryption(rpc, clock, instance, memory, signal),
    listKeys: ({ region }, signal) => listKeys(rpc, region, signal),
    describeKey: ({ region }, keyId, signal) => describeKey(rpc, region, keyId, signal),
    enable: (instance, keyId, signal) => enable(rpc, () => isoTime(clock.now()), instance, keyId, signal),
    role: serviceRole(rpc),
  };
}

async function readRegions(rpc: Rpc, origins: Map<string, string>, signal: AbortSignal): Promise<Region[]> {
  const query = { AcceptLanguage: 'en-US' };
  const reply = await rpc({ service: 'rds', action: 'DescribeRegions', query, schema: regions }, signal);
  const rows = reply.Regions.RDSRegion;
  for (const { RegionId, RegionEndpoint } of rows) {
    const origin = regionOrigin(RegionEndpoint);
    if (origin) origins.set(RegionId, origin);
  }
  return uniqueById(rows.map(({ RegionId, LocalName }) => ({ id: RegionId, name: LocalName })));
}

/** Switches backup encryption on, for ever (EnableBackupEncryption, project seed). */
async function enable(
  rpc: Rpc,
  now: () => string,
  { region, id }: Instance,
  keyId: string | undefined,
  signal: AbortSignal,
): Promise<Evidence> {
  const action = 'EnableBackupEncryption';
  const query = { DBInstanceName: requireId(id), ...(keyId && { EncryptionKey: keyId }) };
  try {
    const reply = await rpc(
      { service: 'rds', region, action, query, schema: enabled, changing: true },
      signal,
    );
    if (reply.DBInstanceId !== id) throw notConfirmed(reply.RequestId);
    return {
      source: 'change-accepted',
      seenAt: now(),
      ...(reply.RequestId && { requestId: reply.RequestId }),
      ...(keyId && { keyId }),
    };
  } catch (error) {
    if (!(error instanceof CloudError) || !isAlreadyEnabled(error.code)) throw error;
    return {
      source: 'already-enabled',
      seenAt: now(),
      ...(error.requestId && { requestId: error.requestId }),
    };
  }
}

/** A reply that does not name the instance says nothing of it: it counts as lost, and the state is read. */
function notConfirmed(requestId: string): CloudError {
  const message = l10n.t('The reply does not name the instance that was to be changed.');
  return new CloudError({ category: 'unexpected-reply', message, requestId });
}

/** The role through which RDS reaches a customer's key; both states are judged by the number, in either type. */
function serviceRole(rpc: Rpc): ServiceRole {
  const ask = (action: string, changing: boolean, region: string, signal: AbortSignal) =>
    rpc(
      { service: 'rds', region, action, query: { RegionId: region }, schema: authorization, changing },
      signal,
    );
  return {
    name: 'AliyunServiceRoleForRdsBackupEncryption',
    async exists(region, signal) {
      const reply = await ask('CheckBackupEncryptionAuthorized', false, region, signal);
      return reply.AuthorizationState === '1';
    },
    async create(region, signal) {
      const reply = await ask('AuthorizeBackupEncryption', true, region, signal);
      return { created: reply.AuthorizationState === '1', requestId: reply.RequestId };
    },
  };
}
