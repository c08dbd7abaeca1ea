/** A region is read while its list still goes on. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { CloudError } from '../../../../src/cloud/error.ts';
import type { Instance } from '../../../../src/domain/instance.ts';
import { Arrivals } from '../../../../src/fleet/reading/arrivals.ts';
import type { Inventory } from '../../../../src/inventory/inventory.ts';
import { accountReading } from '../../../support/accountReading.ts';
import { database, openStage, statusCall } from '../../../support/stage.ts';
import { until } from '../../../support/until.ts';

const page = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => database(`i-${from + index}`));

/** @param list tells its pages with `arrived`, and waits between them for as many states as it wants */
async function open(
  t: TestContext,
  list: (arrived: (page: readonly Instance[]) => void, read: readonly string[]) => Promise<Instance[]>,
  known: readonly Instance[] = [],
) {
  const stage = await openStage(t, { instances: [...known] });
  const read: string[] = [];
  stage.cloud.listInstances = (_region, _signal, arrived) => list((page) => arrived?.(page), read);
  stage.say.read = ({ id }) => {
    read.push(id);
    return Promise.resolve(statusCall('off'));
  };
  const refresh = accountReading(stage).read;
  return { stage, read, refresh, account: () => stage.inventory.account('a') };
}

describe('the pages of a list', () => {
  test('are shown and read as they arrive; each instance is read once', async (t) => {
    const whole = page(0, 6);
    const at = await open(t, async (arrived, read) => {
      arrived(whole.slice(0, 2));
      await until(() => read.length === 2, 'the first page is read');
      assert.deepEqual(at.stage.inventory.activity.progress.total, 2);
      arrived(whole.slice(2, 4));
      await until(() => read.length === 4, 'so is the second');
      return whole;
    });
    await at.refresh();
    assert.deepEqual(at.read.toSorted(), ['i-0', 'i-1', 'i-2', 'i-3', 'i-4', 'i-5']);
    assert.deepEqual(at.stage.inventory.activity.progress, { read: 6, total: 6 });
  });

  test('are shown each time as many more as there are: the tree is drawn anew for new rows', async (t) => {
    const shown: number[] = [];
    const at = await open(t, (arrived) => {
      for (let from = 0; from < 16; from += 2) {
        arrived(page(from, 2));
        shown.push(at.account()?.records.size ?? 0);
      }
      return Promise.resolve(page(0, 16));
    });
    await at.refresh();
    assert.deepEqual(shown, [2, 4, 4, 8, 8, 8, 8, 16]);
    assert.equal(at.read.length, 16);
  });

  test('drop nothing that is known before the list has come to its end', async (t) => {
    const known = [database('i-0'), database('gone')];
    const at = await open(
      t,
      (arrived) => {
        arrived(page(0, 1));
        assert.deepEqual([...(at.account()?.records.keys() ?? [])].toSorted(), ['gone', 'i-0']);
        return Promise.resolve(page(0, 1));
      },
      known,
    );
    await at.refresh();
    assert.deepEqual([...(at.account()?.records.keys() ?? [])], ['i-0']);
  });

  test('of a list that breaks off: what was read is old, with the reason, and no more is read', async (t) => {
    const down = new CloudError({ category: 'server', message: 'down' });
    const broken = Promise.withResolvers<unknown>();
    const at = await open(t, async (arrived, read) => {
      arrived(page(0, 100));
      await until(() => read.length > 0, 'it is being read');
      setImmediate(broken.resolve);
      throw down;
    });
    const { read } = at.stage.say;
    at.stage.say.read = async (...asked) => {
      const answer = await read(...asked);
      await broken.promise;
      return answer;
    };
    await at.refresh();
    assert.equal(at.read.length, 32, 'those that were under way');
    const states = page(0, 100).map(({ id }) => at.stage.shown(id));
    assert.ok(states.every((shown) => shown?.reason?.category === 'server'));
    assert.ok(states.every((shown) => shown?.state === 'unknown' || shown?.stale));
  });
});

describe('what is to be read', () => {
  const open = (favored?: string[]) => {
    const record = ({ instanceId }: { instanceId: string }) => ({ instance: database(instanceId) });
    const attention = { favored: undefined as unknown };
    const favor = (ids: string[]) => {
      attention.favored = ({ instance }: { instance: Instance }) => ids.includes(instance.id);
    };
    if (favored) favor(favored);
    return { arrivals: new Arrivals({ attention, record } as unknown as Inventory), favor };
  };

  test('comes in its order, first what the filter of the moment lets through, each once', async () => {
    const { arrivals, favor } = open(['i-2']);
    arrivals.add(page(0, 4));
    const next = async () => (await arrivals.next())?.id;
    assert.deepEqual([await next(), await next()], ['i-2', 'i-0']);
    favor(['i-3', 'i-5']);
    assert.equal(arrivals.add(page(2, 4)), 2);
    assert.equal(arrivals.size, 6);
    arrivals.end();
    assert.deepEqual(
      [await next(), await next(), await next(), await next(), await next()],
      ['i-3', 'i-5', 'i-1', 'i-4', undefined],
    );
  });

  test('is waited for until there is one, or the end', async () => {
    const { arrivals } = open();
    const waiting = [arrivals.next(), arrivals.next()];
    arrivals.add(page(0, 1));
    assert.equal((await waiting[0])?.id, 'i-0');
    arrivals.end();
    assert.equal(await waiting[1], undefined);
  });

  test('is dropped when it stops', async () => {
    const { arrivals } = open();
    arrivals.add(page(0, 3));
    await arrivals.next();
    arrivals.stop();
    assert.equal(await arrivals.next(), undefined);
  });
});
