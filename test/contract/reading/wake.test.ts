/** Row 28: a computer that sleeps in the middle of a refresh, and wakes in another network. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openBench, type Desk } from '../../support/bench.ts';
import { hold } from '../../support/hold.ts';
import { accountAt, CLOUDS, PAIRS } from '../../support/pair.ts';
import { count } from '../../support/requests.ts';
import { until } from '../../support/until.ts';
import { row } from '../faults/rows.ts';

const HOUR = 3_600_000;

/** The instances whose reading did not come through. */
function unread({ inventory }: Desk): string[] {
  const missed = [...inventory.records()].filter(
    ({ encryption: { stale, reason } }) => stale || reason?.category === 'network',
  );
  return missed.map(({ instance }) => instance.name);
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
}

describe(row(28), () => {
  for (const cloud of CLOUDS)
    test(`${cloud}: no burst, what was missed is made up for once, and no timer is left`, async (t) => {
      const bench = await openBench(t);
      const { sandbox } = bench;
      const { read, prove } = PAIRS[cloud];
      const desk = await bench.open([accountAt(cloud, sandbox)]);
      await desk.fleet.refresh(false);
      sandbox.clearRequests();
      await desk.fleet.refresh(true);
      const usual = sandbox.requests.length;
      const timersBefore = timers();
      for (let night = 1; night <= 5; night += 1) {
        sandbox.clearRequests();
        const letThrough = hold(sandbox, { operation: read });
        sandbox.faults.add({ match: { operation: read }, effect: { kind: 'resetBefore' } });
        const reading = desk.fleet.refresh(false);
        await until(() => count(sandbox, read) > 0, 'states are read');
        bench.time.ahead += 8 * HOUR;
        sandbox.faults.clear();
        letThrough();
        // The timers of several windows and of this one, all at once.
        await Promise.all([reading, ...Array.from({ length: 5 }, () => desk.fleet.refresh(false))]);
        assert.equal(count(sandbox, prove), 1, 'one refresh');
        const sent = sandbox.requests.length;
        assert.ok(sent <= 2 * usual, `${sent} requests, usually ${usual}`);
        await desk.fleet.refresh(false);
        assert.deepEqual(unread(desk), [], 'the next one has it all');
      }
      await until(() => timers() <= timersBefore, 'no timer is left');
    });
});
