/** Who is asked whether the feature is offered, and who is believed: backups, the cloud, the published rules. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { physicalSets, type FoundBackups } from '../../../../src/cloud/alibaba/backups.ts';
import type { BackupWindows } from '../../../../src/cloud/alibaba/backupWindows.ts';
import { readEncryption } from '../../../../src/cloud/alibaba/reading.ts';
import type { Rpc } from '../../../../src/cloud/alibaba/rpc.ts';
import { SupportAnswers } from '../../../../src/cloud/alibaba/support.ts';
import { CloudError } from '../../../../src/cloud/error.ts';
import type { ReadMemory } from '../../../../src/cloud/provider.ts';
import type { Evidence } from '../../../../src/domain/encryption.ts';
import type { Instance } from '../../../../src/domain/instance.ts';
import { bare, never } from '../../../support/session.ts';

const NOW = Date.parse('2026-01-20T00:00:00Z');
const HOUR = 3_600_000;
const INELIGIBLE = { ineligible: { category: 'unsupported', message: 'cloud disks' } } as const;
const NO: Support = { SupportBackupEncryption: false };
const YES: Support = { SupportBackupEncryption: true };
const ENCRYPTED = '{"EncryptionKey":"k-1"}';

type Support = { SupportBackupEncryption: boolean } | CloudError;

/** A successful physical set that ended so many hours ago. */
function set(hours: number, Encryption: string = ENCRYPTED) {
  const [BackupStartTime, BackupEndTime] = [hours + 1, hours].map((ago) =>
    new Date(NOW - ago * HOUR).toISOString(),
  );
  const times = { BackupStartTime, BackupEndTime };
  return {
    BackupId: 'set',
    BackupStatus: 'Success',
    BackupMethod: 'Physical',
    Encryption,
    ...times,
  } as const;
}

function found(sets: readonly ReturnType<typeof set>[], snapshotEnd = ''): FoundBackups {
  return { sets: physicalSets(sets as never), days: 8, requestId: 'R-1', snapshotEnd };
}

function cloud(backups: FoundBackups | Error, support: Support) {
  let asked = 0;
  const time = { now: NOW };
  const clock = { now: () => time.now };
  const answers = { support };
  const rpc = (() => {
    asked += 1;
    return answers.support instanceof Error
      ? Promise.reject(answers.support)
      : Promise.resolve(answers.support);
  }) as unknown as Rpc;
  const newest = () => (backups instanceof Error ? Promise.reject(backups) : Promise.resolve(backups));
  const reader = {
    rpc,
    clock,
    support: new SupportAnswers(clock),
    windows: { newest } as unknown as BackupWindows,
  };
  const read = (differences: Partial<Instance> = {}, memory: ReadMemory = {}) =>
    readEncryption(reader, { ...bare('alibaba', 'cn-hangzhou', 'rm-1'), ...differences }, memory, never);
  return { read, answers, time, asked: () => asked };
}

describe('the cloud is not asked', () => {
  test('where the newest backup is encrypted', async () => {
    const { read, asked } = cloud(found([set(2), set(30, '{}')]), NO);
    assert.deepEqual([(await read()).state, asked()], ['on', 0]);
  });

  test('is asked where a newer one is not, where only a proof says so, and where the rules exclude it', async () => {
    const proof: Evidence = { source: 'change-accepted', seenAt: new Date(NOW).toISOString() };
    const older = cloud(found([set(30), set(20, '{}')]), NO);
    const remembered = cloud(found([]), NO);
    const excluded = cloud(found([set(2)]), NO);
    const answers = [
      await older.read(),
      await remembered.read({}, { proof }),
      await excluded.read(INELIGIBLE),
    ];
    assert.deepEqual(
      answers.map(({ state }) => state),
      ['unsupported', 'unsupported', 'unsupported'],
    );
    assert.deepEqual([older.asked(), remembered.asked(), excluded.asked()], [1, 1, 1]);
  });

  test('also where the proof is of a set that is not kept any more', async () => {
    const asOf = new Date(NOW - 300 * HOUR).toISOString();
    const proof: Evidence = { source: 'backup-set', seenAt: asOf, asOf };
    const { read, asked } = cloud(found([]), NO);
    const answer = await read({}, { proof });
    assert.ok(answer.state === 'unsupported');
    assert.match(answer.reason.message, /encrypted as of/, 'the proof is told beside the reason');
    assert.equal(asked(), 1);
  });
});

describe('an instance that the rules exclude', () => {
  const refused = new CloudError({ category: 'unsupported', message: 'no physical backups here' });

  test('may refuse to list backups: then it has none', async () => {
    const answer = await cloud(refused, YES).read(INELIGIBLE);
    assert.deepEqual(answer, { state: 'unsupported', reason: INELIGIBLE.ineligible });
  });

  test('any other failure of it is one, and the same refusal of another instance', async () => {
    const down = new CloudError({ category: 'server', message: 'down' });
    await assert.rejects(cloud(down, YES).read(INELIGIBLE), { category: 'server' });
    await assert.rejects(cloud(refused, YES).read(), { category: 'unsupported' });
    await assert.rejects(cloud(new TypeError('odd'), YES).read(INELIGIBLE), TypeError);
  });

  test('is one after all where it is backed up physically since its last snapshot', async () => {
    const snapshot = new Date(NOW - 5 * HOUR).toISOString();
    assert.equal((await cloud(found([set(2, '{}')], snapshot), YES).read(INELIGIBLE)).state, 'off');
    assert.equal((await cloud(found([set(9, '{}')], snapshot), YES).read(INELIGIBLE)).state, 'unsupported');
  });
});

describe('what the cloud said of a kind of instance', () => {
  test('is asked again after a failure, and once a day', async () => {
    const { read, answers, asked, time } = cloud(
      found([set(2, '{}')]),
      new CloudError({ category: 'server', message: 'down' }),
    );
    await assert.rejects(read(), { category: 'server' });
    answers.support = YES;
    assert.deepEqual([(await read()).state, (await read()).state, asked()], ['off', 'off', 2]);
    time.now = NOW + 24 * HOUR - 1;
    await read();
    assert.equal(asked(), 2);
    time.now = NOW + 24 * HOUR;
    await read();
    assert.equal(asked(), 3);
  });

  test('is one question for all who wait for it, and another one for another kind', async () => {
    const { read, asked } = cloud(found([set(2, '{}')]), YES);
    await Promise.all([read({ shape: 'a' }), read({ shape: 'a', id: 'rm-2' }), read({ shape: 'b' })]);
    assert.equal(asked(), 2);
  });

  test('is not taken back by an older question that fails later', async () => {
    const support = new SupportAnswers({ now: () => NOW });
    const instance = bare('alibaba', 'cn-hangzhou', 'rm-1');
    const { promise, reject } = Promise.withResolvers<never>();
    const older = support.ask(() => promise, instance, never);
    support.forget(instance);
    await support.ask((() => Promise.resolve(YES)) as unknown as Rpc, instance, never);
    reject(new CloudError({ category: 'server', message: 'down' }));
    await assert.rejects(older, { category: 'server' });
    assert.deepEqual(support.known(instance), { says: 'yes' });
  });
});
