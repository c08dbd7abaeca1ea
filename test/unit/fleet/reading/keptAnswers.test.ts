/** What need not be asked in the background, and for how long. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { keptAnswer, recall, remember } from '../../../../src/fleet/reading/memory.ts';
import { ON, oneWay, openOneWay } from '../../../support/oneWay.ts';
import { AT, NOW, type Stage } from '../../../support/stage.ts';

const HOUR = 3_600_000;

describe('in the background nothing is asked', () => {
  const asked = (stage: Stage, instance = oneWay(), lookAgain = false) =>
    keptAnswer({ ...stage.context, lookAgain }, instance) === undefined;

  test('of what the newest backup showed within the day; at the latest after a day it is', async (t) => {
    const stage = await openOneWay(t);
    assert.equal(asked(stage), true, 'nothing is known yet');
    remember(stage.context, oneWay(), ON);
    assert.deepEqual(keptAnswer(stage.context, oneWay()), ON);
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
    const stage = await openOneWay(t, { instances: ids.map((id) => oneWay({ id })) });
    for (const id of ids) remember(stage.context, oneWay({ id }), ON);
    const due = (hours: number) => {
      stage.time.now = NOW + hours * HOUR;
      return ids.filter((id) => asked(stage, oneWay({ id }))).length;
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
    const stage = await openOneWay(t);
    remember(stage.context, oneWay(), ON);
    assert.equal(asked(stage), false);
    assert.equal(asked(stage, oneWay(), true), true);
    assert.equal(asked(stage, oneWay({ ineligible: { category: 'unsupported', message: 'no' } })), true);
    for (const other of [{ engineVersion: '8.4' }, { shape: 'cloud_essd' }])
      assert.equal(asked(stage, oneWay(other)), true);
    const place = { provider: 'alibaba', accountId: 'a', region: 'r-1', instanceId: 'i-1' };
    const intent = await stage.member.ledger.journal.begin({ ...place, change: 'enable' });
    stage.member.ledger.open.add(intent);
    assert.equal(asked(stage), true);
    assert.equal((await recall(stage.context, oneWay())).unconfirmedSince, AT);
  });

  test('what no newest backup has shown is asked', async (t) => {
    const stage = await openOneWay(t);
    remember(stage.context, oneWay(), { state: 'on', evidence: { source: 'change-accepted', seenAt: AT } });
    assert.equal(asked(stage), true);
  });
});
