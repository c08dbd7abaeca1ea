/** An account is read: what is shown of it afterwards, whatever its cloud says. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { ProgramNotAllowed } from '../../../../src/accounts/refusal.ts';
import { CloudError } from '../../../../src/cloud/error.ts';
import { accountReading } from '../../../support/accountReading.ts';
import { AT, database, openStage, statusCall, type StageOptions } from '../../../support/stage.ts';

const REFUSED = new CloudError({ category: 'credentials', code: 'InvalidKey', message: 'no such key' });

async function open(t: TestContext, options?: StageOptions) {
  const stage = await openStage(t, options);
  stage.cloud.listInstances = () => Promise.resolve([database()]);
  const { read, session } = accountReading(stage);
  const account = () => stage.inventory.account('a');
  return { stage, read, session, account };
}

test('it is ok, with when and as whom it was read; that is on the disk', async (t) => {
  const { stage, read, account } = await open(t);
  await read();
  const { state, reason, refreshedAt, identity, cloudAccountId } = account() ?? {};
  assert.deepEqual([state, reason, refreshedAt, cloudAccountId], ['ok', undefined, AT, 'cloud-1']);
  assert.equal(identity?.principal, 'user/me');
  assert.equal(stage.shown()?.state, 'off');
  assert.equal((await stage.member.files.readSnapshot())?.records.length, 1);
});

test('a person lets refused credentials out once more, nobody else', async (t) => {
  const { read, session } = await open(t);
  await read(false);
  assert.equal(session.forgiven, 0);
  await read(true);
  assert.equal(session.forgiven, 1);
});

describe('it has a problem', () => {
  test('when its credentials are refused: what was known is old, with the reason', async (t) => {
    const { stage, read, account } = await open(t);
    await read();
    stage.cloud.prove = () => Promise.reject(REFUSED);
    await read();
    const { state, reason, refreshedAt, program } = account() ?? {};
    assert.deepEqual([state, reason?.code, refreshedAt, program], ['problem', 'InvalidKey', AT, undefined]);
    assert.deepEqual([stage.shown()?.state, stage.shown()?.stale], ['off', true]);
    assert.equal((await stage.member.files.readSnapshot())?.records[0]?.encryption.stale, true);
  });

  test('when they are refused while it is read', async (t) => {
    const { read, session, account } = await open(t);
    session.refusal = REFUSED;
    await read();
    assert.deepEqual([account()?.state, account()?.reason], ['problem', REFUSED.reason]);
  });

  test('when a region could not be read, and is ok when it is read again', async (t) => {
    const { stage, read, account } = await open(t);
    const failure = new CloudError({ category: 'server', message: 'down' });
    const list = stage.cloud.listInstances.bind(stage.cloud);
    stage.cloud.listInstances = () => Promise.reject(failure);
    await read();
    assert.deepEqual([account()?.state, account()?.reason], ['problem', failure.reason]);
    assert.deepEqual([...(account()?.regionReasons ?? [])], [['r-1', failure.reason]]);
    stage.cloud.listInstances = list;
    await read();
    assert.deepEqual(
      [account()?.state, account()?.reason, account()?.regionReasons.size],
      ['ok', undefined, 0],
    );
  });

  test('with the program that its profile wants to run; once that is allowed it is forgotten', async (t) => {
    const { read, session, account } = await open(t);
    session.get = () => Promise.reject(new ProgramNotAllowed('may it run?', 'give-me-keys --all'));
    await read();
    assert.deepEqual([account()?.state, account()?.program], ['problem', 'give-me-keys --all']);
    delete session.get;
    await read();
    assert.deepEqual([account()?.state, account()?.program], ['ok', undefined]);
  });

  const failures: readonly (readonly [unknown, RegExp])[] = [
    [new TypeError('odd'), /^a: TypeError: odd\n +at /],
    ['a bare text', /^a: a bare text$/],
    [Object.assign(new Error('no stack'), { stack: undefined }), /^a: no stack$/],
  ];
  for (const [thrown, line] of failures)
    test(`after what nobody foresaw, whose details are in the log (${String(thrown)})`, async (t) => {
      const { stage, read, account } = await open(t);
      const { promise, reject } = Promise.withResolvers<never>();
      stage.cloud.prove = () => promise;
      reject(thrown);
      await read();
      assert.equal(account()?.reason?.category, 'unexpected-reply');
      assert.match(account()?.reason?.message ?? '', /the log has the details/);
      assert.match(stage.lines.at(-1) ?? '', line);
    });
});

test('cancelled, it stays as it was', async (t) => {
  const { stage, read, account } = await open(t);
  await read();
  const before = account();
  const cancel = new AbortController();
  stage.cloud.prove = () => {
    cancel.abort();
    return Promise.reject(REFUSED);
  };
  await read(true, cancel.signal);
  assert.deepEqual(account(), before);
  assert.equal(stage.shown()?.stale, false);
});

describe('roles whose creation was left open', () => {
  const place = { provider: 'huawei', accountId: 'a', region: 'r-1', instanceId: '' };

  async function left(t: TestContext, exists: () => Promise<boolean>) {
    const opened = await open(t);
    const { ledger } = opened.stage.member;
    ledger.open.add(await ledger.journal.begin({ ...place, change: 'create-role' }));
    const create = () => Promise.reject(new Error('never'));
    opened.stage.cloud.role = { name: 'role', exists, create };
    await opened.read();
    return { ...opened, isOpen: ledger.open.ofAccount('a').length > 0 };
  }

  test('are settled by reading', async (t) => {
    const { isOpen, stage } = await left(t, () => Promise.resolve(true));
    const [, outcome] = await stage.entries();
    assert.deepEqual([isOpen, outcome?.entry === 'outcome' && outcome.result], [false, 'confirmed']);
  });

  test('stay open where they cannot be read, and the instances are read all the same', async (t) => {
    const { isOpen, stage, account } = await left(t, () => Promise.reject(REFUSED));
    assert.deepEqual([isOpen, account()?.state, stage.shown()?.state], [true, 'ok', 'off']);
  });

  test('end the reading where it was cancelled, or something else went wrong', async (t) => {
    const { stage, account } = await left(t, () => Promise.reject(new TypeError('odd')));
    assert.deepEqual([account()?.state, stage.asked], ['problem', []]);
  });

  test('are left where the cloud has none', async (t) => {
    const { stage, read, account } = await open(t);
    const { ledger } = stage.member;
    ledger.open.add(await ledger.journal.begin({ ...place, change: 'create-role' }));
    await read();
    assert.deepEqual([account()?.state, ledger.open.ofAccount('a').length], ['ok', 1]);
  });
});

test('the keys in use are looked at, again when a person asks', async (t) => {
  const { stage, read, account } = await open(t);
  let looks = 0;
  stage.say.read = () => Promise.resolve(statusCall('on', { keyId: 'k-1' }));
  stage.cloud.keys = {
    list: () => Promise.resolve([]),
    describe: () => {
      looks += 1;
      return Promise.resolve({ id: 'k-1', alias: '', spec: '', trouble: 'disabled' });
    },
  };
  await read(false);
  assert.deepEqual([...(account()?.keyTroubles ?? [])], [['r-1/k-1', 'disabled']]);
  await read(false);
  assert.equal(looks, 1);
  await read(true);
  assert.equal(looks, 2);
});
