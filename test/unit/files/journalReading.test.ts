/** What is read of a journal, how often, and what several windows make of it. */
import assert from 'node:assert/strict';
import { appendFile, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import * as z from 'zod/mini';
import { Journal } from '../../../src/files/journal.ts';
import { journalEntry } from '../../../src/files/journalEntry.ts';
import { JournalFile, readLines } from '../../../src/files/journalFile.ts';
import { listingLog } from '../../support/log.ts';
import { openStorage } from '../../support/storage.ts';
import { watchSyncs } from '../../support/syncs.ts';

const WANTED = { provider: 'huawei', accountId: 'hw', region: 'cn-north-4', change: 'enable' } as const;
const ROTATES = 'x'.repeat(1.1 * 1024 * 1024);

async function open(t: TestContext) {
  const path = join(await openStorage(t), 'journal.jsonl');
  const openJournal = () => new Journal(path, { now: Date.now }, listingLog());
  return { path, openJournal, journal: openJournal() };
}

async function openIntents(journal: Journal): Promise<string[]> {
  return [...(await journal.standing()).open.values()].map(({ instanceId }) => instanceId);
}

describe('how the changes of a journal stand', () => {
  test('is read again only when a file is another than before', async (t) => {
    const { path, journal } = await open(t);
    await journal.begin({ ...WANTED, instanceId: 'a' });
    const at = new Date('2026-01-01T00:00:00Z');
    await utimes(path, at, at);
    assert.deepEqual(await openIntents(journal), ['a']);
    const other = (await readFile(path, 'utf8')).replace('"instanceId":"a"', '"instanceId":"z"');
    await writeFile(path, other);
    await utimes(path, at, at);
    assert.deepEqual(await openIntents(journal), ['a'], 'it is not looked into');
    await journal.begin({ ...WANTED, instanceId: 'b' });
    assert.deepEqual(await openIntents(journal), ['z', 'b']);
  });

  test('and of several files only the one that has grown', async (t) => {
    const { path, journal } = await open(t);
    await journal.begin({ ...WANTED, instanceId: 'a', keyId: ROTATES });
    await journal.begin({ ...WANTED, instanceId: 'b' });
    const aside = path.replace('.jsonl', '-1.jsonl');
    const at = new Date('2026-01-01T00:00:00Z');
    await utimes(aside, at, at);
    assert.deepEqual(await openIntents(journal), ['a', 'b']);
    await writeFile(aside, (await readFile(aside, 'utf8')).replace('"instanceId":"a"', '"instanceId":"z"'));
    await utimes(aside, at, at);
    await journal.begin({ ...WANTED, instanceId: 'c' });
    assert.deepEqual(await openIntents(journal), ['a', 'b', 'c']);
  });

  test('is looked at once in a while where many ask, and at once when something was appended here', async (t) => {
    const { journal, openJournal } = await open(t);
    let now = 1000;
    t.mock.method(performance, 'now', () => now);
    const told = async () =>
      [...(await journal.standing(1000)).open.values()].map(({ instanceId }) => instanceId);
    assert.deepEqual(await told(), []);
    await journal.begin({ ...WANTED, instanceId: 'a' });
    assert.deepEqual(await told(), ['a']);
    await openJournal().begin({ ...WANTED, instanceId: 'b' });
    now += 999;
    assert.deepEqual(await told(), ['a'], 'another window has written');
    now += 1;
    assert.deepEqual(await told(), ['a', 'b']);
  });

  test('tells what is open and closed, and the newest that went through of each instance, over all files', async (t) => {
    const { journal, openJournal } = await open(t);
    const [a, b, c] = [
      await journal.begin({ ...WANTED, instanceId: 'a', keyId: ROTATES }),
      await journal.begin({ ...WANTED, instanceId: 'b', keyId: ROTATES }),
      await journal.begin({ ...WANTED, instanceId: 'c' }),
    ];
    await journal.finish(a, { result: 'accepted', requestId: 'R-1' });
    await journal.finish(c, { result: 'refused' });
    const again = await journal.begin({ ...WANTED, change: 'disable', instanceId: 'a' });
    await journal.finish(again, { result: 'confirmed', requestId: 'R-2' });
    const { open: left, done, isClosed } = await openJournal().standing();
    assert.deepEqual([...left.keys()], [b.changeId]);
    assert.deepEqual(
      [a, b, c].map(({ changeId }) => isClosed(changeId)),
      [true, false, true],
    );
    const told = [...done].map(([key, { intent, outcome }]) => [key, intent.change, outcome.requestId]);
    assert.deepEqual(told, [['huawei/cn-north-4/a', 'disable', 'R-2']]);
  });

  test('misses no file when one is put aside while they are read', async (t) => {
    const { path } = await open(t);
    const [reader, writer] = [new JournalFile(path), new JournalFile(path)];
    await writer.append({ line: 1, filler: ROTATES });
    let puts = 0;
    const files = await reader.readEach(async (one) => {
      if (one === path && puts < 2) {
        puts += 1;
        await writer.append({ line: puts + 1, filler: ROTATES });
      }
      return (await readLines(one)).map((text) => (JSON.parse(text) as { line: number }).line);
    });
    assert.deepEqual(files, [[1], [2], [3]]);
  });
});

describe('a change whose reply was lost', () => {
  test('is closed once, although two windows find out at the same time', async (t) => {
    const { journal, openJournal } = await open(t);
    const intent = await journal.begin({ ...WANTED, instanceId: 'a' });
    const windows = [journal, openJournal(), openJournal()];
    for (const window of windows) assert.deepEqual(await openIntents(window), ['a']);
    await Promise.all(windows.map((window) => window.settle(intent, { result: 'confirmed' })));
    const entries = await openJournal().entries();
    assert.deepEqual(
      entries.map(({ entry }) => entry),
      ['intent', 'outcome'],
    );
    assert.deepEqual((await journal.verify()).problems, []);
  });
});

describe('what is written to a journal', () => {
  test('is on the disk with its name, also when a file was put aside', async (t) => {
    const { journal } = await open(t);
    const synced = await watchSyncs(t);
    await journal.begin({ ...WANTED, instanceId: 'a' });
    assert.deepEqual(synced.splice(0), ['file', 'directory'], 'a new file');
    await journal.begin({ ...WANTED, instanceId: 'b', keyId: ROTATES });
    assert.deepEqual(synced.splice(0), ['file'], 'a line more');
    await journal.begin({ ...WANTED, instanceId: 'c' });
    assert.deepEqual(synced, ['file', 'directory'], 'a new one in its place');
  });

  test('can be read by the version before, which knows fewer members', async (t) => {
    const { path, journal } = await open(t);
    const named = { accountName: 'A', instanceName: 'I', keyAlias: 'K', principal: 'P', skew: 1000 };
    const intent = await journal.begin({ ...WANTED, instanceId: 'a', ...named });
    await journal.finish(intent, { result: 'already-enabled' });
    const before = z.object({
      version: z.literal(1),
      entry: z.enum(['intent', 'outcome']),
      changeId: z.string(),
      at: z.string(),
      process: z.optional(z.number()),
      result: z.optional(z.enum(['accepted', 'already-enabled', 'refused', 'confirmed', 'not-applied'])),
      previous: z.string(),
    });
    for (const line of await readLines(path)) z.parse(before, JSON.parse(line));
  });

  test('of the version before can be read', async (t) => {
    const { path, journal } = await open(t);
    const line =
      '{"version":1,"entry":"intent","changeId":"c","at":"2026-01-01T00:00:00Z","provider":"huawei",' +
      '"accountId":"hw","region":"cn-north-4","instanceId":"old","change":"enable","process":1,"previous":"00"}';
    await appendFile(path, `${line}\n`);
    assert.ok(z.parse(journalEntry, JSON.parse(line)));
    assert.deepEqual(await openIntents(journal), ['old']);
  });
});
