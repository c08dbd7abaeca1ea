import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readLogin } from '../../../src/accounts/logins.ts';
import { readAccounts } from '../../../src/accounts/settings.ts';
import type { Account } from '../../../src/accounts/account.ts';
import { CloudError } from '../../../src/cloud/error.ts';
import { loginSources } from '../../support/logins.ts';
import { memorySecrets } from '../../support/secrets.ts';
import { always, alwaysAsync, FUZZ_SEED, mutate, mutations, oddText, oddValue } from '../../support/fuzz.ts';

const SECRET = 'MarkedSecretNotReal';
const GOOD = [
  {
    id: 'one',
    provider: 'alibaba',
    name: 'One',
    regions: ['cn-hangzhou', 'eu-central-1'],
    credentials: { source: 'environment' },
    endpoints: { rds: 'https://rds.aliyuncs.com', kms: 'http://127.0.0.1:4010' },
  },
  {
    id: 'two',
    provider: 'huawei',
    regions: [],
    instances: [{ id: 'i1in07', region: 'cn-north-4', name: 'x' }],
  },
];
const entries = fc.oneof(
  fc.array(oddValue, { maxLength: 6 }),
  mutations.map((recipe) => mutate(GOOD, recipe)),
  fc.array(mutations, { maxLength: 4 }).map((recipes) => recipes.map((recipe) => mutate(GOOD[0], recipe))),
);
const LOOPBACK = /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

describe(`settings entries, FUZZ_SEED=${FUZZ_SEED}`, () => {
  test('nothing is lost: each entry is an account or a problem, each with an id of its own', () => {
    always(entries, 15_000, (setting) => {
      const { accounts, problems } = readAccounts(setting);
      const wanted = Array.isArray(setting)
        ? setting.length
        : setting === null || setting === undefined
          ? 0
          : 1;
      assert.equal(accounts.length + problems.length, wanted);
      const ids = [...accounts, ...problems].map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      for (const { message, name } of problems) assert.ok(message && name);
      for (const { endpoints } of accounts)
        for (const origin of Object.values(endpoints))
          assert.ok(origin.startsWith('https://') || LOOPBACK.test(origin));
    });
  });

  const around = fc.string({ maxLength: 15 });
  const endpoint = fc.oneof(
    fc.tuple(around, around).map(([user, rest]) => `https://${user}:${SECRET}@${rest}`),
    fc.tuple(around, around).map(([host, rest]) => `https://${host}.aliyuncs.com/?token=${SECRET}${rest}`),
    fc.tuple(around, around).map(([before, after]) => `${before}${SECRET}${after}@`),
    around.map((scheme) => `${scheme}://u:${SECRET}@rds.aliyuncs.com`),
  );
  const service = fc.constantFrom('rds', 'kms', 'sts', 'taurusdb', 'iam', 'other');
  test('a password in an endpoint is refused and never repeated', () => {
    always(
      fc.tuple(service, endpoint, fc.constantFrom('alibaba', 'huawei', 'x')),
      8_000,
      ([name, origin, provider]) => {
        const entry = { id: 'one', provider, regions: ['cn-hangzhou'], endpoints: { [name]: origin } };
        const read = readAccounts([entry]);
        assert.equal(read.problems.length, 1);
        assert.ok(!JSON.stringify(read).toLowerCase().includes(SECRET.toLowerCase()));
      },
    );
  });
});

const ACCOUNT: Account = {
  id: 'one',
  provider: 'huawei',
  name: 'One',
  regions: ['cn-north-4'],
  credentials: { source: 'secretStorage' },
  endpoints: {},
};
const STORED = { accessKeyId: 'KeyIdNotReal', accessKeySecret: SECRET, securityToken: 'TokenNotReal' };
const json = fc.oneof(
  mutations.map((recipe) => JSON.stringify(mutate(STORED, recipe))),
  fc.nat(80).map((end) => JSON.stringify(STORED).slice(0, end)),
  fc.tuple(oddText, fc.nat(40)).map(([odd, at]) => {
    const whole = JSON.stringify(STORED);
    return whole.slice(0, at) + odd + whole.slice(at);
  }),
);

describe(`stored credentials, FUZZ_SEED=${FUZZ_SEED}`, () => {
  test('are what a cloud could have given, or asked for again without a word of them', () =>
    alwaysAsync(json, 8_000, async (text) => {
      const secrets = memorySecrets({ 'backupEncryption.credentials.one': text });
      try {
        const login = await readLogin(ACCOUNT, loginSources({ secrets }), 0);
        assert.ok(login.kind === 'keys');
        for (const part of Object.values(login.credentials))
          assert.match(part as string, /^[\x21-\x7e]{1,102400}$/);
      } catch (error) {
        assert.ok(error instanceof CloudError && error.category === 'credentials');
        const shown = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join();
        assert.ok(!shown.includes(SECRET) && !shown.includes('TokenNotReal'));
      }
    }));
});
