/** What is shown of an account before it is read, and what of another window's reading is taken over. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { Account } from '../../../../src/accounts/account.ts';
import type { InstanceRecord } from '../../../../src/domain/instance.ts';
import type { IntentDetails } from '../../../../src/files/journal.ts';
import type { Outcome } from '../../../../src/files/journalEntry.ts';
import type { Snapshot } from '../../../../src/files/schemas.ts';
import { showRemembered, takeOver } from '../../../../src/fleet/reading/remembered.ts';
import { AT, database, NOW, openStage, statusCall, type Stage } from '../../../support/stage.ts';

const PLACE = { provider: 'huawei', accountId: 'a', region: 'r-1', instanceId: 'i-1' };
const EARLIER = '2025-12-31T23:00:00Z';
const HOUR = 3_600_000;

function record(
  id: string,
  region = 'r-1',
  differences: Partial<InstanceRecord['instance']> = {},
): InstanceRecord {
  return {
    instance: database(id, { region, ...differences }),
    encryption: { ...statusCall('off'), stale: false },
  };
}

function snapshotOf(records: readonly InstanceRecord[], differences: Partial<Snapshot> = {}): Snapshot {
  return {
    provider: 'huawei',
    refreshedAt: EARLIER,
    cloudAccountId: 'cloud-1',
    records: [...records],
    ...differences,
  };
}

async function start(t: TestContext, snapshot: Snapshot | undefined, account: Partial<Account> = {}) {
  const stage = await openStage(t, { instances: [], account });
  if (snapshot) await stage.member.files.writeSnapshot(snapshot);
  const show = () => showRemembered([stage.member], stage.inventory);
  const ids = () => [...(stage.inventory.account('a')?.records.keys() ?? [])];
  return { stage, show, ids };
}

describe('at the start', () => {
  test('the snapshot shows, marked as old, with when and of which cloud account it was', async (t) => {
    const { stage, show, ids } = await start(t, snapshotOf([record('i-1')]));
    await show();
    const { refreshedAt, cloudAccountId } = stage.inventory.account('a') ?? {};
    assert.deepEqual([ids(), refreshedAt, cloudAccountId], [['i-1'], EARLIER, 'cloud-1']);
    assert.deepEqual([stage.shown()?.state, stage.shown()?.stale], ['off', true]);
  });

  test('only what the account still looks at: its regions, itself, its cloud', async (t) => {
    const records = [record('i-1'), record('i-2', 'r-9'), record('i-3', 'r-1', { accountId: 'b' })];
    const { show, ids } = await start(t, snapshotOf(records));
    await show();
    assert.deepEqual(ids(), ['i-1']);
    const other = await start(t, snapshotOf([record('i-1')], { provider: 'alibaba' }));
    await other.show();
    assert.deepEqual(other.ids(), []);
  });

  test('of one that looks everywhere all of it, with the regions it is in', async (t) => {
    const records = [record('i-1'), record('i-2', 'r-9'), record('i-3', 'r-9')];
    const { stage, show, ids } = await start(t, snapshotOf(records), { regions: ['*'] });
    await show();
    assert.deepEqual(
      [ids(), stage.inventory.account('a')?.regions],
      [
        ['i-1', 'i-2', 'i-3'],
        ['r-1', 'r-9'],
      ],
    );
  });

  test('pinned instances show, known or not; others do not', async (t) => {
    const instances = [
      { id: 'i-1', region: 'r-1' },
      { id: 'i-2', region: 'r-2', name: 'orders' },
      { id: 'i-3', region: 'r-2' },
    ];
    const records = [record('i-1'), record('i-9')];
    const { stage, show, ids } = await start(t, snapshotOf(records), { regions: [], instances });
    await show();
    assert.deepEqual(ids(), ['i-1', 'i-2', 'i-3']);
    const nameOf = (instanceId: string) =>
      stage.inventory.record({ accountId: 'a', instanceId })?.instance.name;
    assert.deepEqual([nameOf('i-2'), nameOf('i-3')], ['orders', 'i-3']);
    assert.equal(stage.shown('i-2')?.reason?.category, 'pending');
    assert.deepEqual(
      [stage.shown('i-1')?.state, stage.shown('i-1')?.stale],
      ['off', true],
      'what was known of it',
    );
  });

  test('nothing shows where there is no snapshot', async (t) => {
    const { stage, show, ids } = await start(t, undefined);
    await show();
    assert.deepEqual([ids(), stage.inventory.account('a')?.refreshedAt], [[], undefined]);
  });

  test('what is shown already stays, and the file is not looked at', async (t) => {
    const { stage, show, ids } = await start(t, snapshotOf([record('i-2')]));
    stage.inventory.setRegion('a', 'r-1', [database()]);
    await show();
    assert.deepEqual(ids(), ['i-1']);
  });

  test('an id that is given twice is one instance, counted once', async (t) => {
    const { stage, show, ids } = await start(t, snapshotOf([record('i-1'), record('i-1')]));
    await show();
    assert.deepEqual([ids(), stage.inventory.account('a')?.counts.total], [['i-1'], 1]);
  });
});

describe('a change since the snapshot', () => {
  async function changed(t: TestContext, details: Partial<IntentDetails>, outcome?: Outcome, at = NOW) {
    const { stage, show } = await start(t, snapshotOf([record('i-1')]));
    const { journal, open } = stage.member.ledger;
    stage.time.now = at;
    const intent = await journal.begin({ ...PLACE, change: 'enable', keyId: 'k-1', ...details });
    if (outcome) await journal.finish(intent, outcome);
    await open.load(stage.time.now + HOUR);
    await show();
    return stage.shown();
  }

  test('that is open makes it unknown, as an old answer', async (t) => {
    const shown = await changed(t, {});
    assert.deepEqual([shown?.state, shown?.reason?.category, shown?.stale], ['unknown', 'unconfirmed', true]);
  });

  test('that went through is what it is now, with the key and the request', async (t) => {
    const shown = await changed(t, {}, { result: 'accepted', requestId: 'req-1' }, NOW + HOUR);
    const evidence = {
      source: 'change-accepted',
      seenAt: '2026-01-01T01:00:00Z',
      requestId: 'req-1',
      keyId: 'k-1',
    };
    assert.deepEqual(shown, { state: 'on', stale: true, evidence });
  });

  test('that was so before applied no key', async (t) => {
    const shown = await changed(t, {}, { result: 'already-enabled' }, NOW + HOUR);
    const evidence = { source: 'already-enabled', seenAt: '2026-01-01T01:00:00Z' };
    assert.deepEqual(shown, { state: 'on', stale: true, evidence });
  });

  test('that is older than the answer, that was refused, or that it shows already, changes nothing', async (t) => {
    for (const shown of [
      await changed(t, {}, { result: 'accepted' }, NOW - HOUR),
      await changed(t, {}, { result: 'refused' }, NOW + HOUR),
      await changed(t, { change: 'disable' }, { result: 'accepted' }, NOW + HOUR),
      await changed(t, { region: 'r-2' }, { result: 'accepted' }, NOW + HOUR),
    ])
      assert.deepEqual(shown, { ...statusCall('off'), stale: true });
    const same = await changed(t, {}, { result: 'accepted' }, NOW);
    assert.equal(same?.state, 'on', 'of the same second the change counts');
  });

  test('says nothing of what is not known', async (t) => {
    const unknown = {
      instance: database(),
      encryption: { state: 'unknown', reason: { category: 'server', message: 'x' }, stale: false },
    } as const;
    const { stage, show } = await start(t, snapshotOf([unknown]));
    const { journal, open } = stage.member.ledger;
    await journal.finish(await journal.begin({ ...PLACE, change: 'enable' }), { result: 'accepted' });
    await open.load(NOW);
    await show();
    assert.deepEqual([stage.shown()?.state, stage.shown()?.reason?.category], ['unknown', 'server']);
  });
});

describe("another window's reading", () => {
  const NEWER = '2026-01-01T00:00:01Z';

  async function shown(t: TestContext, before?: (stage: Stage) => unknown) {
    const stage = await openStage(t);
    stage.inventory.updateAccount('a', { refreshedAt: AT });
    await before?.(stage);
    const take = (snapshot: Snapshot) => {
      takeOver(stage.member, snapshot, stage.inventory);
      return [...(stage.inventory.account('a')?.records.keys() ?? [])];
    };
    return { stage, take };
  }

  test('is taken over when it is newer, as fresh as it is there', async (t) => {
    const { stage, take } = await shown(t);
    for (const refreshedAt of [EARLIER, AT])
      assert.deepEqual(take(snapshotOf([record('i-2')], { refreshedAt })), ['i-1']);
    assert.deepEqual(take(snapshotOf([record('i-2'), record('i-3', 'r-9')], { refreshedAt: NEWER })), [
      'i-2',
    ]);
    assert.deepEqual([stage.shown('i-2')?.state, stage.shown('i-2')?.stale], ['off', false]);
    assert.equal(stage.inventory.account('a')?.refreshedAt, NEWER);
  });

  test('is taken over where nothing was read yet; not of another cloud, nor of an account that is not there', async (t) => {
    const { stage, take } = await shown(t, ({ inventory }) => {
      inventory.updateAccount('a', { refreshedAt: undefined });
    });
    assert.deepEqual(take(snapshotOf([record('i-2')], { provider: 'alibaba' })), ['i-1']);
    assert.deepEqual(take(snapshotOf([record('i-2')])), ['i-2']);
    stage.inventory.setAccounts([]);
    assert.deepEqual(take(snapshotOf([record('i-2')], { refreshedAt: NEWER })), []);
  });

  test('does not cover what is shown while a change of ours is open', async (t) => {
    const { stage, take } = await shown(t, async ({ member, inventory }) => {
      inventory.setEncryption(
        { accountId: 'a', instanceId: 'i-1' },
        {
          ...statusCall('on'),
          stale: false,
        },
      );
      for (const instanceId of ['i-1', 'i-2'])
        member.ledger.open.add(await member.ledger.journal.begin({ ...PLACE, instanceId, change: 'enable' }));
    });
    take(snapshotOf([record('i-1'), record('i-2')], { refreshedAt: NEWER }));
    assert.deepEqual([stage.shown('i-1')?.state, stage.shown('i-2')?.state], ['on', 'off']);
  });
});
