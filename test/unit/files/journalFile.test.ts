import assert from 'node:assert/strict';
import { appendFile, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, mock, test, type TestContext } from 'node:test';
import { Journal } from '../../../src/files/journal.ts';
import { JournalFile, type JournalLine } from '../../../src/files/journalFile.ts';
import { listingLog } from '../../support/log.ts';
import { runProgram } from '../../support/processes.ts';
import { openStorage } from '../../support/storage.ts';

const MEBIBYTE = 1024 * 1024;

async function openFile(t: TestContext) {
  const storage = await openStorage(t);
  const path = join(storage, 'journal.jsonl');
  return { storage, path, file: new JournalFile(path) };
}

function recordOf({ text }: JournalLine): { name?: string; line?: number; previous?: string } {
  return JSON.parse(text) as { name?: string; line?: number; previous?: string };
}

/** The places where a line does not carry the hash of the one before. */
function breaks(lines: readonly JournalLine[]): number[] {
  return lines.flatMap((line, index) => (recordOf(line).previous === line.expected ? [] : [index]));
}

describe('two processes that write one journal', () => {
  test('lose no line, keep the order of each, and the chain holds', async (t) => {
    const { path, file } = await openFile(t);
    await Promise.all(['a', 'b'].map((name) => runProgram('scribe.ts', path, '200', name)));
    const lines = await file.lines();
    const counted = Array.from({ length: 200 }, (_, index) => index + 1);
    for (const name of ['a', 'b']) {
      const own = lines.map(recordOf).filter((record) => record.name === name);
      assert.deepEqual(
        own.map(({ line }) => line),
        counted,
      );
    }
    assert.deepEqual([lines.length, breaks(lines)], [400, []]);
  });
});

describe('a journal that has grown past a mebibyte', () => {
  /** Three files, with two lines of some 600 kB in each of the older ones. */
  async function openLarge(t: TestContext) {
    const opened = await openFile(t);
    for (let line = 1; line <= 5; line += 1)
      await opened.file.append({ line, filler: 'x'.repeat(0.6 * MEBIBYTE) });
    const aside = (await readdir(opened.storage)).filter((name) => /^journal-.*\.jsonl$/.test(name)).sort();
    return { ...opened, aside };
  }

  test('goes on in a new file, and the chain goes on with it', async (t) => {
    const { file, path, aside } = await openLarge(t);
    assert.deepEqual(aside, ['journal-1.jsonl', 'journal-2.jsonl']);
    assert.ok((await readFile(path)).length < MEBIBYTE);
    const lines = await file.lines();
    assert.deepEqual(
      lines.map((line) => recordOf(line).line),
      [1, 2, 3, 4, 5],
    );
    assert.deepEqual(breaks(lines), []);
  });

  test('keeps its order past nine files, whatever the clock says', async (t) => {
    const { file, storage, path } = await openFile(t);
    mock.timers.enable({ apis: ['Date'], now: Date.now() });
    t.after(() => mock.timers.reset());
    for (let line = 1; line <= 12; line += 1) {
      mock.timers.setTime(Date.now() - 60_000);
      await file.append({ line, filler: 'x'.repeat(1.1 * MEBIBYTE) });
    }
    await writeFile(join(storage, 'journal-x.jsonl'), 'not ours');
    const lines = await new JournalFile(path).lines();
    assert.deepEqual(
      lines.map((line) => recordOf(line).line),
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    assert.deepEqual(breaks(lines), []);
  });

  test('stays in one file up to there', async (t) => {
    const { storage, file } = await openFile(t);
    for (let line = 1; line <= 2; line += 1) await file.append({ filler: 'x'.repeat(0.5 * MEBIBYTE - 200) });
    await file.append({ line: 3 });
    assert.deepEqual(await readdir(storage), ['journal.jsonl']);
  });

  test('shows that an old file was taken away, or its lines changed', async (t) => {
    const { file, storage, aside } = await openLarge(t);
    const [oldest = '', newer = ''] = aside.map((name) => join(storage, name));
    const text = await readFile(newer, 'utf8');
    await writeFile(newer, text.replace('xxx', 'xyx'));
    assert.equal(breaks(await file.lines()).length, 1);
    await writeFile(newer, text);
    assert.deepEqual(breaks(await file.lines()), []);
    await rm(oldest);
    assert.equal(breaks(await file.lines()).length, 1);
  });

  test('goes on after a crash between putting aside and beginning anew', async (t) => {
    const { file, storage, path } = await openLarge(t);
    await rename(path, join(storage, 'journal-3.jsonl'));
    await file.append({ line: 6 });
    const lines = await file.lines();
    assert.deepEqual([lines.length, breaks(lines)], [6, []]);
  });
});

describe('after a crash in the middle of a line', () => {
  /** What can be left of a line: cut inside a character too, or all of it but its end. */
  const halves: Readonly<Record<string, Buffer>> = {
    'half a record': Buffer.from('{"version":1,"entry":"int'),
    'half a character': Buffer.from('{"message":"配置').subarray(0, -1),
    'a record without its end': Buffer.from('{"whole":true}'),
  };
  for (const [title, half] of Object.entries(halves)) {
    test(`${title}: what was whole stays whole, and the next line is chained to it`, async (t) => {
      const { file, path } = await openFile(t);
      await file.append({ line: 1 });
      await appendFile(path, half);
      await file.append({ line: 2 });
      await file.append({ line: 3 });
      const [first, torn, ...later] = await file.lines();
      assert.ok(first && torn);
      assert.equal(recordOf(first).line, 1);
      assert.equal(torn.text, half.toString());
      assert.deepEqual([later.map((line) => recordOf(line).line), breaks(later)], [[2, 3], []]);
    });
  }
});

describe('somebody who changes the journal and knows how the chain works', () => {
  const WANTED = { provider: 'huawei', accountId: 'hw', region: 'cn-north-4', change: 'enable' } as const;

  async function openFilled(t: TestContext) {
    const { path } = await openFile(t);
    const journal = new Journal(path, { now: Date.now }, listingLog());
    for (const instanceId of ['a', 'b', 'c'])
      await journal.finish(await journal.begin({ ...WANTED, instanceId }), { result: 'accepted' });
    const lines = (await readFile(path, 'utf8')).split('\n').filter(Boolean);
    return { journal, path, lines };
  }

  const inventions: Readonly<Record<string, (lines: readonly string[]) => string[]>> = {
    'puts in a line that fits the one before': (lines) => {
      const fitting = String(lines[2]).replace('"b"', '"x"');
      return [...lines.slice(0, 2), fitting, ...lines.slice(2)];
    },
    'replaces a line by one that fits the one before': (lines) =>
      lines.map((line, index) => (index === 2 ? line.replace('"b"', '"x"') : line)),
    'takes out a change with its outcome': (lines) => [...lines.slice(0, 2), ...lines.slice(4)],
    'removes the field that carries the hash': (lines) =>
      lines.map((line, index) => (index === 2 ? line.replace(/,"previous":"[0-9a-f]+"/, '') : line)),
  };
  for (const [title, invent] of Object.entries(inventions)) {
    test(`${title}: is found out`, async (t) => {
      const { journal, path, lines } = await openFilled(t);
      assert.deepEqual((await journal.verify()).problems, []);
      await writeFile(path, `${invent(lines).join('\n')}\n`);
      const { problems } = await journal.verify();
      assert.ok(problems.length > 0);
      assert.match(String(problems[0]), /journal\.jsonl.*[34]/, 'near where it was done');
    });
  }
});
