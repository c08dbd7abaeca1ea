/** Which regions are looked in, and what one that cannot be read does to the rest. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { CloudError } from '../../../../src/cloud/error.ts';
import { findProfile } from '../../../../src/cloud/registry.ts';
import type { Instance } from '../../../../src/domain/instance.ts';
import { accountReading } from '../../../support/accountReading.ts';
import { database, openStage, statusCall, type StageOptions } from '../../../support/stage.ts';

const DOWN = new CloudError({ category: 'server', message: 'down' });
const CLOSED = new CloudError({ category: 'unsupported', code: 'regionDISSOLVEDeom', message: 'closed' });

/** @param found what is in each region; a region that fails is an error */
async function open(
  t: TestContext,
  found: Record<string, readonly Instance[] | Error>,
  options: StageOptions = {},
) {
  const stage = await openStage(t, { instances: [], ...options });
  stage.cloud.regions = () => Promise.resolve(Object.keys(found).map((id) => ({ id, name: id })));
  stage.cloud.listInstances = (region) => {
    stage.asked.push(`list ${region}`);
    const here = found[region] ?? [];
    return here instanceof Error ? Promise.reject(here) : Promise.resolve(here);
  };
  const { read } = accountReading(stage);
  const account = () => stage.inventory.account('a');
  const ids = () => [...(account()?.records.keys() ?? [])].toSorted();
  return { stage, read, account, ids };
}

const EVERYWHERE: StageOptions = { provider: 'alibaba', account: { regions: ['*'] } };
const at = (region: string, id: string) => database(id, { region, provider: 'alibaba' });

describe('named regions', () => {
  const named = { account: { regions: ['r-1', 'r-2'] } };

  test('are looked in, and no others; one that fails hides nothing of the others', async (t) => {
    const found: Record<string, readonly Instance[] | Error> = {
      'r-1': [database('i-1')],
      'r-2': [],
      'r-3': [database('i-3')],
    };
    const { stage, read, account, ids } = await open(t, found, named);
    await read();
    assert.deepEqual([ids(), account()?.lookedIn], [['i-1'], ['r-1', 'r-2']]);
    found['r-1'] = DOWN;
    found['r-2'] = [database('i-2', { region: 'r-2' })];
    await read();
    assert.deepEqual(ids(), ['i-1', 'i-2']);
    assert.deepEqual([stage.shown('i-1')?.stale, stage.shown('i-2')?.stale], [true, false]);
    assert.deepEqual([...(account()?.regionReasons ?? [])], [['r-1', DOWN.reason]]);
    assert.equal(stage.asked.includes('list r-3'), false);
  });

  test('are never taken for closed, whatever the cloud says', async (t) => {
    const { read, account, ids } = await open(t, { 'r-1': [at('r-1', 'i-1')] }, { provider: 'alibaba' });
    await read();
    const again = await open(t, { 'r-1': CLOSED }, { provider: 'alibaba', instances: [at('r-1', 'i-1')] });
    await again.read();
    assert.deepEqual(
      [ids(), again.ids(), account()?.state, again.account()?.state],
      [['i-1'], ['i-1'], 'ok', 'problem'],
    );
  });

  test('what was left out of them is said; what failed there keeps what was known, as old', async (t) => {
    const { stage, read, account, ids } = await open(t, { 'r-1': [database('i-1')] });
    stage.inventory.setRegion('a', 'r-1', [database('i-1'), database('i-9')]);
    stage.inventory.setRegion('a', 'r-2', [database('i-2', { region: 'r-2' })]);
    stage.inventory.setEncryption(
      { accountId: 'a', instanceId: 'i-9' },
      {
        ...statusCall('on'),
        stale: false,
      },
    );
    const part = { region: 'r-1', name: 'p', reason: DOWN.reason };
    const elsewhere = { category: 'network', message: 'elsewhere' } as const;
    const disabled = { ...part, isFailure: false };
    const failed = { ...part, isFailure: true };
    stage.cloud.leftOut = () => [disabled, { ...failed, region: 'r-2', reason: elsewhere }, failed];
    await read();
    assert.deepEqual(ids(), ['i-1', 'i-2', 'i-9']);
    assert.equal(stage.inventory.record({ accountId: 'a', instanceId: 'i-2' })?.instance.region, 'r-2');
    assert.equal(stage.shown('i-2')?.reason?.category, 'pending', 'of another region nothing is said');
    const { state, stale, reason } = stage.shown('i-9') ?? {};
    assert.deepEqual([state, stale, reason], ['on', true, DOWN.reason]);
    assert.deepEqual([stage.shown('i-1')?.stale, account()?.regionReasons.get('r-1')], [false, DOWN.reason]);
    assert.equal(account()?.leftOut?.length, 3);
    stage.cloud.leftOut = () => [disabled];
    await read();
    assert.deepEqual(
      [ids(), account()?.state],
      [['i-1', 'i-2'], 'ok'],
      'what is merely disabled keeps nothing',
    );
  });

  test('cancelled while they are listed, nothing is shown of what comes then', async (t) => {
    const { stage, ids } = await open(t, {});
    const cancel = new AbortController();
    stage.cloud.listInstances = () => {
      cancel.abort();
      return Promise.resolve([database('i-1')]);
    };
    await accountReading(stage).read(true, cancel.signal);
    assert.deepEqual(ids(), []);
    stage.inventory.setRegion('a', 'r-1', [database('i-2')]);
    stage.cloud.listInstances = () => Promise.reject(DOWN);
    await accountReading(stage).read(true, cancel.signal);
    assert.equal(stage.shown('i-2')?.reason?.category, 'pending');
  });
});

describe('every region that the cloud offers', () => {
  test('is looked in, also where something is known and nothing is offered any more; shown are those with instances', async (t) => {
    const found: Record<string, readonly Instance[] | Error> = {
      'r-1': [at('r-1', 'i-1')],
      'r-2': [],
      'r-3': DOWN,
      'r-4': [at('r-4', 'i-4')],
    };
    const { read, account, ids } = await open(t, found, EVERYWHERE);
    await read();
    assert.deepEqual(
      [ids(), account()?.lookedIn],
      [
        ['i-1', 'i-4'],
        ['r-1', 'r-2', 'r-3', 'r-4'],
      ],
    );
    assert.deepEqual(
      account()?.regions,
      ['r-1', 'r-3', 'r-4'],
      "in the cloud's order, with the one that failed",
    );
    delete found['r-4'];
    await read();
    assert.deepEqual([ids(), account()?.lookedIn?.toSorted()], [['i-1'], ['r-1', 'r-2', 'r-3', 'r-4']]);
    assert.deepEqual(account()?.regions, ['r-1', 'r-3']);
  });

  test('that is closed is left for the rest of the window, and what was in it is gone', async (t) => {
    const found: Record<string, readonly Instance[] | Error> = {
      'r-1': [at('r-1', 'i-1')],
      'r-2': [at('r-2', 'i-2')],
    };
    const { stage, read, account, ids } = await open(t, found, EVERYWHERE);
    await read();
    found['r-2'] = CLOSED;
    await read();
    assert.deepEqual([ids(), account()?.state, account()?.regions], [['i-1'], 'ok', ['r-1']]);
    stage.asked.length = 0;
    await read();
    assert.equal(stage.asked.includes('list r-2'), false);
  });

  test('is not closed by another refusal', async (t) => {
    const found: Record<string, readonly Instance[] | Error> = { 'r-1': [at('r-1', 'i-1')] };
    const { stage, read, account, ids } = await open(t, found, EVERYWHERE);
    await read();
    found['r-1'] = new CloudError({ category: 'unsupported', code: 'Api.NotSupport', message: 'no' });
    await read();
    assert.deepEqual([ids(), account()?.state, stage.shown()?.stale], [['i-1'], 'problem', true]);
    stage.asked.length = 0;
    await read();
    assert.ok(stage.asked.includes('list r-1'));
  });

  test("are the usual ones for who may not ask; another failure is the account's", async (t) => {
    const { stage, read, account } = await open(t, {}, EVERYWHERE);
    stage.cloud.regions = () => Promise.reject(new CloudError({ category: 'permission', message: 'no' }));
    await read();
    assert.deepEqual(
      account()?.lookedIn,
      findProfile('alibaba')?.regions.map(({ id }) => id),
    );
    for (const failure of [DOWN, new TypeError('odd')]) {
      stage.cloud.regions = () => Promise.reject(failure);
      await read();
      assert.equal(account()?.state, 'problem');
    }
  });

  test('of a cloud that names none is an odd reply, not an empty account', async (t) => {
    const { stage, read, account } = await open(t, {}, EVERYWHERE);
    stage.cloud.regions = () => Promise.resolve([]);
    await read();
    const { state, reason } = account() ?? {};
    assert.deepEqual([state, reason?.category], ['problem', 'unexpected-reply']);
    assert.equal(reason?.message, 'The cloud names no region to look in.');
  });
});

describe('pinned instances', () => {
  const instances = [
    { id: 'i-1', region: 'r-1' },
    { id: 'i-2', region: 'r-2' },
  ];

  test('are described, nothing is listed; each with those of its region', async (t) => {
    const { stage, read, account, ids } = await open(t, {}, { account: { regions: [], instances } });
    stage.cloud.describeInstances = (region, pinned) => {
      stage.asked.push(`describe ${region} ${pinned.map(({ id }) => id).join()}`);
      return Promise.resolve(pinned.map(({ id }) => database(id, { region })));
    };
    await read();
    assert.deepEqual(stage.asked.toSorted(), [
      'describe r-1 i-1',
      'describe r-2 i-2',
      'read i-1',
      'read i-2',
    ]);
    assert.deepEqual(
      [ids(), account()?.lookedIn],
      [
        ['i-1', 'i-2'],
        ['r-1', 'r-2'],
      ],
    );
  });

  test('that could not be described this time keep what an earlier time told', async (t) => {
    const { stage, read } = await open(t, {}, { account: { regions: [], instances: instances.slice(0, 1) } });
    const described = { answer: database('i-1', { name: 'orders' }) };
    stage.cloud.describeInstances = () => Promise.resolve([described.answer]);
    const nameNow = async () => {
      await read();
      return stage.inventory.record({ accountId: 'a', instanceId: 'i-1' })?.instance.name;
    };
    described.answer = database('i-1', { name: 'bare', lifecycle: '' });
    assert.equal(await nameNow(), 'bare', 'nothing is known yet');
    described.answer = database('i-1', { name: 'orders' });
    assert.equal(await nameNow(), 'orders');
    described.answer = database('i-1', { name: 'bare', lifecycle: '' });
    assert.equal(await nameNow(), 'orders');
    const unreadable = { category: 'not-found', message: 'gone' } as const;
    described.answer = database('i-1', { name: 'bare', lifecycle: '', unreadable });
    assert.equal(await nameNow(), 'bare', 'of what the cloud knows no more nothing is kept');
  });
});
