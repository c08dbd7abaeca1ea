/** Creating the service-linked role, without a cloud. */
import assert from 'node:assert/strict';
import { access, writeFile } from 'node:fs/promises';
import { describe, test, type TestContext } from 'node:test';
import { CloudError } from '../../../../src/cloud/error.ts';
import type { ServiceRole } from '../../../../src/cloud/provider.ts';
import { lockChange } from '../../../../src/fleet/changing/beforehand.ts';
import { createRole, settleRole } from '../../../../src/fleet/changing/roles.ts';
import { database, NOW, openStage, type Stage } from '../../../support/stage.ts';
import { never } from '../../../support/session.ts';

const PLACE = { provider: 'alibaba', accountId: 'a', region: 'r-1', instanceId: '' };
const LOST = new CloudError({ category: 'network', message: 'cut off' });

function open(t: TestContext): Promise<Stage> {
  return openStage(t, { provider: 'alibaba' });
}

/** A role that tells each time what the list says next, and then that it is there. */
function roleThat(exists: (boolean | Error)[], create?: ServiceRole['create']) {
  const asked: string[] = [];
  const role: ServiceRole = {
    name: 'role',
    exists: (region) => {
      asked.push(`exists ${region}`);
      const next = exists.shift() ?? true;
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
    create: (...all) => {
      asked.push(`create ${all[0]}`);
      return create?.(...all) ?? Promise.resolve({ created: true, requestId: 'req-1' });
    },
  };
  return { role, asked };
}

async function results({ entries }: Stage): Promise<string[]> {
  return (await entries()).map((entry) => (entry.entry === 'intent' ? entry.change : entry.result));
}

function create(stage: Stage, role: ServiceRole): Promise<boolean> {
  return createRole(stage.context, role, database('i-1', { provider: 'alibaba' }), never);
}

test('is journalled and sent once; afterwards neither it nor its lock is left', async (t) => {
  const stage = await open(t);
  const { role, asked } = roleThat([false]);
  assert.equal(await create(stage, role), true);
  assert.deepEqual(
    [asked, await results(stage)],
    [
      ['exists r-1', 'create r-1'],
      ['create-role', 'accepted'],
    ],
  );
  const { ledger } = stage.member;
  assert.deepEqual(ledger.open.ofAccount('a'), []);
  await assert.rejects(access(ledger.lockOf(PLACE)));
});

test('is not asked for where it is there by now', async (t) => {
  const stage = await open(t);
  const { role, asked } = roleThat([true]);
  assert.equal(await create(stage, role), true);
  assert.deepEqual([asked, await results(stage)], [['exists r-1'], []]);
});

test('goes on as it was confirmed where nobody can tell; what is no failure of the cloud stops it', async (t) => {
  const stage = await open(t);
  const { role, asked } = roleThat([LOST, new TypeError('odd')]);
  assert.equal(await create(stage, role), true);
  assert.deepEqual(asked, ['exists r-1', 'create r-1']);
  await assert.rejects(create(stage, role), TypeError);
});

test('waits for nobody who is at it already', async (t) => {
  const stage = await open(t);
  const { role, asked } = roleThat([false]);
  const lock = await lockChange(stage.member.ledger.lockOf(PLACE));
  await assert.rejects(create(stage, role), { category: 'instance-state' });
  assert.deepEqual([asked, await results(stage)], [[], []]);
  await lock.release();
});

test('is not sent when its lock was taken over, and refused then', async (t) => {
  const stage = await open(t);
  const { ledger } = stage.member;
  const { role, asked } = roleThat([]);
  const exists = async () => {
    await writeFile(ledger.lockOf(PLACE), 'somebody else');
    return false;
  };
  await assert.rejects(create(stage, { ...role, exists }), { category: 'instance-state', unsent: true });
  assert.deepEqual([asked, await results(stage)], [[], ['create-role', 'refused']]);
});

test('while it is under way, no other look at the journal takes it for lost; afterwards it is forgotten', async (t) => {
  const stage = await open(t);
  const { open: changes } = stage.member.ledger;
  let during: unknown;
  const { role } = roleThat([false], async () => {
    await changes.load(NOW);
    during = changes.ofAccount('a');
    return Promise.reject(LOST);
  });
  await create(stage, role);
  assert.deepEqual(during, []);
  const intent = await stage.member.ledger.journal.begin({ ...PLACE, change: 'create-role' });
  const { journal } = stage.member.ledger;
  stage.member.ledger.open.started(intent);
  stage.member.ledger.open.ended(intent);
  assert.equal((await journal.standing()).open.size, 1);
  await changes.load(NOW);
  assert.equal(changes.ofAccount('a').length, 1);
});

describe('what came of it', () => {
  test('a cloud that did not create it has refused', async (t) => {
    const stage = await open(t);
    const { role } = roleThat([false], () => Promise.resolve({ created: false, requestId: 'req-2' }));
    assert.equal(await create(stage, role), false);
    assert.deepEqual(await results(stage), ['create-role', 'refused']);
  });

  for (const [isThere, result] of [
    [true, 'confirmed'],
    [false, 'not-applied'],
  ] as const)
    test(`a lost reply is answered by reading: ${result}`, async (t) => {
      const stage = await open(t);
      const { role, asked } = roleThat([false, isThere], () => Promise.reject(LOST));
      assert.equal(await create(stage, role), isThere);
      assert.deepEqual(asked, ['exists r-1', 'create r-1', 'exists r-1']);
      assert.deepEqual(await results(stage), ['create-role', result]);
      assert.deepEqual(stage.member.ledger.open.ofAccount('a'), []);
    });

  test('stays open while it cannot be read, and is settled by a later reading', async (t) => {
    const stage = await open(t);
    const { role } = roleThat([false, LOST], () => Promise.reject(LOST));
    await assert.rejects(create(stage, role), { category: 'network' });
    const { open: changes } = stage.member.ledger;
    const [intent] = changes.ofAccount('a');
    assert.ok(intent);
    assert.deepEqual([changes.ofAccount('b'), changes.isAwaited(PLACE)], [[], true]);
    assert.equal(await settleRole(changes, role, intent, never), true);
    assert.deepEqual(await results(stage), ['create-role', 'confirmed']);
    assert.deepEqual(changes.ofAccount('a'), []);
  });
});
