import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReadMemory } from '../../../../src/cloud/provider.ts';
import { goodReply, NOW, openCanned, REGION } from '../../../support/cannedCloud.ts';
import { bare, never } from '../../../support/session.ts';

const MINUTE = 60_000;
const ENCRYPTED = '{"EncryptionKey":"a-key"}';

/** A set that began so many minutes ago, and took one. */
function set(minutesAgo: number, Encryption = '{}') {
  const time = (minutes: number) => new Date(NOW - minutes * MINUTE).toISOString();
  const times = { BackupStartTime: time(minutesAgo), BackupEndTime: time(minutesAgo - 1) };
  return { BackupStatus: 'Success', BackupMethod: 'Physical', ...times, Encryption };
}

/** What is read from these pages, which do not tell how many sets there are; and how many of them were asked for. */
async function read(pages: readonly (readonly object[])[], memory: ReadMemory = {}) {
  let asked = 0;
  const session = await openCanned('alibaba', (operation, turn) => {
    let body = goodReply('alibaba', operation);
    if (operation === 'DescribeBackups') {
      asked += 1;
      body = { RequestId: 'R-1', Items: { Backup: pages[turn] ?? [] } };
    }
    return { status: 200, headers: new Headers(), text: JSON.stringify(body) };
  });
  const answer = await session.readEncryption(bare('alibaba', REGION, 'rm-1'), memory, never);
  return { state: answer.state, category: 'reason' in answer ? answer.reason.category : '', asked };
}

test('while pages are full the next one is read, also when nothing tells how many there are', async () => {
  const full = Array.from({ length: 100 }, (_, index) => set(2000 + index));
  const { state, asked } = await read([full, [set(60, ENCRYPTED)]]);
  assert.deepEqual([state, asked], ['on', 2]);
});

test('after a lost reply a backup decides only when it began clearly later: clocks may be 15 minutes apart', async () => {
  const unconfirmedSince = new Date(NOW - 60 * MINUTE).toISOString();
  for (const [began, state, category] of [
    [70, 'unknown', 'unconfirmed'],
    [50, 'unknown', 'unconfirmed'],
    [46, 'unknown', 'unconfirmed'],
    [40, 'off', ''],
  ] as const) {
    const answer = await read([[set(began)]], { unconfirmedSince });
    assert.deepEqual([answer.state, answer.category], [state, category], `${60 - began} minutes after it`);
  }
});
