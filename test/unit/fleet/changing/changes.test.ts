/** One change from its intent to what the row shows, without a cloud. */
import assert from 'node:assert/strict';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { CloudError } from '../../../../src/cloud/error.ts';
import type { Answer, Evidence } from '../../../../src/domain/encryption.ts';
import { changeInstance } from '../../../../src/fleet/changing/changes.ts';
import type { Wanted } from '../../../../src/fleet/changing/wanted.ts';
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
import { never } from '../../../support/session.ts';
import { until } from '../../../support/until.ts';
import { skipWaits } from '../../../support/time.ts';

const REF = { accountId: 'a', instanceId: 'i-1' };
const ENABLE: Wanted = { change: 'enable' };
const LOST = new CloudError({ category: 'network', message: 'cut off' });
const mine = { isMine: () => Promise.resolve(true), release: () => Promise.resolve() };

interface Setup {
  readonly stage: Stage;
  readonly change: (wanted?: Wanted, lock?: typeof mine) => Promise<string>;
}

/** Nobody waits between the looks. */
async function open(t: TestContext, options?: StageOptions): Promise<Setup> {
  const stage = await openStage(t, options);
  skipWaits(t);
  const instance = database('i-1', { provider: stage.member.account.provider });
  const change = (wanted = ENABLE, lock = mine) =>
    changeInstance(stage.context, { instance, wanted, lock, keyAlias: 'alias/one' }, never);
  return { stage, change };
}

/** What the journal says: the intent as it was asked for, and its outcome. */
async function journalled({ entries }: Stage): Promise<string[]> {
  return (await entries()).map((entry) =>
    entry.entry === 'intent'
      ? `${entry.change} ${entry.keyId ?? '-'}`
      : `${entry.result} ${entry.requestId ?? '-'}`,
  );
}

describe('a change that the cloud takes', () => {
  test('is accepted once it shows: intent, request, reading, in this order', async (t) => {
    const { stage, change } = await open(t);
    const { say, asked, entries } = stage;
    const accept = say.change;
    say.change = async () => {
      const [intent, ...more] = await entries();
      assert.ok(intent?.entry === 'intent' && more.length === 0, 'the intent is on the disk by then');
      assert.deepEqual([intent.instanceName, intent.keyAlias], ['name of i-1', 'alias/one']);
      return accept();
    };
    say.read = () => Promise.resolve(statusCall('on'));
    assert.equal(await change({ change: 'enable', keyId: 'k-1' }), 'accepted');
    assert.deepEqual(asked, ['enable i-1 k-1', 'read i-1']);
    assert.deepEqual(await journalled(stage), ['enable k-1', 'accepted req-1']);
    assert.equal(stage.shown()?.evidence?.source, 'status-call');
    assert.equal(stage.member.ledger.open.isAwaited(REF), false);
  });

  test('is not seen where the cloud goes on telling the old state, which the row shows with the reason', async (t) => {
    const { stage, change } = await open(t);
    assert.equal(await change(), 'not-seen');
    assert.deepEqual(stage.asked, ['enable i-1 -', 'read i-1', 'read i-1', 'read i-1']);
    const { state, reason } = stage.shown() ?? {};
    assert.deepEqual([state, reason?.category], ['off', 'unconfirmed']);
    assert.match(reason?.message ?? '', /was accepted; the cloud does not show it yet/);
    assert.deepEqual(await journalled(stage), ['enable -', 'accepted req-1']);
    assert.equal(stage.member.ledger.open.find(REF), undefined, 'its outcome is known');
  });

  test('is shown by what was accepted where nothing can be read', async (t) => {
    const { stage, change } = await open(t);
    stage.say.read = () => Promise.reject(LOST);
    assert.equal(await change(), 'accepted');
    assert.deepEqual([stage.shown()?.state, stage.shown()?.evidence?.source], ['on', 'change-accepted']);
  });

  test('was so before, and the key chosen was not applied', async (t) => {
    const { stage, change } = await open(t);
    const evidence: Evidence = { source: 'already-enabled', seenAt: AT, requestId: 'req-2' };
    stage.say.change = () => Promise.resolve(evidence);
    stage.say.read = () => Promise.reject(LOST);
    assert.equal(await change(), 'already-enabled');
    assert.deepEqual(await journalled(stage), ['enable -', 'already-enabled req-2']);
  });

  test('drops what was read before and while it was sent', async (t) => {
    const { stage, change } = await open(t);
    const { context, say } = stage;
    const before = context.order.next();
    let during = 0;
    say.change = () => {
      assert.equal(context.order.claim(REF, before), false, 'a reading from before');
      during = context.order.next();
      return Promise.resolve({ source: 'change-accepted', seenAt: AT });
    };
    say.read = () => {
      assert.equal(context.order.claim(REF, during), false, 'a reading from meanwhile');
      during = context.order.next();
      return Promise.resolve(statusCall('on'));
    };
    assert.equal(await change(), 'accepted');
    assert.equal(context.order.claim(REF, during), false, 'a reading beside ours');
  });

  test('is not taken for a lost one meanwhile, and is no more under way afterwards', async (t) => {
    const { stage, change } = await open(t);
    const { open: changes, journal } = stage.member.ledger;
    stage.say.change = async () => {
      await changes.load(NOW);
      assert.equal(changes.find(REF), undefined);
      return { source: 'change-accepted', seenAt: AT };
    };
    stage.say.read = () => Promise.resolve(statusCall('on'));
    await change();
    await rm(join(stage.storage, 'journal.jsonl'));
    const place = { provider: 'huawei', region: 'r-1', ...REF };
    await journal.begin({ ...place, change: 'enable' });
    await changes.load(NOW);
    assert.ok(changes.find(REF), 'what comes later is');
  });

  test('is kept soon: a start finds it in the snapshot', async (t) => {
    const { stage, change } = await open(t);
    stage.inventory.updateAccount('a', { refreshedAt: AT });
    stage.say.read = () => Promise.resolve(statusCall('on'));
    await change();
    const kept = async () => (await stage.member.files.readSnapshot())?.records[0]?.encryption.state;
    await until(async () => (await kept()) === 'on', 'it is written');
  });

  test('whose outcome cannot be written is open, and settled by the next reading', async (t) => {
    const { stage, change } = await open(t);
    const { say, storage, member } = stage;
    const journal = join(storage, 'journal.jsonl');
    say.change = async () => {
      await rm(journal);
      await mkdir(journal);
      return { source: 'change-accepted', seenAt: AT };
    };
    say.read = () => Promise.resolve(statusCall('on'));
    assert.equal(await change(), 'accepted');
    assert.ok(member.ledger.open.find(REF));
  });

  test('keeps its proof where the switch is one-way, before its outcome is written', async (t) => {
    const { stage, change } = await open(t, { provider: 'alibaba' });
    const { say, member, storage } = stage;
    say.read = () => Promise.reject(LOST);
    const place = { provider: 'alibaba', owner: 'cloud-1', region: 'r-1', instanceId: 'i-1' };
    assert.equal(await change(), 'accepted');
    assert.equal(member.proofs.find(place)?.evidence?.source, 'change-accepted');
    assert.match(await readFile(join(storage, 'proofs.json'), 'utf8'), /change-accepted/);
  });
});

describe('a change that is not sent', () => {
  test('when its lock was taken over', async (t) => {
    const { stage, change } = await open(t);
    await assert.rejects(change(ENABLE, { ...mine, isMine: () => Promise.resolve(false) }), { unsent: true });
    assert.deepEqual(stage.asked, []);
    assert.deepEqual(await journalled(stage), ['enable -', 'refused -']);
    assert.equal(stage.member.ledger.open.isAwaited(REF), false);
  });

  test('where the cloud cannot switch it off', async (t) => {
    const { stage, change } = await open(t);
    delete (stage.cloud as { disable?: unknown }).disable;
    const message = 'This cloud cannot switch backup encryption off.';
    await assert.rejects(change({ change: 'disable' }), { category: 'unsupported', message });
    assert.deepEqual(await journalled(stage), ['disable -', 'refused -']);
  });
});

describe('a change whose reply was lost', () => {
  async function lose(t: TestContext, read: () => Promise<Answer>, wanted = ENABLE) {
    const { stage, change } = await open(t);
    Object.assign(stage.say, { read, change: () => Promise.reject(LOST) });
    return { stage, ...stage, result: await change(wanted) };
  }

  test('is confirmed by the state that was wanted', async (t) => {
    const { result, asked, stage } = await lose(t, () =>
      Promise.resolve(statusCall('on', { requestId: 'req-9' })),
    );
    assert.deepEqual([result, asked], ['confirmed', ['enable i-1 -', 'read i-1']]);
    assert.deepEqual(await journalled(stage), ['enable -', 'confirmed req-9']);
  });

  test('is confirmed by "off" where that was wanted', async (t) => {
    const off = await lose(t, () => Promise.resolve(statusCall('off')), { change: 'disable' });
    assert.equal(off.result, 'confirmed');
  });

  test('is unconfirmed while it may still come, and sent no second time', async (t) => {
    const { result, asked, stage, shown } = await lose(t, () => Promise.resolve(statusCall('off')));
    assert.deepEqual([result, asked], ['unconfirmed', ['enable i-1 -', 'read i-1', 'read i-1', 'read i-1']]);
    assert.deepEqual(await journalled(stage), ['enable -']);
    assert.deepEqual([shown()?.state, shown()?.reason?.category], ['off', 'unconfirmed']);
  });

  test('keeps what was read as proof where the switch is one-way', async (t) => {
    const { stage, change } = await open(t, { provider: 'alibaba' });
    stage.say.change = () => Promise.reject(LOST);
    stage.say.read = () => Promise.resolve(statusCall('on', { source: 'backup-set', asOf: AT }));
    assert.equal(await change(), 'confirmed');
    assert.match(await readFile(join(stage.storage, 'proofs.json'), 'utf8'), /backup-set/);
  });

  test('is not applied once its time is over', async (t) => {
    const { stage, change } = await open(t);
    stage.say.change = () => Promise.reject(LOST);
    stage.say.read = () => {
      stage.time.passed += 60_000;
      return Promise.resolve(statusCall('off'));
    };
    assert.equal(await change(), 'not-applied');
    assert.deepEqual(await journalled(stage), ['enable -', 'not-applied -']);
    assert.deepEqual([stage.shown()?.state, stage.shown()?.reason], ['off', undefined]);
  });

  for (const [title, read] of Object.entries({
    'can be read': () => Promise.reject(LOST),
    'is known': () => Promise.resolve(UNKNOWN),
  }))
    test(`is unknown, not the state from before, where nothing ${title}`, async (t) => {
      const { result, shown, inventory } = await lose(t, read);
      assert.equal(result, 'unconfirmed');
      assert.equal(shown()?.state, 'unknown');
      assert.equal(inventory.posture().off, 0);
    });
});

test('the state from before the change is gone from the row when nothing can be read', async (t) => {
  const { stage, change } = await open(t);
  stage.inventory.setEncryption(REF, { ...statusCall('off'), stale: false });
  stage.time.now = NOW + 1_000;
  stage.say.change = () => Promise.reject(LOST);
  stage.say.read = () => Promise.reject(LOST);
  assert.equal(await change(), 'unconfirmed');
  assert.deepEqual(
    [stage.shown()?.state, stage.shown()?.reason?.since],
    ['unknown', AT.replace('00Z', '01Z')],
  );
});
