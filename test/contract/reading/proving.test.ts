/** The one proving call: who waits for it, who may leave, and what an edit of the settings does not ask anew. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Account } from '../../../src/accounts/account.ts';
import { alibabaAccount, huaweiAccount, wrongSecret } from '../../support/accounts.ts';
import { openBench } from '../../support/bench.ts';
import { count } from '../../support/requests.ts';
import { until } from '../../support/until.ts';

describe('while a proving call hangs', () => {
  test('who cancels leaves at once, and nobody else notices', async (t) => {
    const { desk, sandbox, release } = await setUp(t);
    const background = desk.fleet.refresh(false);
    await until(() => count(sandbox, 'GetCallerIdentity') === 2, 'the proving call');
    const controller = new AbortController();
    const keys = desk.fleet.changes.listKeys(desk.ref('web-sessions'), controller.signal);
    const reason = new Error('cancelled by a test');
    controller.abort(reason);
    await assert.rejects(keys, reason);
    const others = desk.fleet.changes.listKeys(desk.ref('web-sessions'), new AbortController().signal);
    release();
    await background;
    assert.ok((await others).length > 0);
    assert.equal(count(sandbox, 'GetCallerIdentity'), 2, 'one call for all who waited');
  });

  test('a cancelled refresh ends at once, and the next one asks for itself', async (t) => {
    const { desk, sandbox, release } = await setUp(t);
    const cancelled = desk.fleet.refresh(false);
    await until(() => count(sandbox, 'GetCallerIdentity') === 2, 'the proving call');
    desk.fleet.cancel();
    await cancelled;
    release();
    await desk.fleet.refresh(false);
    assert.equal(count(sandbox, 'GetCallerIdentity'), 3);
    assert.equal(desk.inventory.account('ali')?.state, 'ok');
  });
});

/** A desk that has read once, and whose next proving call waits. */
async function setUp(t: Parameters<typeof openBench>[0]) {
  const bench = await openBench(t);
  const { sandbox } = bench;
  const desk = await bench.open([alibabaAccount(sandbox)]);
  await desk.fleet.refresh(true);
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const match = { operation: 'GetCallerIdentity' };
  sandbox.faults.add({ match, times: 1, effect: { kind: 'held', until: promise } });
  t.after(resolve);
  return { desk, sandbox, release: () => resolve(undefined) };
}

describe('an edit of the settings that brings no other credentials', () => {
  const edits: Readonly<Record<string, (turn: number) => Partial<Account>>> = {
    'another name': (turn) => ({ name: `Production ${turn}` }),
    'other regions': (turn) => ({ regions: turn % 2 ? ['cn-north-4'] : ['cn-north-4', 'ap-southeast-3'] }),
    'another id': (turn) => ({ id: `hw-${turn}` }),
  };
  for (const [title, edit] of Object.entries(edits))
    test(`${title}, six times: a refused key is sent once`, async (t) => {
      const bench = await openBench(t);
      const credentials = wrongSecret('huawei');
      const desk = await bench.open([huaweiAccount(bench.sandbox, { credentials })]);
      await desk.fleet.refresh(false);
      for (let turn = 1; turn <= 6; turn += 1) {
        const account = huaweiAccount(bench.sandbox, { credentials, ...edit(turn) });
        const arrived = await desk.fleet.configure({ accounts: [account], problems: [] });
        await Promise.all(arrived.map((id) => desk.fleet.refreshAccount(id, false)));
        const [shown] = desk.inventory.accounts();
        assert.deepEqual([shown?.state, shown?.reason?.category], ['problem', 'credentials']);
      }
      assert.equal(bench.sandbox.requests.length, 1);
    });

  test('a new name is shown, and nothing is read anew', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([huaweiAccount(bench.sandbox)]);
    await desk.fleet.refresh(false);
    const sent = bench.sandbox.requests.length;
    const renamed = huaweiAccount(bench.sandbox, { name: 'Production' });
    assert.deepEqual(await desk.fleet.configure({ accounts: [renamed], problems: [] }), []);
    const shown = desk.inventory.account('hw');
    assert.deepEqual([shown?.name, shown?.state, bench.sandbox.requests.length], ['Production', 'ok', sent]);
    assert.ok([...desk.inventory.records()].every(({ encryption }) => !encryption.stale));
  });
});
