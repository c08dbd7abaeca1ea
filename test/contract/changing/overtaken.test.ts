/** Readings that began before a change was answered say nothing of what comes after it. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { huaweiAccount } from '../../support/accounts.ts';
import { openBench } from '../../support/bench.ts';
import { startRelay, type Passing } from '../../support/relay.ts';
import { operations } from '../../support/requests.ts';
import { never } from '../../support/session.ts';
import { until } from '../../support/until.ts';

const READ = 'DescribeBackupEncryptStatus';
const CHANGE = 'ModifyBackupEncryptStatus';

/** A cloud whose answers about the state are held back, one by one, once somebody says so. */
async function openHolding(t: TestContext) {
  const bench = await openBench(t);
  const held: (() => void)[] = [];
  const hold = { on: false };
  const relay = await startRelay(
    t,
    bench.sandbox.origin,
    async (reply, { method, url }): Promise<Passing> => {
      if (hold.on && method === 'GET' && url?.endsWith('/encryption'))
        await new Promise<void>((resolve) => held.push(resolve));
      return reply;
    },
  );
  const desk = await bench.open([huaweiAccount(relay)]);
  await desk.fleet.refresh(false);
  bench.sandbox.clearRequests();
  return { bench, desk, held, hold };
}

describe('a reading that began while a change was on its way', () => {
  test('and is answered late with the old state does not undo what was accepted', async (t) => {
    const { bench, desk, held, hold } = await openHolding(t);
    const ref = desk.ref('trade-core');
    const { promise, resolve: carryOut } = Promise.withResolvers<undefined>();
    bench.sandbox.faults.add({ match: { operation: CHANGE }, effect: { kind: 'held', until: promise } });
    const change = desk.fleet.changes.change(ref, { change: 'disable' });
    await until(() => operations(bench.sandbox).includes(CHANGE), 'it has arrived');
    hold.on = true;
    const old = desk.fleet.refreshInstance(ref, never);
    await until(() => held.length === 1, 'the old state is on its way');
    carryOut(undefined);
    await until(() => held.length === 2, 'what came of the change is looked at');
    assert.equal(desk.encryption('trade-core').state, 'off');
    held[0]?.();
    await old;
    assert.equal(desk.encryption('trade-core').state, 'off', 'the late answer is dropped');
    held[1]?.();
    assert.equal(await change, 'accepted');
    assert.equal(desk.encryption('trade-core').state, 'off');
    assert.equal(operations(bench.sandbox).filter((name) => name === CHANGE).length, 1);
    assert.ok(operations(bench.sandbox).filter((name) => name === READ).length >= 3);
  });
});
