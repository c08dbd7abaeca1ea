/** One database that several accounts see is one truth, counted once. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accountAt, CLOUDS, PAIRS, type Cloud } from '../../support/pair.ts';
import { openBench, type Bench, type Desk } from '../../support/bench.ts';

const ADMIN = { id: 'admin', name: 'Admin' } as const;
const AUDITOR = { id: 'auditor', name: 'Auditor' } as const;

const never = new AbortController().signal;

/** The same cloud account, configured twice. */
function openBoth(bench: Bench, cloud: Cloud): Promise<Desk> {
  return bench.open([accountAt(cloud, bench.sandbox, ADMIN), accountAt(cloud, bench.sandbox, AUDITOR)]);
}

function states({ inventory }: Desk, accountId: string): string[] {
  const records = [...(inventory.account(accountId)?.records.values() ?? [])];
  return records.map(({ instance, encryption }) => `${instance.id} ${encryption.state}`).sort();
}

for (const cloud of CLOUDS)
  describe(`two accounts that see the same databases of ${cloud}`, () => {
    test('count each database once, and say so of each record', async (t) => {
      const bench = await openBench(t);
      const alone = await bench.open([accountAt(cloud, bench.sandbox, ADMIN)]);
      await alone.fleet.refresh(false);
      const both = await openBoth(bench, cloud);
      await both.fleet.refresh(false);
      assert.ok(alone.inventory.posture().total > 0);
      assert.deepEqual(both.inventory.posture(), alone.inventory.posture());
      const records = [...both.inventory.records()];
      assert.equal(records.length, 2 * alone.inventory.posture().total);
      for (const { instance } of records) {
        const ref = { accountId: instance.accountId, instanceId: instance.id };
        const [other, ...more] = both.inventory.sightings.others(ref);
        assert.deepEqual(more, []);
        assert.notEqual(other?.accountId, instance.accountId);
        assert.equal(both.inventory.sightings.isCounted(ref), instance.accountId === ADMIN.id);
      }
    });

    test('know it from the start of the next session on', async (t) => {
      const bench = await openBench(t);
      const first = await openBoth(bench, cloud);
      await first.fleet.refresh(false);
      const second = await openBoth(bench, cloud);
      assert.equal(second.inventory.posture().total, first.inventory.posture().total);
    });

    test('show a change that was made by way of the other', async (t) => {
      const bench = await openBench(t);
      const desk = await openBoth(bench, cloud);
      await desk.fleet.refresh(false);
      const { instance } = desk.record(PAIRS[cloud].victim);
      const ref = { accountId: ADMIN.id, instanceId: instance.id };
      const keys = cloud === 'huawei' ? await desk.fleet.changes.listKeys(ref, never) : [];
      const usable = keys.find(({ unusable }) => !unusable);
      await desk.fleet.changes.change(ref, { change: 'enable', ...(usable && { keyId: usable.id }) });
      const seen = (accountId: string) => desk.inventory.record({ accountId, instanceId: instance.id });
      assert.equal(seen(ADMIN.id)?.encryption.state, 'on');
      assert.deepEqual(seen(AUDITOR.id)?.encryption, seen(ADMIN.id)?.encryption);
      await desk.fleet.refreshAccount(AUDITOR.id, true);
      assert.equal(seen(AUDITOR.id)?.encryption.state, 'on');
      assert.deepEqual(states(desk, AUDITOR.id), states(desk, ADMIN.id));
    });

    test('are counted by the one that can be read when the other cannot', async (t) => {
      const bench = await openBench(t);
      const desk = await openBoth(bench, cloud);
      await desk.fleet.refresh(false);
      const before = desk.inventory.posture();
      desk.inventory.markFailed(ADMIN.id, { category: 'network', message: 'gone' });
      assert.deepEqual(desk.inventory.posture(), before);
      for (const { instance, encryption } of desk.inventory.account(AUDITOR.id)?.records.values() ?? []) {
        const ref = { accountId: AUDITOR.id, instanceId: instance.id };
        assert.equal(desk.inventory.sightings.isCounted(ref), encryption.state !== 'unknown');
      }
    });
  });
