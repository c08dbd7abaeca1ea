import assert from 'node:assert/strict';
import { appendFile, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { Journal } from '../../../src/files/journal.ts';
import { listingLog } from '../../support/log.ts';
import { runModule } from '../../support/processes.ts';
import { openStorage } from '../../support/storage.ts';

const WANTED = { provider: 'huawei', accountId: 'hw', region: 'cn-north-4', change: 'enable' } as const;

async function open(t: TestContext) {
  const storage = await openStorage(t);
  const path = join(storage, 'journal.jsonl');
  const openJournal = () => new Journal(path, { now: Date.now }, listingLog());
  return { storage, path, openJournal, journal: openJournal() };
}

async function openIntents(journal: Journal): Promise<string[]> {
  return [...(await journal.standing()).open.keys()];
}

async function linesOf(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).split('\n').filter(Boolean);
}

describe('the journal', () => {
  test('tells which changes were left open', async (t) => {
    const { journal, openJournal } = await open(t);
    assert.deepEqual(await openIntents(journal), []);
    const first = await journal.begin({ ...WANTED, instanceId: 'a', keyId: 'k' });
    const second = await journal.begin({ ...WANTED, instanceId: 'b' });
    await journal.finish(first, { result: 'accepted', requestId: 'R-1' });
    assert.deepEqual(await openIntents(openJournal()), [second.changeId]);
  });

  test('is only ever appended to, and for its owner alone to read', async (t) => {
    const { journal, path } = await open(t);
    const intent = await journal.begin({ ...WANTED, instanceId: 'a' });
    const before = await readFile(path, 'utf8');
    await journal.finish(intent, { result: 'refused', code: 'X', message: 'line\nbreak' });
    const after = await readFile(path, 'utf8');
    assert.ok(after.startsWith(before));
    assert.equal((await linesOf(path)).length, 2);
    if (process.platform !== 'win32') assert.equal((await stat(path)).mode & 0o077, 0);
    for (const line of await linesOf(path)) assert.equal(typeof JSON.parse(line), 'object');
  });

  test('rejects an intent that could not be written', async (t) => {
    const storage = await openStorage(t);
    await writeFile(join(storage, 'file'), '');
    const journal = new Journal(join(storage, 'file', 'journal.jsonl'), { now: Date.now }, listingLog());
    await assert.rejects(journal.begin({ ...WANTED, instanceId: 'a' }));
  });

  test('goes on in a new file when it has grown large, and forgets nothing', async (t) => {
    const { storage, path, journal, openJournal } = await open(t);
    const long = 'x'.repeat(600_000);
    const intents = [];
    for (const instanceId of ['a', 'b', 'c', 'd'])
      intents.push(await journal.begin({ ...WANTED, instanceId, keyId: long }));
    const [first] = intents;
    assert.ok(first);
    await journal.finish(first, { result: 'accepted' });
    assert.ok((await readdir(storage)).length > 1);
    assert.ok((await readFile(path, 'utf8')).length < 2_000_000);
    assert.equal((await openIntents(openJournal())).length, 3);
    assert.deepEqual((await openJournal().verify()).problems, []);
  });
});

describe('the chain of the journal', () => {
  async function openFilled(t: TestContext) {
    const opened = await open(t);
    for (const instanceId of ['a', 'b', 'c']) {
      const intent = await opened.journal.begin({ ...WANTED, instanceId });
      await opened.journal.finish(intent, { result: 'accepted' });
    }
    return opened;
  }

  test('holds when nobody touched it', async (t) => {
    const { journal } = await openFilled(t);
    const { entries, hashes, problems } = await journal.verify();
    assert.deepEqual([entries, new Set(hashes).size, problems], [6, 6, []]);
  });

  const tampering: Readonly<Record<string, (lines: string[]) => string[]>> = {
    'a changed line': (lines) =>
      lines.map((line, index) => (index === 2 ? line.replace('"b"', '"x"') : line)),
    'a removed line': (lines) => lines.filter((_, index) => index !== 2),
    'a removed beginning': (lines) => lines.slice(1),
    'two lines that change places': ([a = '', b = '', ...others]) => [b, a, ...others],
    'a line added twice': ([a = '', ...others]) => [a, a, ...others],
    'a line of nobody': (lines) => [...lines, 'hello'],
  };
  for (const [title, tamper] of Object.entries(tampering)) {
    test(`shows ${title}`, async (t) => {
      const { journal, path } = await openFilled(t);
      const lines = tamper(await linesOf(path));
      await writeFile(path, `${lines.join('\n')}\n`);
      const { problems } = await journal.verify();
      assert.ok(problems.length > 0);
      assert.match(problems[0] ?? '', /journal\.jsonl.*\d/);
    });
  }

  test('shows half a line, and goes on behind it', async (t) => {
    const { journal, path } = await openFilled(t);
    await appendFile(path, '{"version":1,"entry":"int');
    const intent = await journal.begin({ ...WANTED, instanceId: 'later' });
    assert.deepEqual(await openIntents(journal), [intent.changeId]);
    assert.equal((await journal.verify()).problems.length, 1);
  });

  test('is one for all windows that write at once', async (t) => {
    const { path, journal } = await open(t);
    const module = new URL('../../../src/files/journal.ts', import.meta.url).href;
    const text = `
      import { Journal } from ${JSON.stringify(module)};
      const log = { debug() {}, info() {}, warn() {}, error() {} };
      const journal = new Journal(process.argv[1], { now: Date.now }, log);
      for (let turn = 0; turn < 10; turn += 1) {
        const intent = await journal.begin({ ...${JSON.stringify(WANTED)}, instanceId: 'a' });
        await journal.finish(intent, { result: 'accepted' });
      }`;
    await Promise.all([1, 2, 3].map(() => runModule(text, path)));
    const { entries, hashes, problems } = await journal.verify();
    assert.deepEqual([entries, new Set(hashes).size, problems], [60, 60, []]);
    assert.deepEqual(await openIntents(journal), []);
  });
});
