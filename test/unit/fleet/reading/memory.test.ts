/** What is remembered of a one-way switch: for whom, and what makes it forgotten. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Evidence } from '../../../../src/domain/encryption.ts';
import { dropProof, forgetProof, remember, storedProof } from '../../../../src/fleet/reading/memory.ts';
import { END, ON, oneWay, openOneWay, SEEN } from '../../../support/oneWay.ts';
import { AT, statusCall, UNKNOWN, type Stage } from '../../../support/stage.ts';

const HOUR = 3_600_000;
const PLACE = { provider: 'alibaba', owner: 'cloud-1', region: 'r-1', instanceId: 'i-1' };

const kept = ({ member }: Stage) => member.proofs.find(PLACE);

describe('what is read is remembered', () => {
  test('of a one-way switch that was seen to be on, with when and of what kind it was', async (t) => {
    const stage = await openOneWay(t);
    stage.time.skew = HOUR;
    remember(stage.context, oneWay(), ON);
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
      const stage = await openOneWay(t);
      remember(stage.context, oneWay(), {
        state: 'on',
        evidence: { ...evidence, detail: 'a word' } as Evidence,
      });
      const proof = kept(stage);
      assert.ok(proof?.evidence && !('confirmedAt' in proof) && !('detail' in proof.evidence));
      assert.equal(proof.evidence.seenAt, AT);
    });

  test('with its words only while the newest backup shows it', async (t) => {
    const stage = await openOneWay(t);
    remember(stage.context, oneWay(), { state: 'on', evidence: { ...SEEN, detail: 'a word' } });
    assert.equal(kept(stage)?.evidence?.detail, 'a word');
  });

  test('of no other cloud, and of none that is not known any more', async (t) => {
    for (const provider of ['huawei', 'gone']) {
      const stage = await openOneWay(t);
      remember(stage.context, oneWay({ provider }), ON);
      assert.equal(stage.member.proofs.find({ ...PLACE, provider }), undefined);
    }
  });

  test('another answer leaves the proof, which has to be looked at again', async (t) => {
    for (const answer of [UNKNOWN, statusCall('off')]) {
      const stage = await openOneWay(t);
      remember(stage.context, oneWay(), ON);
      const { confirmedAt, ...rest } = kept(stage) ?? {};
      assert.ok(confirmedAt);
      remember(stage.context, oneWay(), answer);
      assert.deepEqual(kept(stage), rest);
    }
    const stage = await openOneWay(t);
    remember(stage.context, oneWay(), UNKNOWN);
    assert.equal(kept(stage), undefined, 'nothing is made of nothing');
  });

  test('the key stays what it was where the evidence does not name it', async (t) => {
    const stage = await openOneWay(t);
    remember(stage.context, oneWay(), ON);
    const { keyId, ...bare } = SEEN;
    remember(stage.context, oneWay(), { state: 'on', evidence: { ...bare, requestId: 'req-2' } });
    assert.deepEqual([kept(stage)?.evidence?.keyId, kept(stage)?.evidence?.requestId], [keyId, 'req-2']);
    remember(stage.context, oneWay(), { state: 'on', evidence: { ...SEEN, keyId: 'k-2' } });
    assert.equal(kept(stage)?.evidence?.keyId, 'k-2');
  });

  test('a proof that was merely handed back confirms nothing anew', async (t) => {
    const stage = await openOneWay(t);
    remember(stage.context, oneWay(), ON);
    stage.time.now += HOUR;
    const evidence = storedProof(stage.context, oneWay());
    assert.ok(evidence);
    remember(stage.context, oneWay(), { state: 'on', evidence });
    assert.equal(kept(stage)?.confirmedAt, AT);
  });
});

describe('a proof holds', () => {
  test('for the instance as it was created, not for a later one with its id', async (t) => {
    const stage = await openOneWay(t);
    remember(stage.context, oneWay(), ON);
    const proofOf = (createdAt?: string) =>
      storedProof(stage.context, oneWay(createdAt ? { createdAt } : {}));
    assert.equal(proofOf()?.requestId, 'req-1');
    assert.equal(proofOf(END)?.requestId, 'req-1');
    assert.equal(proofOf('2025-12-31T22:00:01Z'), undefined);
    remember(stage.context, oneWay(), { state: 'on', evidence: { source: 'already-enabled', seenAt: AT } });
    assert.ok(proofOf(AT));
    assert.equal(proofOf('2026-01-01T00:00:01Z'), undefined, 'without a backup by when it was seen');
  });

  test('for the same account of the cloud, region and id only', async (t) => {
    const stage = await openOneWay(t);
    remember(stage.context, oneWay(), ON);
    const elsewhere = { ...stage.context, identity: { accountId: 'cloud-2', principal: '' } };
    assert.equal(storedProof(elsewhere, oneWay()), undefined);
    assert.equal(storedProof(stage.context, oneWay({ region: 'r-2' })), undefined);
    assert.equal(storedProof(stage.context, oneWay({ id: 'i-2' })), undefined);
    assert.ok(storedProof(stage.context, oneWay({ accountId: 'b' })), 'whichever account of ours');
  });

  test('until the cloud knows the instance no more; nothing is written of one without', async (t) => {
    const stage = await openOneWay(t);
    dropProof(stage.context, oneWay());
    assert.equal(kept(stage), undefined);
    remember(stage.context, oneWay(), ON);
    const { kind } = kept(stage) ?? {};
    dropProof(stage.context, oneWay());
    assert.deepEqual(kept(stage), { kind });
  });

  test('until a person has it forgotten, by the clock of the cloud; that stays known', async (t) => {
    const stage = await openOneWay(t);
    stage.time.skew = HOUR;
    remember(stage.context, oneWay(), ON);
    forgetProof(stage.context, oneWay());
    assert.deepEqual(kept(stage), { forgottenAt: '2026-01-01T01:00:00Z' });
    remember(stage.context, oneWay(), ON);
    assert.equal(kept(stage)?.forgottenAt, '2026-01-01T01:00:00Z');
  });
});
