/** Keys in use are looked at: what is news, what is kept, and what is not told. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { CloudError } from '../../../../src/cloud/error.ts';
import type { KeyTrouble } from '../../../../src/domain/keyTrouble.ts';
import { readKeyHealth } from '../../../../src/fleet/reading/keyHealth.ts';
import { database, NOW, openStage, statusCall } from '../../../support/stage.ts';
import { never } from '../../../support/session.ts';

const DAY = 86_400_000;
const KEY = { id: 'k-1', alias: '', spec: '' };
const MISSING = new CloudError({ category: 'key', code: 'Forbidden.KeyNotFound', message: 'gone' });

async function open(t: TestContext, keys: Readonly<Record<string, string | undefined>> = { 'i-1': 'k-1' }) {
  const instances = Object.keys(keys).map((id) => database(id));
  const stage = await openStage(t, { instances });
  for (const [instanceId, keyId] of Object.entries(keys))
    stage.inventory.setEncryption(
      { accountId: 'a', instanceId },
      {
        ...statusCall('on', keyId ? { keyId } : {}),
        stale: false,
      },
    );
  const asked: string[] = [];
  const told: { trouble: KeyTrouble | undefined | Error } = { trouble: undefined };
  stage.cloud.keys = {
    list: () => Promise.resolve([]),
    describe: (_, id) => {
      asked.push(id);
      const { trouble } = told;
      if (trouble instanceof Error) return Promise.reject(trouble);
      return Promise.resolve({ ...KEY, ...(trouble && { trouble }) });
    },
  };
  const read = (explicit = true) => readKeyHealth(stage.context, explicit, never);
  const troubles = () => [...(stage.inventory.account('a')?.keyTroubles ?? [])];
  return { stage, asked, told, read, troubles };
}

test('each key is looked at once, whatever it encrypts; an instance without one asks nothing', async (t) => {
  const { asked, read, troubles } = await open(t, {
    'i-1': 'k-1',
    'i-2': 'k-1',
    'i-3': 'k-2',
    'i-4': undefined,
  });
  await read();
  assert.deepEqual([asked.toSorted(), troubles()], [['k-1', 'k-2'], []]);
});

test('a trouble is shown, and gone when it is over, or when the key is not used any more', async (t) => {
  const { stage, told, read, troubles } = await open(t);
  told.trouble = 'disabled';
  await read();
  assert.deepEqual(troubles(), [['r-1/k-1', 'disabled']]);
  told.trouble = undefined;
  await read();
  assert.deepEqual(troubles(), []);
  told.trouble = 'disabled';
  await read();
  stage.inventory.setEncryption(
    { accountId: 'a', instanceId: 'i-1' },
    {
      ...statusCall('off'),
      stale: false,
    },
  );
  await read();
  assert.deepEqual(troubles(), []);
});

test("a key that was there and is not any more is missing; one that never was is the cloud's own", async (t) => {
  const { told, read, troubles } = await open(t);
  told.trouble = MISSING;
  await read();
  assert.deepEqual(troubles(), []);
  told.trouble = undefined;
  await read();
  told.trouble = MISSING;
  await read();
  assert.deepEqual(troubles(), [['r-1/k-1', 'missing']]);
  await read();
  assert.deepEqual(troubles(), [['r-1/k-1', 'missing']], 'and stays so');
});

describe('nothing is learnt, and what was known stays', () => {
  const refusals = {
    'from who may not tell': new CloudError({ category: 'permission', message: 'no' }),
    'where the cloud fails': new CloudError({ category: 'server', code: '500', message: 'no' }),
    'from our own word for a key elsewhere': new CloudError({ category: 'key', message: 'another region' }),
  };
  for (const [title, refusal] of Object.entries(refusals))
    test(title, async (t) => {
      const { told, read, troubles } = await open(t);
      told.trouble = 'disabled';
      await read();
      told.trouble = refusal;
      await read();
      assert.deepEqual(troubles(), [['r-1/k-1', 'disabled']]);
    });

  test('where the cloud has no keys', async (t) => {
    const { stage, read, troubles } = await open(t);
    delete (stage.cloud as { keys?: unknown }).keys;
    await read();
    assert.deepEqual(troubles(), []);
  });

  test('when it was cancelled, or something else went wrong, which is thrown', async (t) => {
    const { stage, told, read } = await open(t);
    told.trouble = new TypeError('odd');
    await assert.rejects(read(), TypeError);
    told.trouble = new CloudError({ category: 'permission', message: 'no' });
    await assert.rejects(readKeyHealth(stage.context, true, AbortSignal.abort()), { category: 'permission' });
  });
});

test('in the background once a day; when a person asks, or the clock was set, at once', async (t) => {
  const { stage, asked, told, read } = await open(t);
  const readsAfter = async (passed: number, explicit: boolean) => {
    stage.time.now = NOW + passed;
    asked.length = 0;
    await read(explicit);
    return asked.length;
  };
  assert.equal(await readsAfter(0, false), 1);
  assert.equal(await readsAfter(DAY - 1, false), 0);
  assert.equal(await readsAfter(1 - DAY, false), 0);
  assert.equal(await readsAfter(DAY, false), 1);
  assert.equal(await readsAfter(DAY, true), 1);
  assert.equal(await readsAfter(-DAY, false), 1);
  told.trouble = new CloudError({ category: 'permission', message: 'no' });
  assert.equal(await readsAfter(DAY, false), 1);
  assert.equal(await readsAfter(DAY, false), 0, 'who may not tell is not asked again the same day');
});

test('who could not be asked is asked again the next time', async (t) => {
  const { asked, told, read } = await open(t);
  told.trouble = new CloudError({ category: 'network', message: 'no' });
  await read(false);
  await read(false);
  assert.equal(asked.length, 2);
});

test('a key that was there is known to have been there, also after a day on which nobody might tell', async (t) => {
  const { told, read, troubles } = await open(t);
  await read();
  told.trouble = new CloudError({ category: 'permission', message: 'no' });
  await read();
  told.trouble = MISSING;
  await read();
  assert.deepEqual(troubles(), [['r-1/k-1', 'missing']]);
});
