/** Where changes are asked for: the key, the lock, the state before, and what is told of it all. */
import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { describe, test, type TestContext } from 'node:test';
import { CloudError } from '../../../../src/cloud/error.ts';
import type { EncryptionKey } from '../../../../src/cloud/provider.ts';
import { ChangeDesk } from '../../../../src/fleet/changing/changeDesk.ts';
import { lockChange } from '../../../../src/fleet/changing/beforehand.ts';
import type { Members } from '../../../../src/fleet/members.ts';
import { AT, database, openStage, statusCall, type Stage } from '../../../support/stage.ts';
import { never } from '../../../support/session.ts';

const REF = { accountId: 'a', instanceId: 'i-1' };
const PLACE = { provider: 'huawei', region: 'r-1', ...REF };
const KEY: EncryptionKey = { id: 'k-1', alias: 'alias/one', spec: 'AES_256' };

async function open(t: TestContext) {
  const stage = await openStage(t);
  const { context, member, cloud } = stage;
  const opened = { member, context, instance: database(), session: { cloud } };
  const members = { open: () => Promise.resolve(opened), require: () => member } as unknown as Members;
  const life = new AbortController();
  t.after(() => {
    life.abort();
  });
  return { stage, desk: new ChangeDesk(members, life.signal, context.log), life };
}

/** What each reading tells, the last for ever. */
function tell({ say }: Stage, ...states: ('on' | 'off')[]): void {
  say.read = () => Promise.resolve(statusCall((states.length > 1 ? states.shift() : states[0]) ?? 'off'));
}

describe('a change at the desk', () => {
  test('looks at the key and the state first, and names the key in the journal', async (t) => {
    const { stage, desk } = await open(t);
    const { cloud, asked, entries, member } = stage;
    cloud.keys = {
      list: () => Promise.resolve([]),
      describe: (_, id) => (asked.push(`describe ${id}`), Promise.resolve(KEY)),
    };
    tell(stage, 'off', 'on');
    assert.equal(await desk.change(REF, { change: 'enable', keyId: 'k-1' }), 'accepted');
    assert.deepEqual(asked, ['describe k-1', 'read i-1', 'enable i-1 k-1', 'read i-1']);
    const [intent] = await entries();
    assert.equal(intent?.entry === 'intent' && intent.keyAlias, 'alias/one');
    await assert.rejects(access(member.ledger.lockOf(PLACE)), 'its lock is given back');
  });

  for (const [wanted, result] of [
    [{ change: 'enable' }, 'already-enabled'],
    [{ change: 'disable' }, 'already-disabled'],
  ] as const)
    test(`is ${result} without a request, without an entry, and said in the log`, async (t) => {
      const { stage, desk } = await open(t);
      tell(stage, wanted.change === 'enable' ? 'on' : 'off');
      assert.equal(await desk.change(REF, wanted), result);
      assert.deepEqual([stage.asked, await stage.entries()], [['read i-1'], []]);
      assert.ok(stage.lines.includes(`a i-1: ${wanted.change} was not sent, it is so already`));
    });

  test('is one at a time for a database; the lock is given back after a failure', async (t) => {
    const { stage, desk } = await open(t);
    const path = stage.member.ledger.lockOf(PLACE);
    const lock = await lockChange(path);
    await assert.rejects(desk.change(REF, { change: 'enable' }), { category: 'instance-state' });
    assert.deepEqual(stage.asked, []);
    await lock.release();
    stage.say.change = () => Promise.reject(new CloudError({ category: 'permission', message: 'no' }));
    await assert.rejects(desk.change(REF, { change: 'enable' }), { category: 'permission' });
    await assert.rejects(access(path));
  });

  test('with a key that cannot be used is not sent', async (t) => {
    const { stage, desk } = await open(t);
    stage.cloud.keys = {
      list: () => Promise.resolve([]),
      describe: () => Promise.resolve({ ...KEY, unusable: 'disabled' }),
    };
    await assert.rejects(desk.change(REF, { change: 'enable', keyId: 'k-1' }), { category: 'key' });
    assert.deepEqual([stage.asked, await stage.entries()], [[], []]);
  });

  test('is read on behind; what goes wrong there is in the log, unless the window ends', async (t) => {
    for (const ends of [false, true]) {
      const { stage, desk, life } = await open(t);
      stage.context.member.ledger.open.isAwaited = () => {
        if (ends) life.abort();
        throw new TypeError('odd');
      };
      tell(stage, 'off', 'on');
      assert.equal(await desk.change(REF, { change: 'enable' }), 'accepted');
      await new Promise(setImmediate);
      const said = stage.lines.filter((line) => line.startsWith('reading after a change: TypeError: odd'));
      assert.equal(said.length, ends ? 0 : 1);
    }
  });
});

describe('what can be asked at the desk', () => {
  test('the keys; none where the cloud has none to choose from', async (t) => {
    const { stage, desk } = await open(t);
    assert.deepEqual(await desk.listKeys(REF, never), []);
    await assert.rejects(desk.describeKey(REF, 'k-1', never), { category: 'key', unsent: true });
    stage.cloud.keys = { list: () => Promise.resolve([KEY]), describe: () => Promise.resolve(KEY) };
    assert.deepEqual(await desk.listKeys(REF, never), [KEY]);
    assert.equal(await desk.describeKey(REF, 'alias/one', never), KEY);
  });

  test('the role that is missing: not one that is there, nor where none is needed', async (t) => {
    const { stage, desk } = await open(t);
    assert.equal(await desk.missingRole(REF, never), undefined);
    let isThere = true;
    const role = {
      name: 'role',
      exists: () => Promise.resolve(isThere),
      create: () => Promise.resolve({ created: true, requestId: 'req-1' }),
    };
    stage.cloud.role = role;
    assert.equal(await desk.missingRole(REF, never), undefined);
    isThere = false;
    assert.equal(await desk.missingRole(REF, never), role);
    assert.equal(await desk.createRole(REF, role), true);
  });

  test('the request ids of an account since a time, each with its instance', async (t) => {
    const { stage, desk } = await open(t);
    const { journal } = stage.member.ledger;
    const change = async (at: string, instanceId: string, accountId: string, requestId?: string) => {
      stage.time.now = Date.parse(at);
      const intent = await journal.begin({ ...PLACE, instanceId, accountId, change: 'enable' });
      await journal.finish(intent, { result: 'accepted', ...(requestId && { requestId }) });
    };
    await change('2025-12-31T23:59:59Z', 'i-0', 'a', 'req-0');
    await change(AT, 'i-1', 'a', 'req-1');
    await change(AT, 'i-2', 'b', 'req-2');
    await change(AT, 'i-3', 'a');
    assert.deepEqual([...(await desk.requestIds('a', AT))], [['i-1', 'req-1']]);
  });
});
