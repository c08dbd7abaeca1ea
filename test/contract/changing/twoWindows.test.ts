import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openBench, type Bench, type Desk } from '../../support/bench.ts';
import { outcomesOf } from '../../support/journal.ts';
import { changing } from '../../support/requests.ts';

const ENABLE = 'EnableBackupEncryption';

/** Two windows on the same storage, both of which have read everything. */
async function openTwo(bench: Bench): Promise<[Desk, Desk]> {
  const desks: [Desk, Desk] = [await bench.open(), await bench.open()];
  for (const { fleet } of desks) await fleet.refresh(false);
  bench.sandbox.clearRequests();
  return desks;
}

describe('two windows', () => {
  test('that change one instance at the same moment send one request', async (t) => {
    const bench = await openBench(t);
    const [one, other] = await openTwo(bench);
    bench.sandbox.faults.add({ match: { operation: ENABLE }, effect: { kind: 'latency', ms: 500 } });
    const ref = one.ref('web-sessions');
    const changes = [one, other].map(({ fleet }) => fleet.changes.change(ref, { change: 'enable' }));
    const outcomes = await Promise.allSettled(changes);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.deepEqual(changing(bench.sandbox), [ENABLE]);
    assert.deepEqual(outcomesOf(bench), ['enable accepted']);
    const late = await other.fleet.changes.change(ref, { change: 'enable' }).catch(String);
    assert.match(late, /already-enabled|accepted/);
  });

  test('that change different instances do not hold each other up, and lose no proof', async (t) => {
    const bench = await openBench(t);
    const [one, other] = await openTwo(bench);
    await Promise.all([
      one.fleet.changes.change(one.ref('web-sessions'), { change: 'enable' }),
      other.fleet.changes.change(other.ref('loyalty-points'), { change: 'enable' }),
    ]);
    assert.deepEqual(outcomesOf(bench), ['enable accepted', 'enable accepted']);
    const third = await bench.open();
    await third.fleet.refresh(false);
    for (const name of ['web-sessions', 'loyalty-points'])
      assert.equal(third.encryption(name).state, 'on', name);
  });
});
