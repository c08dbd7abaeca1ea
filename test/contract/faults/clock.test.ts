/** Row 9: this computer's clock, as both clouds see it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { arrived, CLOUDS, openPair, PAIRS, shown } from '../../support/pair.ts';
import { startRelay } from '../../support/relay.ts';
import { row } from './rows.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const OFF = { '20 minutes behind': 20, '20 minutes ahead': -20, 'a day behind': 1440, 'a day ahead': -1440 };

describe(row(9), () => {
  for (const cloud of CLOUDS) {
    for (const [name, minutes] of Object.entries(OFF))
      test(`${name} (${cloud}): one corrected retry, then as ever`, async (t) => {
        const pair = await openPair(t, cloud);
        const { bench, desk } = pair;
        bench.time.cloud = minutes * MINUTE;
        await desk.fleet.refresh(false);
        const refused = bench.sandbox.requests.filter(({ status }) => status >= 400);
        assert.deepEqual(
          refused.map(({ operation }) => operation),
          [PAIRS[cloud].prove],
        );
        assert.equal(arrived(pair), 1);
        assert.equal(shown(pair, PAIRS[cloud].bystander), 'on - fresh');
        assert.ok(desk.lines.some((line) => line.includes(`${Math.abs(minutes)} minutes`)));
      });

    test(`10 days behind (${cloud}): an absurd Date is not believed, one request, with the amount`, async (t) => {
      const { bench, desk } = await openPair(t, cloud);
      bench.time.cloud = 10 * DAY;
      await desk.fleet.refresh(false);
      const { reason } = desk.inventory.account(PAIRS[cloud].accountId) ?? {};
      assert.equal(reason?.category, 'clock-skew');
      assert.match(reason.message, /14400 minutes behind/);
      assert.equal(bench.sandbox.requests.length, 1);
    });

    test(`no Date (${cloud}): clock-skew, one request`, async (t) => {
      const { bench, desk } = await openPair(t, cloud, ({ origin }) =>
        startRelay(t, origin, (reply) => {
          const { date, ...headers } = reply.headers;
          assert.ok(date);
          return { ...reply, headers };
        }),
      );
      bench.time.cloud = DAY;
      await desk.fleet.refresh(false);
      const { reason } = desk.inventory.account(PAIRS[cloud].accountId) ?? {};
      assert.equal(reason?.category, 'clock-skew');
      assert.equal(bench.sandbox.requests.length, 1);
    });
  }
});
