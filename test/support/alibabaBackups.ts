/** Instances of the sandbox's Alibaba Cloud with the backups that a test gives them, read by one account. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { CloudSession } from '../../src/cloud/provider.ts';
import type { Instance } from '../../src/domain/instance.ts';
import { takeBackup } from '../../src/sandbox/alibaba/backupSets.ts';
import type { AlibabaInstance, BackupSet } from '../../src/sandbox/alibaba/model.ts';
import { newAlibabaInstance } from '../../src/sandbox/alibaba/newInstance.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { count } from './requests.ts';
import { bare, never, openSession } from './session.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const ENCRYPTED = { encryption: '{"EncryptionKey":"0d0466b0-e727-4d9c-b35d-f84bb474a37f"}' };

export interface Reader {
  readonly sandbox: Sandbox;
  readonly session: CloudSession;
}

export async function openReader(t: TestContext, now = Date.now): Promise<Reader> {
  const sandbox = await startSandbox({ clock: now });
  t.after(() => sandbox.close());
  return { sandbox, session: await openSession(t, 'alibaba', sandbox.origin, now) };
}

/** A new instance without any backup. */
export function add({ state }: Sandbox, differences: Partial<AlibabaInstance> = {}): AlibabaInstance {
  const sketch = { name: 'newcomer', region: 'cn-hangzhou', ...differences };
  const instance = newAlibabaInstance(sketch, Date.now());
  state.alibaba.instances.set(instance.id, instance);
  return instance;
}

/** @param age since its end, milliseconds */
export function backUp(instance: AlibabaInstance, age: number, set: Partial<BackupSet> = {}): void {
  const endedAt = Date.now() - age;
  takeBackup(instance, endedAt, { startedAt: endedAt - 60_000, ...set });
}

/** The state with its basis, and how often backups were asked for. */
export async function look(at: Reader, { region, id }: AlibabaInstance): Promise<[string, number]> {
  return lookAt(at, bare('alibaba', region, id), false);
}

/** The same for the instance as the cloud describes it. */
export async function lookDescribed(at: Reader, instance: AlibabaInstance): Promise<[string, number]> {
  return lookAt(at, await described(at.session, instance), true);
}

async function lookAt(
  { sandbox, session }: Reader,
  instance: Instance,
  lookAgain: boolean,
): Promise<[string, number]> {
  sandbox.clearRequests();
  const answer = await session.readEncryption(instance, { lookAgain }, never);
  const basis = 'evidence' in answer ? answer.evidence.source : answer.reason.category;
  return [`${answer.state} ${basis}`, count(sandbox, 'DescribeBackups')];
}

export async function described(session: CloudSession, { id, region }: AlibabaInstance): Promise<Instance> {
  const [instance] = await session.describeInstances(region, [{ id, region }], never);
  assert.ok(instance);
  return instance;
}
