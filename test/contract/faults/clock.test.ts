/** Row 9: this computer's clock, as both clouds see it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { alibabaAccount } from '../../support/accounts.ts';
import { openBench } from '../../support/bench.ts';
import { arrived, CLOUDS, openPair, PAIRS, shown } from '../../support/pair.ts';
import { startRelay } from '../../support/relay.ts';
import { count } from '../../support/requests.ts';
import { asRole, setUpRoles } from '../../support/roles.ts';
import { never } from '../../support/session.ts';
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

  test("2 days behind: the newest backup is asked for by the corrected clock, not by this computer's", async (t) => {
    const bench = await openBench(t);
    bench.time.cloud = 2 * DAY;
    const { instances } = bench.sandbox.state.alibaba;
    const victim = [...instances.values()].find(({ name }) => name === 'web-sessions');
    assert.ok(victim);
    // Encrypted since a day and a half: only backups of the last two days show it.
    victim.encryption = { since: Date.now() + bench.time.cloud - 1.5 * DAY };
    const desk = await bench.open([alibabaAccount(bench.sandbox)]);
    await desk.fleet.refresh(true);
    assert.equal(shown({ desk }, 'web-sessions'), 'on - fresh');
  });

  for (const minutes of [2 * 1440, -2 * 1440])
    test(`${minutes} minutes off: the keys of a role last as long by this computer's clock`, async (t) => {
      const { sandbox, time, addRole, logIn } = await setUpRoles(t, minutes * MINUTE);
      const { session } = await logIn(asRole(addRole('reader')));
      await session.prove(never);
      const given = () => count(sandbox, 'AssumeRole');
      assert.equal(given(), 2, 'one was refused because of its date');
      time.ahead += 54 * MINUTE;
      await session.listInstances('cn-hangzhou', never);
      assert.equal(given(), 2);
      time.ahead += 2 * MINUTE;
      await session.listInstances('cn-hangzhou', never);
      assert.equal(given(), 3);
    });
});
