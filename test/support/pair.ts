/** Two instances of one cloud: one whose reading is made to fail, and a bystander that must not be touched by it. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Account } from '../../src/accounts/account.ts';
import type { PinnedInstance } from '../../src/cloud/provider.ts';
import type { Effect } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { alibabaAccount, huaweiAccount } from './accounts.ts';
import { openBench, type Bench, type Desk } from './bench.ts';

export type Cloud = 'alibaba' | 'huawei';
export const CLOUDS: readonly Cloud[] = ['alibaba', 'huawei'];

/** Names in the believable fleet, and the operations that the tests aim at. */
export const PAIRS = {
  alibaba: {
    accountId: 'ali',
    victim: 'inventory-prod',
    bystander: 'orders-prod',
    read: 'DescribeBackups',
    prove: 'GetCallerIdentity',
    change: 'EnableBackupEncryption',
  },
  huawei: {
    accountId: 'hw',
    victim: 'risk-engine',
    bystander: 'trade-core',
    read: 'DescribeBackupEncryptStatus',
    prove: 'KeystoneListAuthProjects',
    change: 'ModifyBackupEncryptStatus',
  },
} as const satisfies Record<Cloud, object>;

export function accountAt(
  cloud: Cloud,
  sandbox: Pick<Sandbox, 'origin'>,
  differences?: Partial<Account>,
): Account {
  const target = sandbox as Sandbox;
  return cloud === 'alibaba' ? alibabaAccount(target, differences) : huaweiAccount(target, differences);
}

/** An instance of the sandbox by its name, as a settings entry pins it. */
export function pin({ state }: Sandbox, cloud: Cloud, name: string): PinnedInstance {
  const found = [...state[cloud].instances.values()].find((instance) => instance.name === name);
  assert.ok(found, `${name} is not in the sandbox`);
  return { id: found.id, region: found.region, name };
}

export interface Pair {
  readonly bench: Bench;
  readonly desk: Desk;
  readonly cloud: Cloud;
  readonly victim: PinnedInstance;
}

/** @param origin of a server in front of the sandbox */
export async function openPair(
  t: TestContext,
  cloud: Cloud,
  originOf?: (sandbox: Sandbox) => Promise<{ origin: string }>,
): Promise<Pair> {
  const bench = await openBench(t);
  const { sandbox } = bench;
  const { victim, bystander } = PAIRS[cloud];
  const instances = [victim, bystander].map((name) => pin(sandbox, cloud, name));
  const front = (await originOf?.(sandbox)) ?? sandbox;
  const desk = await bench.open([accountAt(cloud, front, { instances, regions: [] })]);
  return { bench, desk, cloud, victim: pin(sandbox, cloud, victim) };
}

/** Makes an operation on the victim fail; returns what takes the fault away again. */
export function strike({ bench, cloud, victim }: Pair, effect: Effect, operation?: string): () => void {
  const match = { operation: operation ?? PAIRS[cloud].read, instanceId: victim.id };
  return bench.sandbox.faults.add({ match, effect });
}

/** How often an operation on the victim arrived. */
export function arrived({ bench, cloud, victim }: Pair, operation?: string): number {
  const name = operation ?? PAIRS[cloud].read;
  return bench.sandbox.requests.filter((one) => one.operation === name && one.instanceId === victim.id)
    .length;
}

/** State, category of the reason, and whether it is an old answer. */
export function shown({ desk }: Pick<Pair, 'desk'>, name: string): string {
  const { state, reason, stale } = desk.encryption(name);
  return [state, reason?.category ?? '-', stale ? 'stale' : 'fresh'].join(' ');
}
