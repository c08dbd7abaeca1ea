import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Account } from '../../../src/accounts/account.ts';
import { readLogin, type LoginSources } from '../../../src/accounts/logins.ts';
import { storeSecret } from '../../../src/accounts/storedSecret.ts';
import type { Environment } from '../../../src/cloud/login.ts';
import { loginSources } from '../../support/logins.ts';
import { memorySecrets } from '../../support/secrets.ts';

const KEY = { accessKeyId: 'IdNotReal', accessKeySecret: 'SecretNotReal' };

function account(provider: string, source: 'secretStorage' | 'environment'): Account {
  return {
    id: 'one',
    provider,
    name: 'One',
    regions: ['cn-north-4'],
    credentials: { source },
    endpoints: {},
  };
}

function fromStored(json: string) {
  const secrets = { ...memorySecrets(), get: () => Promise.resolve(json) };
  return keysOf(account('alibaba', 'secretStorage'), { secrets });
}

function fromEnvironment(provider: string, environment: Environment) {
  return keysOf(account(provider, 'environment'), { environment });
}

async function keysOf(of: Account, sources: Partial<LoginSources>) {
  const login = await readLogin(of, loginSources(sources), 0);
  assert.ok(login.kind === 'keys');
  return login.credentials;
}

/** Every refusal is one of credentials, explains itself and holds nothing of what it refuses. */
async function refused(reading: Promise<unknown>, message: RegExp): Promise<void> {
  await assert.rejects(reading, (error: Error & { category?: string }) => {
    assert.equal(error.category, 'credentials');
    assert.match(error.message, message);
    const shown = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join();
    assert.doesNotMatch(shown, /NotReal/);
    return true;
  });
}

describe('credentials in the secret storage', () => {
  test('come back as they were stored, with a token or without', async () => {
    for (const credentials of [KEY, { ...KEY, securityToken: 'TokenNotReal' }]) {
      const secrets = memorySecrets();
      await storeSecret('one', credentials, secrets);
      const read = await keysOf(account('huawei', 'secretStorage'), { secrets });
      assert.deepEqual(read, credentials);
    }
  });

  test('of one account are not those of another', async () => {
    const secrets = memorySecrets();
    await storeSecret('two', KEY, secrets);
    await refused(keysOf(account('huawei', 'secretStorage'), { secrets }), /No credentials/);
  });

  const corrupt = [
    '{"accessKeyId":"IdNotReal","accessKeySecret":"SecretNotReal"',
    '{"accessKeyId":"IdNotReal"}',
    '{"accessKeyId":7,"accessKeySecret":"SecretNotReal"}',
    '"SecretNotReal"',
    'SecretNotReal',
    'null',
    '[]',
  ];
  for (const json of corrupt)
    test(`${json} are asked for again`, () => refused(fromStored(json), /set them again/));

  test('with what no key has are explained before anything is sent, never echoed', async () => {
    const odd: Readonly<Record<string, RegExp>> = {
      '': /secret.*empty/,
      'Secret NotReal': /secret.*space/,
      'SecretNotReal\n': /secret.*line break/,
      ＳecretNotReal: /secret.*characters/,
      'SecretNotReal🔒': /secret.*characters/,
      [`SecretNotReal${'x'.repeat(10_000)}`]: /secret.*longer/,
    };
    for (const [accessKeySecret, message] of Object.entries(odd)) {
      await refused(fromStored(JSON.stringify({ ...KEY, accessKeySecret })), message);
      const swapped = { accessKeyId: accessKeySecret, accessKeySecret: KEY.accessKeySecret };
      await refused(fromStored(JSON.stringify(swapped)), /key id/);
    }
    await refused(fromStored(JSON.stringify({ ...KEY, securityToken: 'Token NotReal' })), /token/);
  });
});

describe('credentials in the environment', () => {
  const own: Readonly<Record<string, readonly [id: string, secret: string, token: string]>> = {
    alibaba: [
      'ALIBABA_CLOUD_ACCESS_KEY_ID',
      'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
      'ALIBABA_CLOUD_SECURITY_TOKEN',
    ],
    huawei: ['HUAWEICLOUD_SDK_AK', 'HUAWEICLOUD_SDK_SK', 'HUAWEICLOUD_SDK_SECURITY_TOKEN'],
  };
  const sample = { CLOUD_SDK_AK: 'SampleIdNotReal', CLOUD_SDK_SK: 'SampleSecretNotReal' };
  const sampleKey = { accessKeyId: 'SampleIdNotReal', accessKeySecret: 'SampleSecretNotReal' };
  for (const [provider, [id, secret, token]] of Object.entries(own)) {
    const pair = { [id]: 'IdNotReal', [secret]: 'SecretNotReal' };

    test(`${provider}: its own names first, with the token`, async () => {
      assert.deepEqual(await fromEnvironment(provider, { ...pair, ...sample }), KEY);
      const temporary = await fromEnvironment(provider, { ...pair, [token]: 'TokenNotReal' });
      assert.deepEqual(temporary, { ...KEY, securityToken: 'TokenNotReal' });
    });

    test(`${provider}: the names of the sample code only when none of its own is set`, async () => {
      assert.deepEqual(await fromEnvironment(provider, sample), sampleKey);
      const empty = { ...sample, [id]: '', [secret]: '', [token]: '' };
      assert.deepEqual(await fromEnvironment(provider, empty), sampleKey);
    });

    test(`${provider}: what is set in part is refused by what is missing`, async () => {
      const halves: readonly (readonly [Environment, string])[] = [
        [{ [id]: 'IdNotReal' }, secret],
        [{ [secret]: 'SecretNotReal' }, id],
        [{ [id]: 'IdNotReal', [secret]: '' }, secret],
        [{ [token]: 'TokenNotReal' }, `${id}, ${secret}`],
      ];
      for (const [half, missing] of halves) {
        const message = new RegExp(`not complete; missing: ${missing}\\.$`);
        await refused(fromEnvironment(provider, half), message);
        await refused(fromEnvironment(provider, { ...half, ...sample }), message);
      }
      await refused(fromEnvironment(provider, { CLOUD_SDK_AK: 'IdNotReal' }), /missing: CLOUD_SDK_SK\./);
    });

    test(`${provider}: nothing is refused by the names`, async () => {
      for (const environment of [{}, { [id]: '', [secret]: '' }])
        await refused(fromEnvironment(provider, environment), new RegExp(`has no ${id} and ${secret}`));
    });

    test(`${provider}: odd characters are refused`, () =>
      refused(fromEnvironment(provider, { ...pair, [secret]: 'Secret\tNotReal' }), /secret/));
  }

  const terraform = { HW_ACCESS_KEY: 'TerraformIdNotReal', HW_SECRET_KEY: 'TerraformSecretNotReal' };

  test("huawei: Terraform's names second, never for what is missing of the first", async () => {
    const own = { HUAWEICLOUD_SDK_AK: 'IdNotReal', HUAWEICLOUD_SDK_SK: 'SecretNotReal' };
    assert.deepEqual(await fromEnvironment('huawei', { ...own, ...terraform }), KEY);
    assert.equal((await fromEnvironment('huawei', terraform)).accessKeyId, 'TerraformIdNotReal');
    const half = { ...terraform, HUAWEICLOUD_SDK_AK: 'IdNotReal' };
    await refused(fromEnvironment('huawei', half), /missing: HUAWEICLOUD_SDK_SK/);
  });

  test('huawei: a project and an identity provider are heeded as by the SDK', async () => {
    const own = { HUAWEICLOUD_SDK_AK: 'IdNotReal', HUAWEICLOUD_SDK_SK: 'SecretNotReal' };
    const project = { HUAWEICLOUD_SDK_PROJECT_ID: 'project1', HW_PROJECT_ID: 'project2' };
    const read = (environment: Environment) =>
      readLogin(account('huawei', 'environment'), loginSources({ environment }), 0);
    assert.partialDeepStrictEqual(await read({ ...own, ...project }), { projectId: 'project1' });
    assert.partialDeepStrictEqual(await read({ ...terraform, ...project }), { projectId: 'project2' });
    const provider = { HUAWEICLOUD_SDK_IDP_ID: 'corp', HUAWEICLOUD_SDK_ID_TOKEN_FILE: '/x' };
    for (const others of [own, terraform, sample, {}])
      await refused(read({ ...others, ...provider }), /identity provider \(HUAWEICLOUD_SDK_IDP_ID/);
    const half = { HUAWEICLOUD_SDK_IDP_ID: 'corp', HUAWEICLOUD_SDK_ID_TOKEN_FILE: '' };
    assert.deepEqual(await fromEnvironment('huawei', { ...own, ...half }), KEY);
  });
});
