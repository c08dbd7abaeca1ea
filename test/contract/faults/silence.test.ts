/** Row 2: clouds that answer slowly, or never. The time of the timers is ours, the sockets are real. */
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, test } from 'node:test';
import type { Effect } from '../../../src/sandbox/faults.ts';
import { atOnce } from '../../support/atOnce.ts';
import { arrived, CLOUDS, openPair, PAIRS, shown, strike } from '../../support/pair.ts';
import { stopTime } from '../../support/time.ts';
import { row } from './rows.ts';

const SILENCES: Readonly<Record<string, Effect>> = {
  'never answers': { kind: 'hang' },
  'headers, then silence': { kind: 'headersThenSilence' },
  'one byte a second': { kind: 'drip', everyMs: 1000 },
};

/** Lets real sockets work without letting any timer's time pass. */
async function untilHere(holds: () => boolean): Promise<void> {
  const end = performance.now() + 60_000;
  while (!holds() && performance.now() < end) await turn();
  assert.ok(holds());
}

describe(row(2), () => {
  for (const [name, effect] of Object.entries(SILENCES))
    for (const cloud of CLOUDS)
      test(`${name} (${cloud}): ends within 32 s, at most 3 requests, the rest goes on`, async (t) => {
        const pair = await openPair(t, cloud);
        const { victim, bystander } = PAIRS[cloud];
        strike(pair, effect);
        const pass = stopTime(t);
        let ended = false;
        const refreshing = pair.desk.fleet.refresh(false).then(() => (ended = true));
        await untilHere(() => arrived(pair) === 1 && shown(pair, bystander) === 'on - fresh');
        assert.equal(shown(pair, victim), 'unknown pending fresh');
        await pass(9_000);
        assert.equal(ended, false, 'a slow cloud is given its time');
        await pass(23_000);
        await untilHere(() => ended);
        await refreshing;
        assert.equal(shown(pair, victim), 'unknown network fresh');
        assert.ok(arrived(pair) >= 1 && arrived(pair) <= 3);
      });

  for (const [name, effect] of Object.entries(SILENCES))
    test(`${name}: cancel works at once`, async (t) => {
      const pair = await openPair(t, 'huawei');
      strike(pair, effect);
      const refreshing = pair.desk.fleet.refresh(false);
      await untilHere(() => arrived(pair) === 1 && shown(pair, 'trade-core') === 'on - fresh');
      pair.desk.fleet.cancel();
      await atOnce(refreshing);
      assert.equal(shown(pair, 'risk-engine'), 'unknown pending fresh');
      assert.equal(arrived(pair), 1, 'nothing more is sent');
    });
});
