import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '../../../src/domain/encryption.ts';
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
function openBook(standing: Partial<Standing> = {}, isUnderWay = false) {
  const written: string[] = [];
  const time = { passed: 0 };
  const settle: Journal['settle'] = ({ changeId }, { result }) => {
    written.push(`${changeId} ${result}`);
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
