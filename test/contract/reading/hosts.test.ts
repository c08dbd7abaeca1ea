/** Hosts of Huawei Cloud: other partitions (packer-plugin-huaweicloud#110), and table hosts that have no address. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { loadProvider } from '../../../src/cloud/registry.ts';
import type { Http } from '../../../src/cloud/transport/http.ts';
import { networkError } from '../../../src/cloud/transport/networkError.ts';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { openCaller } from '../../support/caller.ts';
import { bare, never } from '../../support/session.ts';

const PROJECTS = {
  projects: [
    { id: 'p1', name: 'ap-southeast-1' },
    { id: 'p2', name: 'eu-west-101' },
  ],
};

/** The session of an account whose requests go nowhere. @param missing hosts without an address */
async function open(
  t: TestContext,
  {
    regions,
    missing = [],
    endpoints = {},
  }: { regions: string[]; missing?: string[]; endpoints?: Record<string, string> },
) {
  const asked: string[] = [];
  const http: Http = (request) => {
    const { origin, path } = request;
    asked.push(origin);
    if (missing.includes(origin)) {
      const failure = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
      return Promise.reject(networkError(failure, request, false));
    }
    const body = path.includes('/projects') ? PROJECTS : { instances: [{ id: 'i1' }], key_details: [] };
    return Promise.resolve({ status: 200, headers: new Headers(), text: JSON.stringify(body) });
  };
  const { caller } = openCaller(t, { http });
  const provider = await loadProvider('huawei');
  const sessionFor = provider.openAccount({
    accountId: 'one',
    login: { kind: 'keys', credentials: SANDBOX_CREDENTIALS.huawei },
    keepSecret: () => undefined,
    endpoints,
    regions,
    caller,
    clock: caller.clock,
    ownClock: { now: Date.now },
  });
  return { asked, session: sessionFor(caller) };
}

describe('a region of the European site', () => {
  test('has all its hosts under its own domain, IAM too', async (t) => {
    const { session, asked } = await open(t, { regions: ['eu-west-101'] });
    await session.prove(never);
    await session.listInstances('eu-west-101', never);
    await session.keys?.list(bare('huawei', 'eu-west-101', 'x'), never);
    assert.deepEqual(asked, [
      'https://iam.eu-west-101.myhuaweicloud.eu',
      'https://gaussdb.eu-west-101.myhuaweicloud.eu',
      'https://kms.eu-west-101.myhuaweicloud.eu',
    ]);
  });

  test('beside one that its cloud does not know is explained before anything is sent', async (t) => {
    const { session, asked } = await open(t, { regions: ['eu-west-101', 'cn-north-4'] });
    await assert.rejects(session.prove(never), {
      category: 'configuration',
      message: /eu-west-101, cn-north-4 .* an account for each/,
    });
    assert.deepEqual(asked, []);
  });
});

describe('a region without a known endpoint', () => {
  for (const region of ['eu-west-0', 'xx-new-1'])
    test(`is explained before anything is sent: ${region}`, async (t) => {
      const { session, asked } = await open(t, { regions: [region] });
      const message = new RegExp(`endpoint of region ${region} is not known`);
      await assert.rejects(session.prove(never), { category: 'configuration', message });
      assert.deepEqual(asked, []);
    });

  test('is asked at its own endpoint, by the IAM that knows its users', async (t) => {
    const endpoints = { taurusdb: 'https://taurus.example.com' };
    const { session, asked } = await open(t, { regions: ['eu-west-0'], endpoints });
    await session.prove(never);
    assert.deepEqual(asked, ['https://iam.eu-west-0.myhuaweicloud.com']);
  });

  test('beside a known one is told apart', async (t) => {
    const { session } = await open(t, { regions: ['ap-southeast-1', 'xx-new-1'] });
    await session.prove(never);
    assert.equal((await session.listInstances('ap-southeast-1', never)).length, 1);
  });
});

describe('a host of the table that has no address', () => {
  const TABLE = 'https://gaussdbformysql.ap-southeast-1.myhuaweicloud.com';
  const REGULAR = 'https://gaussdb.ap-southeast-1.myhuaweicloud.com';

  test('gives way to the regular name, once and for all', async (t) => {
    const { session, asked } = await open(t, { regions: ['ap-southeast-1'], missing: [TABLE] });
    await session.prove(never);
    for (let turn = 0; turn < 2; turn += 1)
      assert.equal((await session.listInstances('ap-southeast-1', never)).length, 1);
    const tries = asked.filter((origin) => origin === TABLE).length;
    assert.deepEqual(asked.slice(1 + tries), [REGULAR, REGULAR], 'after a few tries');
    assert.deepEqual(session.origins('ap-southeast-1').slice(1, 2), [REGULAR]);
  });

  test('is the one that is told of when neither has', async (t) => {
    const { session } = await open(t, { regions: ['ap-southeast-1'], missing: [TABLE, REGULAR] });
    await session.prove(never);
    await assert.rejects(session.listInstances('ap-southeast-1', never), { category: 'network' });
    assert.deepEqual(session.origins('ap-southeast-1').slice(1, 2), [TABLE]);
  });

  test('is not replaced where it is the endpoint of the settings, nor for a change', async (t) => {
    const own = await open(t, {
      regions: ['ap-southeast-1'],
      missing: [TABLE],
      endpoints: { taurusdb: TABLE },
    });
    await assert.rejects(own.session.listInstances('ap-southeast-1', never), { category: 'network' });
    assert.ok(!own.asked.includes(REGULAR));
    const { session, asked } = await open(t, { regions: ['ap-southeast-1'], missing: [TABLE] });
    const change = session.disable?.(bare('huawei', 'ap-southeast-1', 'i1'), never);
    await assert.rejects(change ?? Promise.resolve(), { category: 'network' });
    assert.ok(!asked.includes(REGULAR));
  });
});
