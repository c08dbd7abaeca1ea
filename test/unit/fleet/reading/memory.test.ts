/** What is remembered of a one-way switch: for whom, for how long, and what makes it forgotten. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { Answer, Evidence } from '../../../../src/domain/encryption.ts';
import type { Instance } from '../../../../src/domain/instance.ts';
import type { IntentDetails } from '../../../../src/files/journal.ts';
import type { Outcome } from '../../../../src/files/journalEntry.ts';
import {
  dropProof,
  forgetProof,
  keptAnswer,
  recall,
  remember,
  storedProof,
} from '../../../../src/fleet/reading/memory.ts';
import {
  AT,
  database,
  NOW,
  openStage,
  statusCall,
  UNKNOWN,
  type Stage,
  type StageOptions,
} from '../../../support/stage.ts';

const HOUR = 3_600_000;
const PLACE = { provider: 'alibaba', owner: 'cloud-1', region: 'r-1', instanceId: 'i-1' };
const END = '2025-12-31T22:00:00Z';
const SEEN: Evidence = {
  ...{ source: 'backup-set', seenAt: AT, asOf: END, requestId: 'req-1', keyId: 'k-1' },
  coverage: { encrypted: 2, plain: 0, unclear: 0, days: 7, newestEnd: END },
};
const ON: Answer = { state: 'on', evidence: SEEN };

const alibaba = (differences: Partial<Instance> = {}) =>
  database('i-1', { provider: 'alibaba', ...differences });
const open = (t: TestContext, options: StageOptions = {}) =>
  openStage(t, { provider: 'alibaba', ...options });
const kept = ({ member }: Stage) => member.proofs.find(PLACE);

describe('what is read is remembered', () => {
  test('of a one-way switch that was seen to be on, with when and of what kind it was', async (t) => {
    const stage = await open(t);
    stage.time.skew = HOUR;
    remember(stage.context, alibaba(), ON);
    const { evidence, confirmedAt, kind } = kept(stage) ?? {};
    assert.deepEqual([evidence, confirmedAt], [SEEN, AT], 'by the clock of this computer');
    assert.ok(kind);
  });

  for (const [title, evidence] of Object.entries({
    'an older backup': { ...SEEN, asOf: '2025-12-30T22:00:00Z' },
    'a backup that is the newest of none': { ...SEEN, coverage: { ...SEEN.coverage, newestEnd: undefined } },
    'a backup without an end': { source: 'backup-set', seenAt: AT, coverage: {} },
    'an acceptance': { source: 'change-accepted', seenAt: AT, asOf: END, coverage: SEEN.coverage },
  }))
    test(`by ${title} not as confirmed, and not with what is said beside it`, async (t) => {
      const stage = await open(t);
      remember(stage.context, alibaba(), {
        state: 'on',
        evidence: { ...evidence, detail: 'a word' } as Evidence,
      });
      const proof = kept(stage);
      assert.ok(proof?.evidence && !('confirmedAt' in proof) && !('detail' in proof.evidence));
      assert.equal(proof.evidence.seenAt, AT);
    });

  test('with its words only while the newest backup shows it', async (t) => {
    const stage = await open(t);
    remember(stage.context, alibaba(), { state: 'on', evidence: { ...SEEN, detail: 'a word' } });
    assert.equal(kept(stage)?.evidence?.detail, 'a word');
  });

  test('of no other cloud, and of none that is not known any more', async (t) => {
    for (const provider of ['huawei', 'gone']) {
      const stage = await open(t);
      remember(stage.context, alibaba({ provider }), ON);
      assert.equal(stage.member.proofs.find({ ...PLACE, provider }), undefined);
    }
  });

  test('another answer leaves the proof, which has to be looked at again', async (t) => {
    for (const answer of [UNKNOWN, statusCall('off')]) {
      const stage = await open(t);
      remember(stage.context, alibaba(), ON);
      const { confirmedAt, ...rest } = kept(stage) ?? {};
      assert.ok(confirmedAt);
      remember(stage.context, alibaba(), answer);
      assert.deepEqual(kept(stage), rest);
    }
    const stage = await open(t);
    remember(stage.context, alibaba(), UNKNOWN);
    assert.equal(kept(stage), undefined, 'nothing is made of nothing');
  });

  test('the key stays what it was where the evidence does not name it', async (t) => {
    const stage = await open(t);
    remember(stage.context, alibaba(), ON);
    const { keyId, ...bare } = SEEN;
    remember(stage.context, alibaba(), { state: 'on', evidence: { ...bare, requestId: 'req-2' } });
    assert.deepEqual([kept(stage)?.evidence?.keyId, kept(stage)?.evidence?.requestId], [keyId, 'req-2']);
    remember(stage.context, alibaba(), { state: 'on', evidence: { ...SEEN, keyId: 'k-2' } });
    assert.equal(kept(stage)?.evidence?.keyId, 'k-2');
  });

  test('a proof that was merely handed back confirms nothing anew', async (t) => {
    const stage = await open(t);
    remember(stage.context, alibaba(), ON);
    stage.time.now += HOUR;
    const evidence = storedProof(stage.context, alibaba());
    assert.ok(evidence);
    remember(stage.context, alibaba(), { state: 'on', evidence });
    assert.equal(kept(stage)?.confirmedAt, AT);
  });
});

describe('a proof holds', () => {
  test('for the instance as it was created, not for a later one with its id', async (t) => {
    const stage = await open(t);
    remember(stage.context, alibaba(), ON);
    const proofOf = (createdAt?: string) =>
      storedProof(stage.context, alibaba(createdAt ? { createdAt } : {}));
    assert.equal(proofOf()?.requestId, 'req-1');
    assert.equal(proofOf(END)?.requestId, 'req-1');
    assert.equal(proofOf('2025-12-31T22:00:01Z'), undefined);
    remember(stage.context, alibaba(), { state: 'on', evidence: { source: 'already-enabled', seenAt: AT } });
    assert.ok(proofOf(AT));
    assert.equal(proofOf('2026-01-01T00:00:01Z'), undefined, 'without a backup by when it was seen');
  });

  test('for the same account of the cloud, region and id only', async (t) => {
    const stage = await open(t);
    remember(stage.context, alibaba(), ON);
    const elsewhere = { ...stage.context, identity: { accountId: 'cloud-2', principal: '' } };
    assert.equal(storedProof(elsewhere, alibaba()), undefined);
    assert.equal(storedProof(stage.context, alibaba({ region: 'r-2' })), undefined);
    assert.equal(storedProof(stage.context, alibaba({ id: 'i-2' })), undefined);
    assert.ok(storedProof(stage.context, alibaba({ accountId: 'b' })), 'whichever account of ours');
  });

  test('until the cloud knows the instance no more; nothing is written of one without', async (t) => {
    const stage = await open(t);
    dropProof(stage.context, alibaba());
    assert.equal(kept(stage), undefined);
    remember(stage.context, alibaba(), ON);
    const { kind } = kept(stage) ?? {};
    dropProof(stage.context, alibaba());
    assert.deepEqual(kept(stage), { kind });
  });

  test('until a person has it forgotten, by the clock of the cloud; that stays known', async (t) => {
    const stage = await open(t);
    stage.time.skew = HOUR;
    remember(stage.context, alibaba(), ON);
    forgetProof(stage.context, alibaba());
    assert.deepEqual(kept(stage), { forgottenAt: '2026-01-01T01:00:00Z' });
    remember(stage.context, alibaba(), ON);
    assert.equal(kept(stage)?.forgottenAt, '2026-01-01T01:00:00Z');
  });
});

describe('in the background nothing is asked', () => {
  const asked = (stage: Stage, instance = alibaba(), lookAgain = false) =>
    keptAnswer({ ...stage.context, lookAgain }, instance) === undefined;

  test('of what the newest backup showed within the day; at the latest after a day it is', async (t) => {
    const stage = await open(t);
    assert.equal(asked(stage), true, 'nothing is known yet');
    remember(stage.context, alibaba(), ON);
    assert.deepEqual(keptAnswer(stage.context, alibaba()), ON);
    for (const [hours, isAsked] of [
      [17.9, false],
      [24, true],
      [48, true],
      [-1, true],
    ] as const) {
      stage.time.now = NOW + hours * HOUR;
      assert.equal(asked(stage), isAsked, `${hours} hours later`);
    }
  });

  test('not of all in the same hour: their turns are spread over a quarter of a day', async (t) => {
    const ids = Array.from({ length: 200 }, (_, number) => `rm-${number}abc`);
    const stage = await open(t, { instances: ids.map((id) => alibaba({ id })) });
    for (const id of ids) remember(stage.context, alibaba({ id }), ON);
    const due = (hours: number) => {
      stage.time.now = NOW + hours * HOUR;
      return ids.filter((id) => asked(stage, alibaba({ id }))).length;
    };
    assert.deepEqual([due(0), due(17.99), due(24)], [0, 0, 200]);
    for (const [hours, share] of [
      [19.5, 0.25],
      [21, 0.5],
      [22.5, 0.75],
    ] as const)
      assert.ok(Math.abs(due(hours) / 200 - share) < 0.15, `${hours}: ${due(hours)}`);
  });

  test('when a person asks, when a change of it is open, or when it is another kind by now, it is asked', async (t) => {
    const stage = await open(t);
    remember(stage.context, alibaba(), ON);
    assert.equal(asked(stage), false);
    assert.equal(asked(stage, alibaba(), true), true);
    assert.equal(asked(stage, alibaba({ ineligible: { category: 'unsupported', message: 'no' } })), true);
    for (const other of [{ engineVersion: '8.4' }, { shape: 'cloud_essd' }])
      assert.equal(asked(stage, alibaba(other)), true);
    const place = { provider: 'alibaba', accountId: 'a', region: 'r-1', instanceId: 'i-1' };
    const intent = await stage.member.ledger.journal.begin({ ...place, change: 'enable' });
    stage.member.ledger.open.add(intent);
    assert.equal(asked(stage), true);
    assert.equal((await recall(stage.context, alibaba())).unconfirmedSince, AT);
  });

  test('what no newest backup has shown is asked', async (t) => {
    const stage = await open(t);
    remember(stage.context, alibaba(), { state: 'on', evidence: { source: 'change-accepted', seenAt: AT } });
    assert.equal(asked(stage), true);
  });
});

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
    instance = alibaba(),
  ) {
    const stage = await open(t);
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
      remember(context, alibaba(), ON);
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
      const stage = await open(t);
      const { journal } = stage.member.ledger;
      await journal.finish(await journal.begin({ ...unowned, accountId }), { result: 'accepted' });
      return (await recall(stage.context, alibaba())).proof;
    };
    assert.ok(await of('a'));
    assert.equal(await of('b'), undefined);
  });

  test('not of another change, another instance, or one that is known by reading or forgotten', async (t) => {
    assert.equal(await recalled(t, { change: 'disable' }), undefined);
    assert.equal(await recalled(t, {}, { result: 'confirmed' }), undefined, 'what was read is kept as proof');
    assert.equal(await recalled(t, {}, { result: 'refused' }), undefined);
    assert.equal(await recalled(t, { region: 'r-2' }), undefined);
    assert.equal(await recalled(t, {}, undefined, undefined, alibaba({ createdAt: AT })), undefined);
    const forgotten = (hours: number) => (stage: Stage) => {
      stage.time.now = NOW - hours * HOUR;
      forgetProof(stage.context, alibaba());
    };
    assert.equal(await recalled(t, {}, undefined, forgotten(1)), undefined, 'in the same second');
    assert.ok(await recalled(t, {}, undefined, forgotten(2)), 'one that came after that');
  });

  test('not where the switch goes both ways, and nothing where the journal cannot be read', async (t) => {
    const stage = await openStage(t);
    const { journal } = stage.member.ledger;
    await journal.finish(await journal.begin({ ...asked, provider: 'huawei' }), { result: 'accepted' });
    assert.deepEqual(await recall(stage.context, database()), { lookAgain: false });
    const other = await open(t);
    other.member.ledger.journal.standing = () => Promise.reject(new Error('EIO'));
    assert.deepEqual(await recall({ ...other.context, lookAgain: true }, alibaba()), { lookAgain: true });
  });
});

test('of several open changes of a database the newest counts, by whichever account', async (t) => {
  const stage = await open(t);
  const { journal, open: changes } = stage.member.ledger;
  const place = { provider: 'alibaba', region: 'r-1', instanceId: 'i-1' } as const;
  const lose = async (at: string, accountId: string) => {
    stage.time.now = Date.parse(at);
    changes.add(await journal.begin({ ...place, accountId, change: 'enable' }));
  };
  stage.inventory.sightings.others = () => [{ accountId: 'b', instanceId: 'i-1' }];
  await lose('2026-01-01T02:00:00Z', 'b');
  await lose('2026-01-01T01:00:00Z', 'a');
  assert.equal((await recall(stage.context, alibaba())).unconfirmedSince, '2026-01-01T02:00:00Z');
});
