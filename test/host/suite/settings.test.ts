import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { configure, configureAndRead, entryOf, useScene } from './support/fleet.ts';
import { account } from './support/product.ts';
import { until } from '../../support/until.ts';

describe('the setting "accounts"', () => {
  const scene = useScene();
  const good = (id: string) => entryOf('huawei', id, scene.sandbox);

  afterEach(async () => {
    await configure(undefined);
    await until(() => scene.api.accounts().length === 0, 'every account is gone');
  });

  /** Entries that must be refused, each beside a good one that goes on. */
  const refused: Readonly<Record<string, () => unknown>> = {
    'an unknown provider': () => ({ ...good('bad'), provider: 'azure' }),
    'no provider': () => ({ id: 'bad', regions: ['cn-north-4'] }),
    'a region that is none': () => ({ ...good('bad'), regions: ['cn-north-4/../x'] }),
    'no region to look in': () => ({ ...good('bad'), regions: [] }),
    'plain http beyond loopback': () => ({ ...good('bad'), endpoints: { taurusdb: 'http://192.0.2.1' } }),
    'an endpoint with a path': () => ({
      ...good('bad'),
      endpoints: { taurusdb: 'https://cloud.example/path' },
    }),
    'an endpoint with a password': () => ({
      ...good('bad'),
      endpoints: { taurusdb: 'https://user:word@cloud.example' },
    }),
    'an endpoint of another cloud': () => ({ ...good('bad'), endpoints: { rds: scene.sandbox.origin } }),
    'an instance id that is none': () => ({
      ...good('bad'),
      instances: [{ id: '../../x', region: 'cn-north-4' }],
    }),
    'an unknown source of credentials': () => ({ ...good('bad'), credentials: { source: 'post-it' } }),
    'a number as id': () => ({ ...good('bad'), id: 7 }),
    'an empty id': () => ({ ...good('bad'), id: '' }),
    'null for an entry': () => null,
    'a text for an entry': () => 'huawei',
    'the id of the good one': () => ({ ...good('good'), regions: ['ap-southeast-3'] }),
  };

  for (const [what, bad] of Object.entries(refused)) {
    it(`shows ${what} as a problem, and reads the others`, async () => {
      scene.sandbox.clearRequests();
      await configure([good('good'), bad()]);
      await until(() => scene.api.accounts().some(({ state }) => state === 'ok'), 'the good one is read');
      const problems = scene.api.accounts().filter(({ id }) => id !== 'good');
      assert.deepEqual(
        problems.map(({ state, reason }) => [state, reason?.category]),
        [['problem', 'configuration']],
      );
      assert.notEqual(problems[0]?.reason?.message, '', 'says what is wrong');
      assert.equal(account(scene.api, 'good').state, 'ok');
      assert.ok(scene.api.instances().every(({ accountId }) => accountId === 'good'));
      assert.ok(scene.api.instances().length > 0, 'has instances');
    });
  }

  it('loses no entry: a bad one before a good one of the same id hides neither', async () => {
    await configure([{ ...good('twin'), provider: 'azure' }, good('twin')]);
    await until(() => scene.api.accounts().some(({ state }) => state === 'ok'), 'the good one is read');
    assert.equal(account(scene.api, 'twin').state, 'ok');
    assert.deepEqual(
      scene.api.accounts().map(({ state }) => state),
      ['ok', 'problem'],
    );
  });

  it("loses no entry: a place in the list is no other entry's id", async () => {
    await configure([good('#2'), null]);
    await until(() => scene.api.accounts().some(({ state }) => state === 'ok'), 'the good one is read');
    assert.deepEqual(
      scene.api.accounts().map(({ state }) => state),
      ['ok', 'problem'],
    );
  });

  it('loses no entry: two bad ones of the same id are two problems', async () => {
    await configure([
      { id: 'twin', provider: 'azure' },
      { id: 'twin', provider: 'mars' },
    ]);
    await until(() => scene.api.accounts().length > 0, 'a problem shows');
    assert.deepEqual(
      scene.api.accounts().map(({ reason }) => reason?.category),
      ['configuration', 'configuration'],
    );
  });

  for (const setting of ['huawei', 5, { id: 'a', provider: 'huawei' }]) {
    it(`says so when it is no list but ${JSON.stringify(setting)}`, async () => {
      await configure(setting);
      await until(() => scene.api.accounts().length === 1, 'a problem shows');
      assert.equal(scene.api.accounts()[0]?.reason?.category, 'configuration');
    });
  }

  it('repeats no password of an endpoint', async () => {
    await configure([
      { ...good('bad'), endpoints: { taurusdb: 'https://user:hunter2hunter2@cloud.example' } },
    ]);
    await until(() => scene.api.accounts().length === 1, 'a problem shows');
    assert.doesNotMatch(JSON.stringify(scene.api.accounts()), /hunter2/);
  });

  it('takes an account away, with its instances, when its entry goes', async () => {
    await configureAndRead(scene.api, [good('stays'), good('goes')]);
    await configureAndRead(scene.api, [good('stays')]);
    assert.deepEqual([...new Set(scene.api.instances().map(({ accountId }) => accountId))], ['stays']);
    await configure(undefined);
    await until(() => scene.api.accounts().length === 0, 'no account is left');
    assert.deepEqual(scene.api.instances(), []);
  });

  it('reads a corrected entry without a reload', async () => {
    await configure([{ ...good('mended'), regions: ['nowhere'] }]);
    await until(() => scene.api.accounts()[0]?.state === 'problem', 'the problem shows');
    await configure([good('mended')]);
    await until(() => account(scene.api, 'mended').state === 'ok', 'the corrected entry is read');
    assert.equal(account(scene.api, 'mended').reason, undefined);
  });

  it('does not read the others again when one entry is added', async () => {
    await configureAndRead(scene.api, [good('first')]);
    const regions = ['cn-north-4'];
    scene.sandbox.clearRequests();
    await configureAndRead(scene.api, [
      good('first'),
      entryOf('huawei', 'second', scene.sandbox, { regions }),
    ]);
    assert.deepEqual([...new Set(scene.sandbox.requests.map(({ region }) => region))].sort(), [
      'cn-north-4',
      undefined,
    ]);
  });
});
