/** What the journal has of a switch counts as memory of it: accepted changes, and open ones. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { IntentDetails } from '../../../../src/files/journal.ts';
import type { Outcome } from '../../../../src/files/journalEntry.ts';
import { forgetProof, recall, remember } from '../../../../src/fleet/reading/memory.ts';
import { ON, oneWay, openOneWay } from '../../../support/oneWay.ts';
import { AT, database, NOW, openStage, type Stage } from '../../../support/stage.ts';

const HOUR = 3_600_000;

describe('what the cloud took counts as memory', () => {
  const asked: IntentDetails = {
    ...{ provider: 'alibaba', accountId: 'a', region: 'r-1', instanceId: 'i-1' },
    ...{ change: 'enable', owner: 'cloud-1', keyId: 'k-1' },
  };

  async function recalled(
    t: TestContext,
    details: Partial<IntentDetails> = {},
    outcome: Outcome = { result: 'accepted', requestId: 'req-5' },
    before?: (stage: Stage) => void,
    instance = oneWay(),
  ) {
    const stage = await openOneWay(t);
    const { journal } = stage.member.ledger;
    stage.time.now = NOW - HOUR;
    const intent = await journal.begin({ ...asked, ...details });
    await journal.finish(intent, outcome);
    before?.(stage);
    stage.time.now = NOW;
    return (await recall(stage.context, instance)).proof;
  }

  const SEEN_AT = '2025-12-31T23:00:00Z';

  test('with its key, until there is a proof', async (t) => {
    const evidence = { seenAt: SEEN_AT, requestId: 'req-5', source: 'change-accepted', keyId: 'k-1' };
    assert.deepEqual(await recalled(t), evidence);
    const better = await recalled(t, {}, undefined, ({ context }) => {
      remember(context, oneWay(), ON);
    });
    assert.equal(better?.source, 'backup-set');
  });

  test('without the key where it was on before', async (t) => {
    const proof = await recalled(t, {}, { result: 'already-enabled' });
    assert.deepEqual(proof, { seenAt: SEEN_AT, source: 'already-enabled' });
  });

  test('by the account of the cloud; where none is told by ours', async (t) => {
    assert.ok(await recalled(t, { accountId: 'b' }));
    assert.equal(await recalled(t, { owner: 'cloud-2' }), undefined);
    const { owner, ...unowned } = asked;
    assert.ok(owner);
    const of = async (accountId: string) => {
      const stage = await openOneWay(t);
      const { journal } = stage.member.ledger;
      await journal.finish(await journal.begin({ ...unowned, accountId }), { result: 'accepted' });
      return (await recall(stage.context, oneWay())).proof;
    };
    assert.ok(await of('a'));
    assert.equal(await of('b'), undefined);
  });

  test('not of another change, another instance, or one that is known by reading or forgotten', async (t) => {
    assert.equal(await recalled(t, { change: 'disable' }), undefined);
    assert.equal(await recalled(t, {}, { result: 'confirmed' }), undefined, 'what was read is kept as proof');
    assert.equal(await recalled(t, {}, { result: 'refused' }), undefined);
    assert.equal(await recalled(t, { region: 'r-2' }), undefined);
    assert.equal(await recalled(t, {}, undefined, undefined, oneWay({ createdAt: AT })), undefined);
    const forgotten = (hours: number) => (stage: Stage) => {
      stage.time.now = NOW - hours * HOUR;
      forgetProof(stage.context, oneWay());
    };
    assert.equal(await recalled(t, {}, undefined, forgotten(1)), undefined, 'in the same second');
    assert.ok(await recalled(t, {}, undefined, forgotten(2)), 'one that came after that');
  });

  test('not where the switch goes both ways, and nothing where the journal cannot be read', async (t) => {
    const stage = await openStage(t);
    const { journal } = stage.member.ledger;
    await journal.finish(await journal.begin({ ...asked, provider: 'huawei' }), { result: 'accepted' });
    assert.deepEqual(await recall(stage.context, database()), { lookAgain: false });
    const other = await openOneWay(t);
    other.member.ledger.journal.standing = () => Promise.reject(new Error('EIO'));
    assert.deepEqual(await recall({ ...other.context, lookAgain: true }, oneWay()), { lookAgain: true });
  });
});

test('of several open changes of a database the newest counts, by whichever account', async (t) => {
  const stage = await openOneWay(t);
  const { journal, open: changes } = stage.member.ledger;
  const place = { provider: 'alibaba', region: 'r-1', instanceId: 'i-1' } as const;
  const lose = async (at: string, accountId: string) => {
    stage.time.now = Date.parse(at);
    changes.add(await journal.begin({ ...place, accountId, change: 'enable' }));
  };
  stage.inventory.sightings.others = () => [{ accountId: 'b', instanceId: 'i-1' }];
  await lose('2026-01-01T02:00:00Z', 'b');
  await lose('2026-01-01T01:00:00Z', 'a');
  assert.equal((await recall(stage.context, oneWay())).unconfirmedSince, '2026-01-01T02:00:00Z');
});
