/** What the cloud was too busy to tell is asked once more within a refresh, while that helps. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { CloudError } from '../../../../src/cloud/error.ts';
import type { Answer } from '../../../../src/domain/encryption.ts';
import { isoTime } from '../../../../src/domain/time.ts';
import { accountReading } from '../../../support/accountReading.ts';
import { database, NOW, openStage, statusCall } from '../../../support/stage.ts';
import { skipWaits } from '../../../support/time.ts';

/** @param answer what comes of the nth reading of an instance; a number: to be asked again after so many seconds */
async function refresh(
  t: TestContext,
  count: number,
  answer: (id: number, nth: number) => number | Error | Answer,
) {
  const instances = Array.from({ length: count }, (_, id) => database(`i-${id}`));
  const stage = await openStage(t, { instances });
  const waits = skipWaits(t);
  const nth = new Map<string, number>();
  let underWay = 0;
  let most = 0;
  stage.cloud.listInstances = () => Promise.resolve(instances);
  stage.say.read = async ({ id }) => {
    nth.set(id, (nth.get(id) ?? 0) + 1);
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise(setImmediate);
    underWay -= 1;
    const said = answer(Number(id.slice(2)), nth.get(id) ?? 0);
    if (said instanceof Error) throw said;
    if (typeof said !== 'number') return said;
    const until = said > 0 ? isoTime(stage.time.now + said * 1000) : undefined;
    throw new CloudError({ category: 'throttled', message: 'busy', until });
  };
  await accountReading(stage).read();
  const reads = instances.map(({ id }) => nth.get(id));
  return { stage, waits, reads, most };
}

const OFF = statusCall('off');

test('each is read once, a few at a time, and counted as it is read', async (t) => {
  const { stage, reads, most } = await refresh(t, 100, () => OFF);
  assert.deepEqual([new Set(reads), most], [new Set([1]), 32]);
  assert.deepEqual(stage.inventory.activity.progress, { read: 100, total: 100 });
});

describe('without a time to come again', () => {
  test('those that were throttled are asked once more, and only those', async (t) => {
    const { stage, reads, waits } = await refresh(t, 10, (id, nth) => (id < 5 && nth === 1 ? 0 : OFF));
    assert.deepEqual([reads, waits], [[2, 2, 2, 2, 2, 1, 1, 1, 1, 1], []]);
    assert.equal(stage.inventory.posture().off, 10);
    assert.deepEqual(stage.inventory.activity.progress, { read: 10, total: 10 });
  });

  test('of more than half nothing is asked again; few may all fail by chance', async (t) => {
    const many = await refresh(t, 10, (id) => (id < 6 ? 0 : OFF));
    assert.equal(Math.max(...many.reads.map((times) => times ?? 0)), 1);
  });

  test('few are asked five times at the most', async (t) => {
    const { reads, stage } = await refresh(t, 4, () => 0);
    assert.deepEqual(reads, [5, 5, 5, 5]);
    assert.equal(stage.shown('i-0')?.reason?.category, 'throttled');
  });

  test('another failure is no reason to ask again', async (t) => {
    const { reads } = await refresh(t, 3, () => new CloudError({ category: 'server', message: 'down' }));
    assert.deepEqual(reads, [1, 1, 1]);
  });
});

describe('with a time to come again', () => {
  test('it is waited for until the latest of them, and then all are asked', async (t) => {
    const { reads, waits } = await refresh(t, 10, (id, nth) => (nth === 1 ? 1 + (id % 3) : OFF));
    assert.deepEqual([reads, waits], [Array.from({ length: 10 }, () => 2), [3_000]]);
  });

  test('what would take longer than half a minute is left to a later refresh', async (t) => {
    const { reads, waits, stage } = await refresh(t, 3, (id, nth) =>
      nth === 1 ? ([30, 31, 60][id] ?? 0) : OFF,
    );
    assert.deepEqual([reads, waits], [[2, 1, 1], [30_000]]);
    assert.equal(stage.shown('i-1')?.reason?.until, isoTime(NOW + 31_000));
  });

  test('in which nothing comes through twice, the cloud means all of us', async (t) => {
    const { reads, waits } = await refresh(t, 6, () => 1);
    assert.deepEqual([reads, waits], [[2, 2, 2, 2, 2, 2], [1_000]]);
  });

  test('is gone on with while some come through', async (t) => {
    const { reads } = await refresh(t, 6, (id, nth) => (nth > id ? OFF : 1));
    assert.deepEqual(reads, [1, 2, 3, 4, 5, 5]);
  });

  test('that is over by then nothing is waited for', async (t) => {
    const instances = [database('i-0')];
    const stage = await openStage(t, { instances });
    const waits = skipWaits(t);
    stage.cloud.listInstances = () => Promise.resolve(instances);
    let reads = 0;
    stage.say.read = () => {
      reads += 1;
      const until = isoTime(stage.time.now + 1_000);
      stage.time.now += 2_000;
      return reads === 1
        ? Promise.reject(new CloudError({ category: 'throttled', message: 'busy', until }))
        : Promise.resolve(OFF);
    };
    await accountReading(stage).read();
    assert.deepEqual([reads, waits], [2, []]);
  });
});

test('what nobody foresaw ends it', async (t) => {
  const { stage, reads } = await refresh(t, 40, () => new TypeError('odd'));
  assert.equal(stage.inventory.account('a')?.state, 'problem');
  assert.equal(reads.filter(Boolean).length, 32);
});
