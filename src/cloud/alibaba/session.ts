import { isoTime } from '../../domain/time.ts';
import { ofCredentials } from '../authenticated.ts';
import type { Source } from '../lease.ts';
import type { Credentials } from '../login.ts';
import type { CloudSession, SessionFor, SessionOptions } from '../provider.ts';
import { enable, serviceRole } from './changing.ts';
import { describeInstances, listInstances } from './instances.ts';
import { describeKey, listKeys } from './keys.ts';
import { keySource } from './login.ts';
import { BackupWindows } from './backupWindows.ts';
import { readEncryption } from './reading.ts';
import { Regions } from './regions.ts';
import { createRpc, originOf } from './rpc.ts';
import { callerIdentity } from './schemas.ts';
import { SupportAnswers } from './support.ts';

/** What all sessions of an account share. */
interface Shared {
  readonly source: Source<Credentials>;
  readonly regions: Regions;
  readonly windows: BackupWindows;
  readonly support: SupportAnswers;
}

/** One account at ApsaraDB RDS. */
export function openAlibabaAccount(options: SessionOptions): SessionFor {
  const source = keySource(options);
  const regions = new Regions('rds' in options.endpoints);
  const shared = {
    source,
    regions,
    windows: new BackupWindows(options.clock),
    support: new SupportAnswers(options.clock),
  };
  return (caller) => openSession({ ...options, caller }, shared);
}

function openSession(options: SessionOptions, shared: Shared): CloudSession {
  const { source, regions, support, windows } = shared;
  const { accountId, clock } = options;
  const rpc = createRpc(options, source, regions.origins);
  return {
    origins: (region) => {
      const services = [{ service: 'sts' }, { service: 'rds', region }, { service: 'kms', region }] as const;
      return services.map((call) => originOf(options, regions.origins, call));
    },
    async prove(signal) {
      source.forgive();
      const call = { service: 'sts', action: 'GetCallerIdentity', schema: callerIdentity } as const;
      const { AccountId, Arn } = await rpc(call, signal);
      await regions.learnHosts(rpc, signal);
      return { accountId: AccountId, principal: Arn, ...ofCredentials(options.login, source) };
    },
    regions: (signal) => regions.read(rpc, signal),
    listInstances: (region, signal, arrived) => listInstances(rpc, { accountId, region }, signal, arrived),
    describeInstances: (region, pinned, signal) =>
      describeInstances(rpc, { accountId, region }, pinned, signal),
    readEncryption: (instance, memory, signal) =>
      readEncryption({ rpc, clock, windows, support }, instance, memory, signal),
    keys: {
      list: ({ region }, signal) => listKeys(rpc, region, signal),
      describe: ({ region }, keyId, signal) => describeKey(rpc, region, keyId, signal),
    },
    async enable(instance, keyId, signal) {
      const evidence = await enable(rpc, () => isoTime(clock.now()), instance, keyId, signal);
      support.forget(instance);
      return evidence;
    },
    role: serviceRole(rpc),
  };
}
