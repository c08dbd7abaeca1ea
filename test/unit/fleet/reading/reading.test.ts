/** One instance is read: what is shown afterwards, to whom, and which changes that closes. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { CloudError } from '../../../../src/cloud/error.ts';
import type { Answer, Evidence } from '../../../../src/domain/encryption.ts';
import { readInstance } from '../../../../src/fleet/reading/reading.ts';
import { AT, database, NOW, openStage, statusCall, UNKNOWN, type Stage } from '../../../support/stage.ts';
import { never } from '../../../support/session.ts';

const PLACE = { provider: 'huawei', accountId: 'a', region: 'r-1', instanceId: 'i-1' };
const DOWN = new CloudError({ category: 'server', message: 'down' });
const GONE = new CloudError({ category: 'not-found', message: 'gone' });
const SEEN: Evidence = { source: 'backup-set', seenAt: AT, asOf: AT };

/** Another account of ours sees the same database. */
function withAuditor({ inventory, context }: Stage, provider = 'huawei'): void {
  const accounts = ['a', 'b'].map((id) => ({
    id,
    provider,
    name: id,
    regions: ['r-1'],
    state: 'ok' as const,
  }));
  inventory.setAccounts(accounts);
  for (const { id: accountId } of accounts) {
    inventory.setRegion(accountId, 'r-1', [database('i-1', { accountId, provider })]);
    inventory.updateAccount(accountId, { identity: context.identity });
  }
}

const shownTo = ({ inventory }: Stage, accountId: string) =>
  inventory.record({ accountId, instanceId: 'i-1' })?.encryption;

async function lose({ member, context }: Stage, accountId = 'a'): Promise<void> {
  const { ledger } = member;
  ledger.open.add(
    await ledger.journal.begin({
      ...PLACE,
      provider: context.member.account.provider,
      accountId,
      change: 'enable',
    }),
  );
}

/** A reading that was asked for, and whose answer comes when the test lets it. */
async function begin({ context, say }: Stage, accountId = 'a') {
  const [asked, answer] = [Promise.withResolvers<undefined>(), Promise.withResolvers<Answer>()];
  say.read = () => {
    asked.resolve(undefined);
    return answer.promise;
  };
  const late = readInstance(context, database('i-1', { accountId }), never);
  await asked.promise;
  return { late, answer };
}

describe('an answer', () => {
  test('is shown to every account that sees the database', async (t) => {
    const stage = await openStage(t);
    withAuditor(stage);
    assert.equal(await readInstance(stage.context, database(), never), undefined);
    assert.deepEqual([shownTo(stage, 'a')?.state, shownTo(stage, 'b')?.state], ['off', 'off']);
  });

  test('that comes after a newer one is dropped, by whichever account it came', async (t) => {
    for (const accountId of ['a', 'b']) {
      const stage = await openStage(t);
      withAuditor(stage);
      const { late, answer } = await begin(stage, accountId);
      stage.say.read = () => Promise.resolve(statusCall('on'));
      await readInstance(stage.context, database(), never);
      answer.resolve(statusCall('off'));
      assert.equal(await late, undefined);
      assert.deepEqual([shownTo(stage, 'a')?.state, shownTo(stage, 'b')?.state], ['on', 'on']);
    }
  });

  test('closes the changes of its database, by whichever account they were asked for; first it is on the disk', async (t) => {
    const stage = await openStage(t);
    withAuditor(stage);
    stage.inventory.updateAccount('a', { refreshedAt: AT });
    await lose(stage, 'b');
    stage.say.read = () => Promise.resolve(statusCall('on', { requestId: 'req-3' }));
    const { journal } = stage.member.ledger;
    const settle = journal.settle.bind(journal);
    let kept: string | undefined;
    journal.settle = async (...all) => {
      kept = (await stage.member.files.readSnapshot())?.records[0]?.encryption.state;
      return settle(...all);
    };
    await readInstance(stage.context, database(), never);
    const [, outcome] = await stage.entries();
    assert.equal(outcome?.entry === 'outcome' && `${outcome.result} ${outcome.requestId}`, 'confirmed req-3');
    assert.equal(kept, 'on');
  });

  test('is kept at once only where it closes something', async (t) => {
    const stage = await openStage(t);
    stage.inventory.updateAccount('a', { refreshedAt: AT });
    await readInstance(stage.context, database(), never);
    assert.equal(await stage.member.files.readSnapshot(), undefined);
  });

  test('that does not show a change that may still come says so beside it, to all', async (t) => {
    const stage = await openStage(t);
    withAuditor(stage);
    await lose(stage, 'b');
    await readInstance(stage.context, database(), never);
    for (const id of ['a', 'b']) {
      const { state, reason, stale } = shownTo(stage, id) ?? {};
      assert.deepEqual([state, reason?.category, stale], ['off', 'unconfirmed', false]);
    }
    stage.time.skew = 60_000;
    await readInstance(stage.context, database(), never);
    assert.equal(shownTo(stage, 'a')?.reason, undefined, 'timed by the clock of the cloud');
    const [, outcome] = await stage.entries();
    assert.equal(outcome?.entry === 'outcome' && outcome.result, 'not-applied');
  });

  test('is asked for with what is remembered, and remembered where the switch is one-way', async (t) => {
    const stage = await openStage(t, { provider: 'alibaba' });
    const instance = database('i-1', { provider: 'alibaba' });
    stage.say.read = () => Promise.resolve({ state: 'on', evidence: SEEN });
    await readInstance(stage.context, instance, never);
    await readInstance(stage.context, instance, never);
    assert.deepEqual(stage.memories, [{ lookAgain: false }, { lookAgain: false, proof: SEEN }]);
  });

  test('is not asked for in the background where it was seen lately, and is shown as fresh', async (t) => {
    const stage = await openStage(t, { provider: 'alibaba' });
    const instance = database('i-1', { provider: 'alibaba' });
    const coverage = { encrypted: 1, plain: 0, unclear: 0, days: 7, newestEnd: AT };
    stage.say.read = () => Promise.resolve({ state: 'on', evidence: { ...SEEN, coverage } });
    await readInstance(stage.context, instance, never);
    stage.inventory.markFailed('a', DOWN.reason);
    assert.equal(stage.shown()?.stale, true);
    await readInstance(stage.context, instance, never);
    assert.deepEqual(
      [stage.asked, stage.shown()?.stale, stage.shown()?.reason],
      [['read i-1'], false, undefined],
    );
  });
});

describe('a failure', () => {
  const failing = async (t: TestContext, error: Error, before?: (stage: Stage) => unknown) => {
    const stage = await openStage(t);
    await before?.(stage);
    stage.say.read = () => Promise.reject(error);
    const reason = await readInstance(stage.context, database(), never);
    return { stage, reason, shown: stage.shown() };
  };
  const readBefore = ({ context }: Stage) => readInstance(context, database(), never);

  test('leaves the answer from before, as an old one, with the reason', async (t) => {
    const { reason, shown } = await failing(t, DOWN, readBefore);
    assert.deepEqual(reason, DOWN.reason);
    assert.deepEqual([shown?.state, shown?.stale, shown?.reason], ['off', true, DOWN.reason]);
  });

  test('is unknown without one: never on or off', async (t) => {
    const { shown } = await failing(t, DOWN);
    assert.deepEqual(shown, { state: 'unknown', reason: DOWN.reason, stale: false });
  });

  test('of an instance that is gone leaves nothing of what was known', async (t) => {
    const { shown } = await failing(t, GONE, readBefore);
    assert.deepEqual(shown, { state: 'unknown', reason: GONE.reason, stale: false });
  });

  test('that comes after a newer answer is dropped', async (t) => {
    const stage = await openStage(t);
    const { late, answer } = await begin(stage);
    stage.say.read = () => Promise.resolve(statusCall('on'));
    await readInstance(stage.context, database(), never);
    answer.reject(DOWN);
    assert.deepEqual(await late, DOWN.reason);
    assert.deepEqual([stage.shown()?.state, stage.shown()?.stale], ['on', false]);
  });

  test('that the listing told already asks nothing', async (t) => {
    const stage = await openStage(t);
    const reason = await readInstance(stage.context, database('i-1', { unreadable: GONE.reason }), never);
    assert.deepEqual([reason, stage.asked, stage.shown()?.reason], [GONE.reason, [], GONE.reason]);
  });

  test("that is none of the cloud's, or came as it was cancelled, is thrown, and nothing is shown", async (t) => {
    await assert.rejects(failing(t, new TypeError('odd')), TypeError);
    const stage = await openStage(t);
    const cancel = new AbortController();
    stage.say.read = () => {
      cancel.abort();
      return Promise.reject(DOWN);
    };
    await assert.rejects(readInstance(stage.context, database(), cancel.signal), { category: 'server' });
    assert.equal(stage.shown()?.reason?.category, 'pending');
    const again = new AbortController();
    stage.say.read = () => {
      again.abort();
      return Promise.resolve(statusCall('on'));
    };
    await assert.rejects(readInstance(stage.context, database(), again.signal), { name: 'AbortError' });
    assert.equal(stage.shown()?.reason?.category, 'pending');
  });
});

describe('of a one-way switch, a failure', () => {
  const instance = database('i-1', { provider: 'alibaba' });

  async function known(t: TestContext) {
    const stage = await openStage(t, { provider: 'alibaba' });
    stage.say.read = () => Promise.resolve({ state: 'on', evidence: SEEN });
    await readInstance(stage.context, instance, never);
    return stage;
  }

  test('at the start leaves what is remembered, as an old answer', async (t) => {
    const stage = await known(t);
    stage.inventory.setRegion('a', 'r-1', []);
    stage.inventory.setRegion('a', 'r-1', [instance]);
    stage.say.read = () => Promise.reject(DOWN);
    await readInstance(stage.context, instance, never);
    assert.deepEqual([stage.shown()?.state, stage.shown()?.stale], ['on', true]);
  });

  test('after an answer leaves that one, not what was remembered', async (t) => {
    const stage = await known(t);
    stage.say.read = () => Promise.resolve(UNKNOWN);
    await readInstance(stage.context, instance, never);
    stage.say.read = () => Promise.reject(DOWN);
    await readInstance(stage.context, instance, never);
    assert.deepEqual([stage.shown()?.state, stage.shown()?.reason], ['unknown', DOWN.reason]);
  });

  test('of one that is gone makes it forgotten', async (t) => {
    const stage = await known(t);
    stage.say.read = () => Promise.reject(GONE);
    stage.time.now = NOW + 86_400_000;
    await readInstance(stage.context, instance, never);
    assert.equal(stage.shown()?.state, 'unknown');
    stage.say.read = () => Promise.resolve(UNKNOWN);
    await readInstance(stage.context, instance, never);
    assert.equal(stage.memories.at(-1)?.proof, undefined);
  });
});
