/** What a window shows at its start when the one before was faster to change than to keep what it showed. */
import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { openBench } from '../../support/bench.ts';
import { never } from '../../support/session.ts';

describe('at the start, with a snapshot that is older than the journal', () => {
  test('what went through shows, as old, with what it rests on', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open();
    await desk.fleet.refresh(false);
    const [key] = await desk.fleet.changes.listKeys(desk.ref('risk-engine'), never);
    assert.ok(key);
    const accounts = join(bench.storage, 'accounts');
    await cp(accounts, `${accounts}-before`, { recursive: true });
    bench.time.ahead = 2_000;
    await desk.fleet.changes.change(desk.ref('risk-engine'), { change: 'enable', keyId: key.id });
    await desk.fleet.changes.change(desk.ref('trade-core'), { change: 'disable' });
    await desk.fleet.changes.change(desk.ref('web-sessions'), { change: 'enable' });
    // Whatever was to be kept is kept once this is: one file after the other.
    for (const name of ['risk-engine', 'web-sessions'])
      await desk.fleet.refreshInstance(desk.ref(name), never);
    await cp(`${accounts}-before`, accounts, { recursive: true });
    const restarted = await bench.open();
    const expected = { 'risk-engine': 'on', 'trade-core': 'off', 'web-sessions': 'on', 'market-data': 'off' };
    for (const [name, state] of Object.entries(expected)) {
      const shown = restarted.encryption(name);
      assert.deepEqual([shown.state, shown.stale], [state, true], name);
    }
    const { evidence } = restarted.encryption('risk-engine');
    assert.deepEqual([evidence?.source, evidence?.keyId], ['change-accepted', key.id]);
    const outcome = bench.journal().find(({ entry }) => entry === 'outcome');
    assert.equal(evidence?.requestId, outcome?.entry === 'outcome' && outcome.requestId);
  });

  test('what was read after the change stays', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open();
    await desk.fleet.refresh(false);
    await desk.fleet.changes.change(desk.ref('trade-core'), { change: 'disable' });
    for (const instance of bench.sandbox.state.huawei.instances.values())
      if (instance.name === 'trade-core') instance.encryption.status = 'on';
    bench.time.ahead = 2_000;
    await desk.fleet.refresh(false);
    const restarted = await bench.open();
    assert.deepEqual(restarted.encryption('trade-core').evidence?.source, 'status-call');
    assert.equal(restarted.encryption('trade-core').state, 'on');
  });
});
