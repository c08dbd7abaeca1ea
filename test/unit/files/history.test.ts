import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import type { Evidence } from '../../../src/domain/encryption.ts';
import { History } from '../../../src/files/history.ts';
import { takeLock } from '../../../src/files/lock.ts';
import { elsewhere, minuteAt, noteOf } from '../../support/histories.ts';
import { listingLog } from '../../support/log.ts';
import { runProgram } from '../../support/processes.ts';
import { openStorage } from '../../support/storage.ts';

const NOW = Date.parse('2026-11-28T11:00:00Z');
const SEEN: Evidence = {
  source: 'backup-set',
  asOf: '2026-11-28T02:00:00Z',
  seenAt: '2026-11-28T10:00:00Z',
  requestId: 'R-1',
  coverage: { encrypted: 1, plain: 0, unclear: 0, days: 31 },
};

async function open(t: TestContext) {
  const storage = await openStorage(t);
  const log = listingLog();
  const time = { now: NOW };
  const window = () => new History(storage, { now: () => time.now }, log);
  const path = join(storage, 'history.jsonl');
  return { storage, path, log, time, window, history: window() };
}

async function linesOf(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).split('\n').filter(Boolean);
}

async function told(history: History): Promise<string[]> {
  return (await history.entries()).map(({ from, to, by }) => `${from ?? '-'} ${to} ${by}`);
}

describe('the history', () => {
  test('has a line for each state that became another one, and none for one that stayed', async (t) => {
    const { history, window, path } = await open(t);
    for (const [minute, state] of (['on', 'on', 'off', 'off', 'on'] as const).entries()) {
      history.note(noteOf(minute, { state, evidence: SEEN }));
      await history.save(elsewhere);
    }
    assert.deepEqual(await told(window()), ['- on unknown', 'on off elsewhere', 'off on elsewhere']);
    const entries = await window().entries();
    assert.deepEqual(
      entries.map(({ at }) => at),
      [minuteAt(0), minuteAt(2), minuteAt(4)],
    );
    // The coverage is another with each backup.
    const { source, asOf, seenAt, requestId } = SEEN;
    assert.deepEqual(entries.at(-1)?.evidence, { source, asOf, seenAt, requestId });
    if (process.platform !== 'win32') assert.equal((await stat(path)).mode & 0o077, 0);
  });

  test('keeps what came in between when several states are saved together', async (t) => {
    const { history } = await open(t);
    for (const [minute, state] of (['off', 'awaited', 'on', 'on'] as const).entries())
      history.note(noteOf(minute, { state }));
    await history.save(elsewhere);
    assert.deepEqual(await told(history), ['- off unknown', 'off awaited elsewhere', 'awaited on elsewhere']);
  });

  test('is not written once it is closed, and what was being written before is', async (t) => {
    const { history, window, storage } = await open(t);
    history.note(noteOf(0, { state: 'on' }));
    const saving = history.save(elsewhere);
    await history.close();
    assert.equal((await saving).length, 1);
    assert.deepEqual(await told(window()), ['- on unknown']);
    const kept = await readdir(storage);
    await rm(storage, { recursive: true });
    history.note(noteOf(1, { state: 'off' }));
    assert.deepEqual(await history.save(elsewhere), []);
    await assert.rejects(readdir(storage), `nothing comes back of ${kept.join()}`);
  });

  test('lets others go on while it is read, and is written once all of it is', async (t) => {
    const { history, window, path } = await open(t);
    history.note(noteOf(0, { state: 'on' }));
    await history.save(elsewhere);
    const [line = ''] = await linesOf(path);
    const before = line.replace('"to":"on"', '"to":"off"');
    await writeFile(path, `${`${before}\n`.repeat(9_999)}${line}\n`);
    const later = window();
    const steps = ['begin'];
    const reading = later.load().then(() => steps.push('read'));
    later.note(noteOf(1, { state: 'on' }));
    const saving = later.save(elsewhere);
    while (!steps.includes('read')) {
      steps.push('others');
      await new Promise(setImmediate);
    }
    assert.ok(steps.length > 5, `others had ${steps.length - 2} turns`);
    await reading;
    assert.deepEqual(await saving, [], 'it is on already, as the last line says');
  });

  test('tells another key from the same one under another name, and no key from another', async (t) => {
    const { history } = await open(t);
    const keys = ['k-1', undefined, 'acs:kms:cn-hangzhou:1001:key/K-1', 'k-2'];
    for (const [minute, keyId] of keys.entries())
      history.note(noteOf(minute, { state: 'on', evidence: { ...SEEN, ...(keyId && { keyId }) } }));
    await history.save(elsewhere);
    assert.deepEqual(
      (await history.entries()).map(({ keyId }) => keyId),
      ['k-1', 'k-2'],
    );
  });

  test('has what becomes of a key, of databases that have one', async (t) => {
    const { history } = await open(t);
    history.note(noteOf(0, { keyTrouble: 'disabled' }));
    history.note(noteOf(1, { state: 'on', evidence: { ...SEEN, keyId: 'k-1' } }));
    history.note(noteOf(2, { keyTrouble: 'none' }));
    history.note(noteOf(3, { keyTrouble: 'to-be-deleted' }));
    history.note(noteOf(4, { state: 'on', evidence: SEEN }));
    history.note(noteOf(5, { state: 'off', evidence: SEEN }));
    await history.save(elsewhere);
    const entries = await history.entries();
    assert.deepEqual(
      entries.map(({ to, keyTrouble }) => [to, keyTrouble]),
      [
        ['on', undefined],
        ['on', 'to-be-deleted'],
        ['off', undefined],
      ],
    );
  });

  test('an instance that is gone and one that was to be forgotten begin anew', async (t) => {
    const { history } = await open(t);
    history.note(noteOf(0, { state: 'gone' }));
    history.note(noteOf(1, { state: 'on' }));
    history.note(noteOf(2, { state: 'gone' }));
    history.note(noteOf(3, { state: 'off' }));
    history.note(noteOf(5, { state: 'on', forgottenAt: minuteAt(4) }));
    history.note(noteOf(6, { state: 'off', forgottenAt: minuteAt(4) }));
    await history.save(elsewhere);
    assert.deepEqual(await told(history), [
      '- on unknown',
      'on gone elsewhere',
      '- off unknown',
      '- on unknown',
      'on off elsewhere',
    ]);
  });

  test('one database that is seen through a region and through a project of it has one history', async (t) => {
    const { history } = await open(t);
    history.note(noteOf(0, { state: 'on', region: 'cn-north-4' }));
    history.note(noteOf(1, { state: 'off', region: 'cn-north-4_team' }));
    history.note(noteOf(2, { state: 'off', region: 'cn-north-4', owner: '1002' }));
    await history.save(elsewhere);
    assert.deepEqual(await told(history), ['- on unknown', 'on off elsewhere', '- off unknown']);
  });
});

describe('an instance that is new', () => {
  const first = { instanceId: 'db-2', state: 'off', readBefore: minuteAt(9) } as const;

  test('was made after its account had been read', async (t) => {
    const { history } = await open(t);
    history.note(noteOf(5, { state: 'on', readBefore: minuteAt(1) }));
    await history.save(elsewhere);
    history.note(noteOf(10, { ...first, createdAt: minuteAt(6) }));
    history.note(noteOf(10, { ...first, instanceId: 'db-3', createdAt: minuteAt(4) }));
    history.note(noteOf(10, { ...first, instanceId: 'db-4' }));
    history.note(noteOf(10, { ...first, instanceId: 'db-5', region: 'cn-beijing' }));
    history.note(noteOf(10, { ...first, instanceId: 'db-6', region: 'cn-beijing', createdAt: minuteAt(6) }));
    history.note(noteOf(10, { ...first, instanceId: 'db-7', owner: '1002', createdAt: minuteAt(6) }));
    await history.save(elsewhere);
    const news = (await history.entries()).filter(({ isNew }) => isNew);
    assert.deepEqual(
      news.map(({ instanceId }) => instanceId),
      ['db-2', 'db-4', 'db-6'],
    );
  });

  test('is none while its account is read for the first time with a history', async (t) => {
    const { history } = await open(t);
    history.note(noteOf(5, { state: 'on', readBefore: minuteAt(1) }));
    await history.save(elsewhere);
    history.note(noteOf(6, { ...first, readBefore: minuteAt(1) }));
    await history.save(elsewhere);
    assert.ok((await history.entries()).every(({ isNew }) => !isNew));
  });
});

describe('several windows', () => {
  test('that saw the same write it once, and each knows what the other has written', async (t) => {
    const { window } = await open(t);
    const [one, other] = [window(), window()];
    for (const history of [one, other]) history.note(noteOf(1, { state: 'on' }));
    const written = await Promise.all([one.save(elsewhere), other.save(elsewhere)]);
    assert.deepEqual(written.map(({ length }) => length).toSorted(), [0, 1]);
    one.note(noteOf(2, { state: 'off' }));
    await one.save(elsewhere);
    await other.load();
    assert.equal(other.newest(noteOf(2, {}))?.to, 'off');
  });

  test('that saw something older add nothing; a line of a clock that was wrong stops nobody', async (t) => {
    const { history, window } = await open(t);
    const late = window();
    late.note(noteOf(3, { state: 'on' }));
    history.note(noteOf(4, { state: 'off' }));
    await history.save(elsewhere);
    assert.deepEqual(await late.save(elsewhere), []);
    history.note(noteOf(5, { state: 'on', at: '2099-01-01T00:00:00Z' }));
    await history.save(elsewhere);
    history.note(noteOf(6, { state: 'off' }));
    await history.save(elsewhere);
    assert.deepEqual(await told(history), ['- off unknown', 'off on elsewhere', 'on off elsewhere']);
  });

  test('as processes that write at once lose no line and break none', async (t) => {
    const { storage, history } = await open(t);
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(names.map((name) => runProgram('chronicler.ts', storage, '25', name)));
    const entries = await history.entries();
    for (const name of names) {
      const own = entries.filter(({ instanceId }) => instanceId === name);
      assert.deepEqual(
        own.map(({ to }) => to),
        Array.from({ length: 25 }, (_, line) => (line % 2 === 0 ? 'on' : 'off')),
      );
    }
    assert.equal(entries.filter(({ instanceId }) => instanceId === 'shared').length, 1);
  });

  test('do not wait for one that keeps the lock; what it saw is written when it is seen again', async (t) => {
    const { history, path, log } = await open(t);
    const lock = await takeLock(`${path}.lock`, 0);
    history.note(noteOf(1, { state: 'on' }));
    assert.deepEqual(await history.save(elsewhere), []);
    assert.match(log.lines.join('\n'), /being written by another window/);
    await lock?.release();
    history.note(noteOf(2, { state: 'on' }));
    assert.equal((await history.save(elsewhere)).length, 1);
  });
});

describe('lines that cannot be read', () => {
  test('are set aside with a sentence, and the others stay', async (t) => {
    const { storage, path, log, history, window } = await open(t);
    history.note(noteOf(1, { state: 'on' }));
    await history.save(elsewhere);
    const [good = ''] = await linesOf(path);
    const toCome = '{"version":2,"what":"nobody knows yet"}';
    const bad = ['garbage', '{"version":1}', good.replace('"on"', '"great"'), '[]'];
    await appendFile(path, `${[...bad, toCome].join('\n')}\n`);
    const later = window();
    await later.load();
    assert.equal(later.newest(noteOf(1, {}))?.to, 'on');
    assert.deepEqual(await linesOf(path), [good, toCome]);
    const [aside = ''] = (await readdir(storage)).filter((name) => name.includes('unreadable'));
    assert.deepEqual(await linesOf(join(storage, aside)), bad);
    assert.ok(log.lines.includes(`4 lines of the history cannot be read; they are kept as ${aside}`));
    await window().load();
    assert.equal((await readdir(storage)).filter((name) => name.includes('unreadable')).length, 1);
  });

  test('half a line of a crash does not spoil the next one', async (t) => {
    const { path, history, window } = await open(t);
    history.note(noteOf(1, { state: 'on' }));
    await history.save(elsewhere);
    await appendFile(path, '{"version":1,"at":"2026');
    const later = window();
    await later.load();
    assert.equal((await linesOf(path)).length, 2, 'it may still be being written');
    later.note(noteOf(2, { state: 'off' }));
    await later.save(elsewhere);
    assert.deepEqual(await told(window()), ['- on unknown', 'on off elsewhere']);
    assert.equal((await linesOf(path)).length, 2);
  });

  test('a file that cannot be read or written stops nothing', async (t) => {
    const { path, history, log } = await open(t);
    await mkdir(path);
    await history.load();
    assert.match(log.lines.join('\n'), /the history cannot be read/);
    history.note(noteOf(1, { state: 'on' }));
    await assert.rejects(history.save(elsewhere));
  });
});

describe('the size of the history', () => {
  test('lines older than 400 days go, but for the newest of each database', async (t) => {
    const { history, time, path } = await open(t);
    history.note(noteOf(0, { state: 'on' }));
    history.note(noteOf(1, { state: 'off' }));
    history.note(noteOf(2, { state: 'on', instanceId: 'db-2' }));
    history.note(noteOf(3, { state: 'gone', instanceId: 'db-2' }));
    await history.save(elsewhere);
    time.now = Date.parse(minuteAt(0)) + 400 * 86_400_000 + 59_000;
    history.note(noteOf(0, { state: 'on', instanceId: 'db-3', at: '2028-01-01T00:00:00Z' }));
    await history.save(elsewhere);
    assert.deepEqual(await told(history), [
      'on off elsewhere',
      '- on unknown',
      'on gone elsewhere',
      '- on unknown',
    ]);
    time.now += 4 * 60_000 + 86_400_000;
    history.note(noteOf(0, { state: 'off', instanceId: 'db-3', at: '2028-01-03T00:00:00Z' }));
    await history.save(elsewhere);
    assert.deepEqual(await told(history), ['on off elsewhere', '- on unknown', 'on off elsewhere']);
    assert.equal((await linesOf(path)).length, 3);
  });

  test('a file that grew beyond 5 MiB loses its oldest lines, and no database its newest', async (t) => {
    const { history, path } = await open(t);
    history.note(noteOf(0, { state: 'on' }));
    await history.save(elsewhere);
    const [line = ''] = await linesOf(path);
    const filler = Array.from({ length: 6_000 }, (_, number) =>
      line
        .replace('db-1', 'db-2')
        .replace('orders', 'x'.repeat(1_000))
        .replace(/"to":"\w+"/, `"to":"${number % 2 ? 'on' : 'off'}"`),
    );
    await writeFile(path, `${[line, ...filler].join('\n')}\n`);
    await history.load();
    history.note(noteOf(7, { state: 'off', instanceId: 'db-2' }));
    await history.save(elsewhere);
    assert.ok((await stat(path)).size <= 5 * 1024 * 1024);
    assert.ok((await stat(path)).size > 3 * 1024 * 1024, 'no more than needed');
    const entries = await history.entries();
    assert.equal(entries[0]?.instanceId, 'db-1');
    assert.equal(entries.at(-1)?.at, minuteAt(7));
  });
});
