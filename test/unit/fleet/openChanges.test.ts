import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '../../../src/domain/encryption.ts';
import type { Instance } from '../../../src/domain/instance.ts';
import type { Journal } from '../../../src/files/journal.ts';
import type { Intent } from '../../../src/files/journalEntry.ts';
import type { Standing } from '../../../src/files/journalIndex.ts';
import { ownProcess } from '../../../src/files/processes.ts';
import { OpenChanges } from '../../../src/fleet/changing/openChanges.ts';
import { deadProcess } from '../../support/processes.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const ASKED = Date.parse('2026-01-01T00:00:00Z');
const REF = { accountId: 'a', instanceId: 'i' };

function intentOf(differences: Partial<Intent> = {}): Intent {
  const at = new Date(ASKED).toISOString();
  const { id, host, boot } = ownProcess();
  const place = { provider: 'huawei', region: 'r', ...REF };
  const fixed = { version: 1, entry: 'intent', changeId: 'x', at, change: 'enable' } as const;
  return { ...fixed, ...place, process: id, host, boot, ...differences };
}

function answer(state: 'on' | 'off' | 'partial'): Answer {
  return { state, evidence: { source: 'status-call', seenAt: 'x' } };
}

/** Open changes above a journal that keeps what is written to it. */
function openBook(
  standing: Partial<Standing> = {},
  isUnderWay = false,
  hear: (...told: Parameters<Journal['settle']>) => void = () => undefined,
) {
  const written: string[] = [];
  const time = { passed: 0 };
  const settle: Journal['settle'] = (intent, outcome) => {
    written.push(`${intent.changeId} ${outcome.result}`);
    hear(intent, outcome);
    return Promise.resolve();
  };
  const found = { open: new Map<string, Intent>(), done: new Map(), isClosed: () => false, ...standing };
  const open = new OpenChanges({
    journal: { settle, standing: () => Promise.resolve(found) } as unknown as Journal,
    passed: () => time.passed,
    isUnderWay: () => Promise.resolve(isUnderWay),
  });
  return { open, written, time };
}

describe('a lost change that was asked for here', () => {
  function lose() {
    const book = openBook();
    book.open.started(intentOf());
    book.open.add(intentOf());
    book.open.ended(intentOf());
    return book;
  }

  for (const state of ['off', 'partial'] as const)
    test(`is not applied when the state is "${state}" after a minute, and open until then`, async () => {
      const { open, written, time } = lose();
      time.passed = MINUTE - 1;
      await open.settle(REF, answer(state), ASKED + MINUTE - 1);
      assert.deepEqual([written, open.isAwaited(REF)], [[], true]);
      assert.match(open.awaited(REF, answer(state), ASKED)?.message ?? '', /may still take effect/);
      time.passed = MINUTE;
      assert.equal(open.awaited(REF, answer(state), ASKED), undefined);
      await open.settle(REF, answer(state), ASKED + MINUTE);
      assert.deepEqual([written, open.isAwaited(REF)], [['x not-applied'], false]);
    });

  for (const jump of [-90 * SECOND, 90 * SECOND, -24 * 60 * MINUTE])
    test(`is not closed by a clock that is set ${jump / SECOND} s on right after it`, async () => {
      const { open, written, time } = lose();
      time.passed = SECOND;
      await open.settle(REF, answer('off'), ASKED + jump);
      assert.deepEqual(written, []);
      time.passed = MINUTE;
      await open.settle(REF, answer('off'), ASKED + jump);
      assert.deepEqual(written, ['x not-applied'], 'and not kept open by it either');
    });

  test('is confirmed at once by the state that was wanted; what is not known says nothing', async () => {
    const { open, written, time } = lose();
    time.passed = 24 * 60 * MINUTE;
    for (const state of ['unsupported', 'unknown'] as const)
      await open.settle(REF, { state, reason: { category: 'no-evidence', message: '' } }, ASKED);
    assert.deepEqual(written, []);
    await open.settle(REF, answer('on'), ASKED);
    assert.deepEqual(written, ['x confirmed']);
  });
});

describe('an open change of another process', () => {
  const at = (age: number) => new Date(ASKED - age).toISOString();
  const left = (differences: Partial<Intent>) => new Map([['x', intentOf(differences)]]);

  test('is left to who holds its lock, however long that takes', async () => {
    const open = left({ process: process.ppid, at: at(60 * MINUTE) });
    for (const isUnderWay of [true, false]) {
      const book = openBook({ open }, isUnderWay);
      await book.open.loadOthers(ASKED);
      assert.equal(book.open.isAwaited(REF), !isUnderWay);
    }
  });

  test('with our own process id, but in another container or on another host, is not taken for ours', async () => {
    const book = openBook({ open: left({ boot: 'abcdefabcdef', at: at(0) }) });
    await book.open.loadOthers(ASKED);
    assert.equal(book.open.isAwaited(REF), true);
    const own = openBook({ open: left({ at: at(0) }) });
    await own.open.loadOthers(ASKED);
    assert.equal(own.open.isAwaited(REF), false, 'our own is known to us');
  });

  test('of a version that told no host is taken over when its process is gone, or after a minute', async () => {
    const nowhere = { host: undefined, boot: undefined } as unknown as Partial<Intent>;
    const isTaken = async (differences: Partial<Intent>) => {
      const book = openBook({ open: left({ ...nowhere, ...differences }) });
      await book.open.loadOthers(ASKED);
      return book.open.isAwaited(REF);
    };
    assert.equal(await isTaken({ process: process.ppid, at: at(0) }), false);
    assert.equal(await isTaken({ process: process.ppid, at: at(2 * MINUTE) }), true);
    assert.equal(await isTaken({ process: await deadProcess(), at: at(0) }), true);
  });

  test('is timed by the journal; one from the future by how long it is known', async () => {
    for (const [age, passed] of [
      [MINUTE, 0],
      [-60 * MINUTE, MINUTE],
    ] as const) {
      const book = openBook({ open: left({ process: process.ppid, at: at(age) }) });
      await book.open.loadOthers(ASKED);
      book.time.passed = passed;
      await book.open.settle(REF, answer('off'), ASKED);
      assert.deepEqual(book.written, ['x not-applied']);
    }
  });

  test('that another window has settled is forgotten here', async () => {
    const closed = new Set<string>();
    const open = left({ process: process.ppid });
    const book = openBook({ open, isClosed: (id) => closed.has(id) });
    await book.open.loadOthers(ASKED);
    assert.equal(book.open.isAwaited(REF), true);
    closed.add('x');
    open.clear();
    await book.open.loadOthers(ASKED);
    assert.equal(book.open.isAwaited(REF), false);
  });
});

describe('several changes of one instance', () => {
  const lose = (book: ReturnType<typeof openBook>, changeId: string) => {
    const intent = intentOf({ changeId });
    book.open.started(intent);
    book.open.add(intent);
    book.open.ended(intent);
  };

  test('are each closed by what is read; the newest is the one that is told of', async () => {
    const book = openBook();
    lose(book, 'x');
    book.time.passed = 50 * SECOND;
    lose(book, 'y');
    assert.equal(book.open.find(REF)?.changeId, 'y');
    book.time.passed = MINUTE;
    await book.open.settle(REF, answer('off'), ASKED);
    assert.deepEqual([book.written, book.open.find(REF)?.changeId], [['x not-applied'], 'y']);
    await book.open.settle(REF, answer('on'), ASKED);
    assert.deepEqual([book.written, book.open.find(REF)], [['x not-applied', 'y confirmed'], undefined]);
  });

  test('asked for again, one that was accepted and not seen is awaited no more', () => {
    const book = openBook();
    book.open.addUnseen(intentOf());
    assert.match(book.open.awaited(REF, answer('off'), ASKED)?.message ?? '', /was accepted/);
    book.open.started(intentOf({ changeId: 'y' }));
    assert.deepEqual(
      [book.open.awaited(REF, answer('off'), ASKED), book.open.isAwaited(REF)],
      [undefined, false],
    );
  });

  test('that was accepted and is seen is awaited no more, and written nowhere', async () => {
    const book = openBook();
    book.open.addUnseen(intentOf());
    await book.open.settle(REF, answer('off'), ASKED);
    assert.equal(book.open.isAwaited(REF), true);
    await book.open.settle(REF, answer('on'), ASKED);
    assert.deepEqual([book.open.isAwaited(REF), book.written], [false, []]);
  });

  test('nothing is awaited of an instance that has none', async () => {
    const { open, written } = openBook();
    assert.deepEqual([open.awaited(REF, answer('off'), ASKED), open.find(REF)], [undefined, undefined]);
    await open.settle(REF, answer('off'), ASKED);
    assert.deepEqual(written, []);
  });
});

describe('when the journal is looked at', () => {
  const left = new Map([['x', intentOf({ process: process.ppid })]]);

  test('what is under way here is not taken for lost; once it has ended it is', async () => {
    const { open } = openBook({ open: left });
    open.started(intentOf());
    await open.load(ASKED);
    assert.equal(open.find(REF), undefined);
    open.ended(intentOf());
    await open.load(ASKED);
    assert.equal(open.find(REF)?.changeId, 'x');
  });

  test('what is known already is there once, and what was closed here does not come back', async () => {
    const book = openBook({ open: left });
    await book.open.load(ASKED);
    await book.open.load(ASKED);
    await book.open.settle(REF, answer('on'), ASKED);
    assert.deepEqual(book.written, ['x confirmed']);
    await book.open.load(ASKED);
    assert.equal(book.open.find(REF), undefined, 'it was read just before the outcome was in it');
  });

  test('of two that are lost the one that another window settled is forgotten, the other stays', async () => {
    const closed = new Set<string>();
    const both = new Map(
      ['x', 'y'].map((changeId) => [changeId, intentOf({ changeId, process: process.ppid })]),
    );
    const book = openBook({ open: both, isClosed: (id) => closed.has(id) });
    await book.open.load(ASKED);
    closed.add('y');
    both.delete('y');
    await book.open.load(ASKED);
    assert.equal(book.open.find(REF)?.changeId, 'x');
    await book.open.settle(REF, answer('on'), ASKED);
    assert.deepEqual(book.written, ['x confirmed']);
  });

  test('an outcome names the request that showed it', async () => {
    const told: unknown[] = [];
    const { open } = openBook({ open: left }, false, (_, outcome) => told.push(outcome));
    await open.load(ASKED);
    const evidence = { source: 'status-call', seenAt: 'x', requestId: 'req-1' } as const;
    await open.settle(REF, { state: 'on', evidence }, ASKED);
    assert.deepEqual(told, [{ result: 'confirmed', requestId: 'req-1' }]);
  });

  test('the change that went through last is found by the database, whichever account', async () => {
    const done = { intent: intentOf(), outcome: {} } as never;
    const { open } = openBook({ done: new Map([['huawei/r/i', done]]) });
    await open.load(ASKED);
    const instance = { provider: 'huawei', region: 'r', id: 'i', accountId: 'another' } as Instance;
    assert.equal(open.lastDone(instance), done);
    assert.equal(open.lastDone({ ...instance, region: 's' }), undefined);
  });
});
