import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  answerFromBackups,
  physicalSets,
  readEncryptionField,
} from '../../../../src/cloud/alibaba/backups.ts';
import type { BackupItem } from '../../../../src/cloud/alibaba/schemas.ts';
import type { ReadMemory } from '../../../../src/cloud/provider.ts';
import type { Evidence } from '../../../../src/domain/encryption.ts';

const SEEN = '2026-01-20T00:00:00Z';
const KEY = { EncryptionKey: '0d0466b0-e727-4d9c-b35d-f84bb474a37f', EncryptionAlgorithm: 'AES-256' };

describe('the Encryption field of a backup set', () => {
  const notEncrypted: readonly unknown[] = [
    ...[undefined, null, '', '   ', '\n', '{}', ' { } ', 'null', '[]', {}, []],
    ...['off', 'OFF', 'false', 'False', '0', 'none', 'None', false, 0],
    ...['{"Encrypted":false}', '{"Encrypted":"0"}', '{"Status":"off","Key":""}', '{"a":null,"b":{},"c":[]}'],
    ...[{ Encrypted: 'OFF' }, { a: { b: { c: '0' } } }, '{"a":{"b":" false "}}', '"off"', '""'],
  ];
  for (const value of notEncrypted) {
    test(`${JSON.stringify(value)} is not encrypted`, () =>
      assert.deepEqual(readEncryptionField(value), { encrypted: false }));
  }

  const encrypted: readonly unknown[] = [
    ...['{"Status":"on"}', 'true', '1', 'AES-256', '{"a":0,"b":{"c":"x"}}', { KeyId: 'k' }, true, 1],
    ...['{"broken', 'enabled', ['kms'], '[{"x":1}]'],
  ];
  for (const value of encrypted) {
    test(`${JSON.stringify(value)} is encrypted`, () => {
      const read = readEncryptionField(value);
      assert.equal(read.encrypted, true);
      assert.ok(read.detail, 'and shows what the cloud said');
    });
  }

  test('tells the key where a member is named like one, as text that is safe to show', () => {
    assert.equal(readEncryptionField(JSON.stringify(KEY)).keyId, KEY.EncryptionKey);
    assert.equal(readEncryptionField({ kmskeyid: 'abc' }).keyId, 'abc');
    assert.equal(readEncryptionField('{"Status":"on"}').keyId, undefined);
    const { keyId, detail = '' } = readEncryptionField({ Key: `a\u202Eb\n${'c'.repeat(9000)}` });
    assert.match(keyId ?? '', /^a bc*…$|^a b c*…$/);
    assert.ok(detail.length <= 300);
  });
});

function item(day: number, differences: Partial<BackupItem> = {}): BackupItem {
  const date = `2026-01-${String(day).padStart(2, '0')}`;
  return {
    BackupStatus: 'Success',
    BackupMethod: 'Physical',
    BackupStartTime: `${date}T03:00:00Z`,
    BackupEndTime: `${date}T03:10:00Z`,
    Encryption: '{}',
    ...differences,
  };
}

function encryptedItem(day: number): BackupItem {
  return item(day, { Encryption: JSON.stringify(KEY) });
}

function answer(items: readonly BackupItem[], memory: ReadMemory = {}) {
  return answerFromBackups(physicalSets(items), memory, SEEN, 'R-1');
}

describe('what backup sets tell', () => {
  test('only successful physical ones count', () => {
    const others = [
      item(9, { BackupMethod: 'Logical' }),
      item(9, { BackupMethod: 'Snapshot', Encryption: JSON.stringify(KEY) }),
      item(9, { BackupStatus: 'Failed', Encryption: JSON.stringify(KEY) }),
      item(9, { BackupMethod: '' }),
    ];
    assert.deepEqual(physicalSets(others), []);
    const { state, reason } = answer(others) as { state: string; reason?: { category: string } };
    assert.deepEqual([state, reason?.category], ['unknown', 'no-evidence']);
  });

  test('the newest one not encrypted: off, as of its end', () => {
    const evidence = { source: 'backup-set', asOf: '2026-01-14T03:10:00Z', seenAt: SEEN, requestId: 'R-1' };
    for (const items of [[item(13), item(14), item(12)], [item(14)]])
      assert.deepEqual(answer(items), { state: 'off', evidence });
  });

  test('the newest one encrypted: on, as of its end, with the key', () => {
    const { state, evidence } = answer([item(12), encryptedItem(14), encryptedItem(13)]) as {
      state: string;
      evidence: Evidence;
    };
    assert.equal(state, 'on');
    assert.partialDeepStrictEqual(evidence, { asOf: '2026-01-14T03:10:00Z', keyId: KEY.EncryptionKey });
  });

  test('an older one encrypted, the newest not: on, with a warning', () => {
    const { state, evidence } = answer([item(14), encryptedItem(13)]) as {
      state: string;
      evidence: Evidence;
    };
    assert.deepEqual([state, evidence.asOf], ['on', '2026-01-13T03:10:00Z']);
    assert.match(evidence.detail ?? '', /Warning.*2026-01-14T03:10:00Z/);
  });

  test('a set without an end cannot say "off as of"; an encrypted one still proves', () => {
    assert.equal(answer([item(14, { BackupEndTime: '' })]).state, 'unknown');
    assert.equal(answer([{ ...encryptedItem(14), BackupEndTime: 'soon' }]).state, 'on');
  });

  test('a remembered proof outweighs them, and stays as it was', () => {
    const proof: Evidence = { source: 'change-accepted', seenAt: '2026-01-01T00:00:00Z' };
    for (const items of [[], [item(14)]])
      assert.deepEqual(answer(items, { proof }), { state: 'on', evidence: proof });
    const seen = answer([encryptedItem(15)], { proof }) as { evidence: Evidence };
    assert.equal(seen.evidence.source, 'backup-set', 'until a backup confirms it');
  });
});

describe('after a change whose outcome is not known', () => {
  const since = '2026-01-14T03:05:00Z';
  test('only a backup that began afterwards tells', () => {
    for (const items of [[], [item(13)], [item(14)], [item(14, { BackupStartTime: since })]]) {
      const { state, reason } = answer(items, { unconfirmedSince: since }) as {
        state: string;
        reason?: { category: string };
      };
      assert.deepEqual([state, reason?.category], ['unknown', 'unconfirmed']);
    }
    assert.equal(answer([item(15)], { unconfirmedSince: since }).state, 'off');
    assert.equal(answer([encryptedItem(14)], { unconfirmedSince: since }).state, 'on');
  });
});
