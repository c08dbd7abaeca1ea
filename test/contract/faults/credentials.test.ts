/** Rows 10, 19 and 25: credentials that are refused, odd, or not to be had. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Credentials } from '../../../src/cloud/login.ts';
import type { SecretStore } from '../../../src/accounts/storedSecret.ts';
import type { SandboxUser } from '../../../src/sandbox/grants.ts';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { openBench, type Bench, type Desk } from '../../support/bench.ts';
import { accountAt, CLOUDS, PAIRS, type Cloud } from '../../support/pair.ts';
import { memorySecrets } from '../../support/secrets.ts';
import { until } from '../../support/until.ts';
import { row } from './rows.ts';

const TOKEN = { securityToken: 'TokenNotReal' };

function setUser({ sandbox }: Bench, cloud: Cloud, differences: Partial<SandboxUser>): void {
  const { users } = sandbox.state[cloud];
  const [user] = users;
  assert.ok(user);
  users.splice(0, 1, { ...user, ...differences });
}

function sent({ sandbox }: Bench, cloud: Cloud): number {
  return sandbox.requests.filter(({ provider }) => provider === cloud).length;
}

function given(cloud: Cloud, differences: Partial<Credentials> = {}) {
  return { source: 'given', credentials: { ...SANDBOX_CREDENTIALS[cloud], ...differences } } as const;
}

/** The account of a cloud with these credentials, and the other cloud's as it should be. */
function openBoth(bench: Bench, cloud: Cloud, credentials: Partial<Credentials> = {}): Promise<Desk> {
  const other = cloud === 'alibaba' ? 'huawei' : 'alibaba';
  const ours = accountAt(cloud, bench.sandbox, { credentials: given(cloud, credentials) });
  return bench.open([ours, accountAt(other, bench.sandbox)]);
}

function accountState({ inventory }: Desk, cloud: Cloud): string {
  const account = inventory.account(PAIRS[cloud].accountId);
  return `${account?.state} ${account?.reason?.category ?? '-'}`;
}

describe(row(10), () => {
  const refused: Readonly<Record<string, { user: Partial<SandboxUser>; used?: Partial<Credentials> }>> = {
    'wrong secret': { user: {}, used: { accessKeySecret: 'MistypedSecretNotReal' } },
    'unknown key': { user: {}, used: { accessKeyId: 'UnknownKeyId' } },
    'key disabled': { user: { disabled: true } },
    'token expired': { user: { ...TOKEN, expiresAt: 1 }, used: TOKEN },
    'token missing': { user: TOKEN },
  };
  for (const cloud of CLOUDS) {
    for (const [name, { user, used }] of Object.entries(refused))
      test(`${name} (${cloud}): at most two requests, then silence; the other account goes on`, async (t) => {
        const bench = await openBench(t);
        setUser(bench, cloud, user);
        const desk = await openBoth(bench, cloud, used);
        for (let turn = 0; turn < 3; turn += 1) await desk.fleet.refresh(false);
        // Huawei's gateway answers a disabled key as it answers a missing permission.
        const wanted = name === 'key disabled' && cloud === 'huawei' ? 'permission' : 'credentials';
        assert.equal(accountState(desk, cloud), `problem ${wanted}`);
        if (wanted === 'credentials') assert.ok(sent(bench, cloud) <= 2, `${sent(bench, cloud)} requests`);
        assert.equal(accountState(desk, cloud === 'alibaba' ? 'huawei' : 'alibaba'), 'ok -');
      });

    test(`token expired in mid-refresh (${cloud}): what was under way, and nothing more`, async (t) => {
      const bench = await openBench(t);
      setUser(bench, cloud, { ...TOKEN, expiresAt: Date.now() + 60_000 });
      const account = accountAt(cloud, bench.sandbox, { credentials: given(cloud, TOKEN) });
      const desk = await bench.open([account], { concurrency: 2 });
      await desk.fleet.refresh(false);
      const reads = () => bench.sandbox.requests.filter(({ operation }) => operation === PAIRS[cloud].read);
      bench.sandbox.faults.add({ match: { provider: cloud }, effect: { kind: 'latency', ms: 20 } });
      bench.sandbox.clearRequests();
      const refreshing = desk.fleet.refresh(false);
      await until(() => reads().length > 0, 'states are read');
      setUser(bench, cloud, { expiresAt: 1 });
      await refreshing;
      const refused = bench.sandbox.requests.filter(({ status }) => status >= 400);
      const denied = cloud === 'huawei' ? 1 : 0; // one instance of that fleet may not be read
      assert.ok(refused.length >= 1 && refused.length <= 2 + denied, `${refused.length} refused requests`);
      assert.equal(accountState(desk, cloud), 'problem credentials');
      assert.equal(desk.encryption(PAIRS[cloud].victim).state, 'off', 'the last known state');
      const before = sent(bench, cloud);
      await desk.fleet.refresh(false);
      assert.equal(sent(bench, cloud), before, 'then silence');
    });
  }
});

describe(row(19), () => {
  const secret = 'MarkedSecretNotReal';
  const odd: Readonly<Record<string, Partial<Credentials>>> = {
    'a space': { accessKeySecret: `${secret} x` },
    'a line break': { accessKeySecret: `${secret}\n` },
    'full-width characters': { accessKeySecret: `${secret}ＡＢ` },
    emoji: { accessKeySecret: `${secret}🔑` },
    '10 kB': { accessKeySecret: secret.repeat(600) },
    'a line break in the key id': { accessKeyId: `${secret}\r\nHost: evil.test` },
    'a space in the token': { securityToken: `${secret} x` },
    'id and secret swapped': { accessKeyId: secret, accessKeySecret: 'LooksLikeAKeyId' },
  };
  for (const cloud of CLOUDS)
    for (const [name, differences] of Object.entries(odd))
      test(`${name} (${cloud}): explained, never echoed`, async (t) => {
        const bench = await openBench(t);
        const desk = await openBoth(bench, cloud, differences);
        await desk.fleet.refresh(true);
        assert.equal(accountState(desk, cloud), 'problem credentials');
        assert.ok(desk.inventory.account(PAIRS[cloud].accountId)?.reason?.message);
        // Swapped ones look like any others: only the cloud can tell.
        assert.equal(sent(bench, cloud), name.includes('swapped') ? 1 : 0);
        const texts = JSON.stringify([desk.lines, desk.inventory.accounts(), [...desk.inventory.records()]]);
        assert.ok(!texts.includes(secret));
      });
});

describe(row(25), () => {
  const stores: Readonly<Record<string, Partial<SecretStore>>> = {
    'get rejects': { get: () => Promise.reject(new Error('keychain locked: MarkedSecretNotReal')) },
    'get gives nothing': { get: () => Promise.resolve(undefined) },
    'corrupt JSON': { get: () => Promise.resolve('{"accessKeyId":"MarkedSecretNotReal') },
    'JSON of an older shape': { get: () => Promise.resolve('{"ak":"x","sk":"MarkedSecretNotReal"}') },
    'store silently lost': { store: () => Promise.resolve() },
  };
  for (const [name, store] of Object.entries(stores))
    test(`${name}: a row that asks for credentials, no loop, nothing sent`, async (t) => {
      const bench = await openBench(t);
      const account = accountAt('huawei', bench.sandbox, { credentials: { source: 'secretStorage' } });
      let asked = 0;
      const kept = { ...memorySecrets(), ...store };
      const secrets: SecretStore = { ...kept, get: (key) => ((asked += 1), kept.get(key)) };
      const desk = await bench.open([account], { secrets });
      await desk.fleet.refresh(false);
      assert.equal(accountState(desk, 'huawei'), 'problem credentials');
      await desk.fleet.credentialsMayHaveChanged('hw');
      await desk.fleet.credentialsMayHaveChanged('hw');
      await desk.fleet.refresh(true);
      assert.ok(asked <= 4, `asked ${asked} times`);
      assert.equal(bench.sandbox.requests.length, 0);
      assert.ok(!JSON.stringify([desk.lines, desk.inventory.accounts()]).includes('MarkedSecret'));
    });
});
