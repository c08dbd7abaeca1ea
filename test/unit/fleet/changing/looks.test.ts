/** How often, and how long, the state is read after a change. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { CloudError } from '../../../../src/cloud/error.ts';
import type { Answer } from '../../../../src/domain/encryption.ts';
import { followUp, look } from '../../../../src/fleet/changing/looks.ts';
import { AT, database, openStage, statusCall, UNKNOWN } from '../../../support/stage.ts';
import { never } from '../../../support/session.ts';
import { skipWaits } from '../../../support/time.ts';

const REF = { accountId: 'a', instanceId: 'i-1' };

/** @returns the waits before each reading, milliseconds, how many readings there were, and what became of the work */
async function timed(
  t: TestContext,
  answers: (Answer | Error)[],
  work: (stage: Awaited<ReturnType<typeof openStage>>) => Promise<unknown>,
) {
  const stage = await openStage(t);
  const waits = skipWaits(t);
  let readings = 0;
  stage.say.read = () => {
    readings += 1;
    const next = answers.length > 1 ? answers.shift() : answers[0];
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next ?? UNKNOWN);
  };
  const result = await work(stage).catch((error: unknown) => error);
  return { stage, result, waits, readings };
}

const LOST = new CloudError({ category: 'network', message: 'cut off' });

describe('a look at what came of a change', () => {
  const looking = (answers: (Answer | Error)[]) => (t: TestContext) =>
    timed(t, answers, ({ context }) => look(context, database(), 'on', never));

  test('ends with the state that was wanted', async (t) => {
    const { result, waits } = await looking([statusCall('off'), statusCall('on')])(t);
    assert.deepEqual([result, waits], [statusCall('on'), [0, 1_000]]);
  });

  test('takes three readings at most, and tells the last one', async (t) => {
    const { result, waits } = await looking([statusCall('off'), UNKNOWN, statusCall('partial')])(t);
    assert.deepEqual([result, waits], [statusCall('partial'), [0, 1_000, 3_000]]);
  });

  test('goes on after a failure, and tells nothing when there were only such', async (t) => {
    const { result, readings } = await looking([LOST])(t);
    assert.deepEqual([result, readings], [undefined, 3]);
  });

  test('what is no failure of the cloud ends it', async (t) => {
    const { result, readings } = await looking([new TypeError('odd')])(t);
    assert.ok(result instanceof TypeError);
    assert.equal(readings, 1);
  });

  test('is ended with the window', async (t) => {
    const { result, readings } = await timed(t, [statusCall('off')], ({ context }) =>
      look(context, database(), 'on', AbortSignal.abort()),
    );
    assert.ok(result instanceof Error && result.name === 'AbortError');
    assert.equal(readings, 0);
  });
});

describe('later looks', () => {
  const following =
    (answers: Answer[], isKnown = true) =>
    (t: TestContext) =>
      timed(t, answers, async ({ context, member, inventory }) => {
        const place = { provider: 'huawei', region: 'r-1', ...REF };
        member.ledger.open.addUnseen(await member.ledger.journal.begin({ ...place, change: 'enable' }));
        inventory.updateAccount('a', { refreshedAt: AT });
        inventory.setEncryption(REF, { ...(isKnown ? statusCall('off') : UNKNOWN), stale: false });
        await followUp(context, database(), never);
      });

  test('go on, ever more seldom, for longer than an effect can take; each is kept', async (t) => {
    const { waits, readings, stage } = await following([statusCall('off')])(t);
    assert.deepEqual([waits, readings], [[5_000, 10_000, 20_000, 40_000], 4]);
    assert.equal((await stage.member.files.readSnapshot())?.records[0]?.encryption.state, 'off');
  });

  test('end once it shows', async (t) => {
    const { readings, stage } = await following([statusCall('off'), statusCall('on')])(t);
    assert.equal(readings, 2);
    assert.equal(stage.shown()?.state, 'on');
  });

  test('are none where the cloud tells no state', async (t) => {
    assert.equal((await following([statusCall('on')], false)(t)).readings, 0);
  });

  test('are none where nothing is awaited', async (t) => {
    const { readings } = await timed(t, [statusCall('on')], async ({ context, inventory }) => {
      inventory.setEncryption(REF, { ...statusCall('off'), stale: false });
      await followUp(context, database(), never);
    });
    assert.equal(readings, 0);
  });
});
