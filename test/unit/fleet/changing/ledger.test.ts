/** The journal of a storage directory: the locks of its changes, and what was left open. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { beginIntent } from '../../../../src/fleet/changing/intents.ts';
import { openLedger } from '../../../../src/fleet/changing/ledger.ts';
import { listingLog } from '../../../support/log.ts';
import { lockText } from '../../../support/locks.ts';
import { openStorage } from '../../../support/storage.ts';
import { AT, NOW, openStage } from '../../../support/stage.ts';

const PLACE = { provider: 'huawei', accountId: 'a', region: 'r-1', instanceId: 'i-1' };
const clock = { now: () => NOW };

test('a database has one lock for all accounts, an account one for each of its regions', async (t) => {
  const storage = await openStorage(t);
  const ledger = await openLedger(storage, clock, listingLog());
  const lockOf = (changed: typeof PLACE) => ledger.lockOf(changed);
  assert.match(lockOf(PLACE), /locks[\\/][0-9a-f]{32}\.lock$/);
  assert.equal(lockOf(PLACE), lockOf({ ...PLACE, accountId: 'b' }));
  const itself = { ...PLACE, instanceId: '' };
  const others = [
    { ...PLACE, instanceId: 'i-2' },
    { ...PLACE, region: 'r-2' },
    { ...PLACE, provider: 'alibaba' },
    itself,
    { ...itself, accountId: 'b' },
    { ...itself, region: 'r-2' },
  ];
  assert.equal(new Set([PLACE, ...others].map(lockOf)).size, 1 + others.length);
});

test('what was left open is found at the start, unless somebody is at it; then when they are gone', async (t) => {
  const storage = await openStorage(t);
  const before = await openLedger(storage, clock, listingLog());
  const intent = await before.journal.begin({ ...PLACE, change: 'enable' });
  assert.ok((await openLedger(storage, clock, listingLog())).open.isAwaited(PLACE));
  const lock = before.lockOf(PLACE);
  await mkdir(dirname(lock), { recursive: true });
  await writeFile(lock, lockText(process.ppid));
  const text = JSON.stringify({ ...intent, process: process.ppid });
  await writeFile(join(storage, 'journal.jsonl'), `${text}\n`);
  const ledger = await openLedger(storage, clock, listingLog());
  assert.equal(ledger.open.isAwaited(PLACE), false);
  await writeFile(lock, lockText(2 ** 22 + 1));
  await ledger.lookAgain();
  assert.equal(ledger.open.isAwaited(PLACE), true);
});

test('one that cannot be read is told in the log, and stops no reading', async (t) => {
  const storage = await openStorage(t);
  await mkdir(join(storage, 'journal.jsonl'));
  const log = listingLog();
  const ledger = await openLedger(storage, clock, log);
  await ledger.lookAgain();
  assert.equal(log.lines.length, 2);
  for (const line of log.lines) assert.match(line, /^the change journal cannot be read: Error: EISDIR/);
});

describe('an intent', () => {
  test('tells who signed in, and when by the clock of the cloud, to the second', async (t) => {
    const { context, time } = await openStage(t);
    time.skew = 7_200_499;
    const { accountName, owner, principal, skew, at } = await beginIntent(context, {
      ...PLACE,
      change: 'enable',
    });
    assert.deepEqual([accountName, owner, principal], ['Account A', 'cloud-1', 'user/me']);
    assert.deepEqual([skew, at], [7_200_000, '2026-01-01T02:00:00Z']);
  });

  test('leaves out what is not known, and a clock that is right', async (t) => {
    const { context, time } = await openStage(t, { identity: { accountId: '', principal: '' } });
    time.skew = 499;
    const intent = await beginIntent(context, { ...PLACE, change: 'enable' });
    assert.deepEqual(
      ['owner', 'principal', 'skew'].filter((name) => name in intent),
      [],
    );
    assert.equal(intent.at, AT);
  });

  test('tells the tail of the key where the cloud names nobody', async (t) => {
    const { context } = await openStage(t, { identity: { principal: '', key: '…1234' } });
    assert.equal((await beginIntent(context, { ...PLACE, change: 'enable' })).principal, '…1234');
  });

  test('that cannot be written keeps the change from being sent', async (t) => {
    const { context, storage } = await openStage(t);
    await mkdir(join(storage, 'journal.jsonl'));
    await assert.rejects(beginIntent(context, { ...PLACE, change: 'enable' }), {
      category: 'configuration',
      unsent: true,
      message: 'Nothing was sent: the change journal cannot be written (EISDIR).',
    });
  });
});
