import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Environment } from '../../../src/cloud/login.ts';
import { KEY, KEYS, readCli, refused, ROLE, SESSION } from '../../support/profiles.ts';

const ROLE_LOGIN = { kind: 'role', role: { roleArn: ROLE, sessionName: 'me' }, from: KEYS };
const ROLE_MEMBERS = { ram_role_arn: ROLE, ram_session_name: 'me' };
const NAMED = { name: 'default', ...KEY };

/** Profiles as the Aliyun CLI reads them (config/profile.go, July 2026). */
const READ: Readonly<Record<string, readonly [profile: object, login: object]>> = {
  'AK with a left-over token and role': [{ mode: 'AK', sts_token: 'LeftOver', ...ROLE_MEMBERS }, KEYS],
  'no mode: keys': [{}, KEYS],
  'no mode: a token': [{ sts_token: 'TokenNotReal' }, SESSION],
  'no mode: a role': [{ mode: '', ...ROLE_MEMBERS }, ROLE_LOGIN],
  'no mode: a token goes before a role': [
    { mode: null, sts_token: 'TokenNotReal', ...ROLE_MEMBERS },
    SESSION,
  ],
  'no mode: a program is for profiles without keys': [{ process_command: 'x' }, KEYS],
  'members in any case': [{ Mode: 'StsToken', STS_Token: 'TokenNotReal' }, SESSION],
  'empty members': [{ mode: 'RamRoleArn', ...ROLE_MEMBERS, sts_token: '', external_id: '' }, ROLE_LOGIN],
  'a role that is assumed with a temporary key': [
    { mode: 'RamRoleArn', sts_token: 'TokenNotReal', ...ROLE_MEMBERS },
    { ...ROLE_LOGIN, from: SESSION },
  ],
  'a role with the region of its STS': [
    { mode: 'RamRoleArn', ...ROLE_MEMBERS, sts_region: 'cn-beijing' },
    { ...ROLE_LOGIN, role: { ...ROLE_LOGIN.role, region: 'cn-beijing' } },
  ],
};

const REFUSED: Readonly<Record<string, readonly [profile: object, message: RegExp]>> = {
  'a mode in another case': [{ mode: 'ak' }, /"default" uses ak, which is not supported/],
  'a mode that nobody knows': [{ mode: 'Quantum' }, /uses Quantum/],
  'no mode and a machine’s role': [{ access_key_id: '', ram_role_name: 'r' }, /uses EcsRamRole/],
  'no mode and a single sign-on': [{ access_key_id: '', cloud_sso_sign_in_url: 'x' }, /uses CloudSSO/],
  'nothing filled in': [{ access_key_id: '', access_key_secret: '' }, /neither a mode nor a complete/],
  'a temporary key without its token': [{ mode: 'StsToken' }, /missing: sts_token/],
  'a role that is not named': [{ mode: 'RamRoleArn' }, /names no role/],
  "the SDKs' name of a role": [{ mode: 'RamRoleArn', role_arn: ROLE }, /names no role/],
  'a region that is none': [
    { mode: 'RamRoleArn', ...ROLE_MEMBERS, sts_region: 'evil.test/#' },
    /"sts_region" is not a region id/,
  ],
  'a token that is no text': [{ sts_token: 7 }, /"sts_token" of the profile must be a text/],
  'no command': [{ mode: 'External' }, /names no "process_command"/],
};

describe('a profile of the Aliyun CLI is read as the CLI reads it', () => {
  for (const [title, [profile, login]] of Object.entries(READ)) {
    test(title, async (t) => {
      assert.deepEqual(await readCli(t, { profiles: [{ ...NAMED, ...profile }] }), login);
    });
  }
  for (const [title, [profile, message]] of Object.entries(REFUSED)) {
    test(`or refused in words: ${title}`, (t) =>
      refused(readCli(t, { profiles: [{ ...NAMED, ...profile }] }), message));
  }
});

describe('which profile is meant', () => {
  const profiles = ['default', 'a', 'b', 'c'].map((name) => ({
    ...NAMED,
    name,
    access_key_id: `IdOf-${name}`,
  }));

  async function keyIn(
    t: Parameters<typeof readCli>[0],
    configuration: object,
    environment: Environment = {},
  ) {
    const login = await readCli(t, configuration, undefined, { environment });
    assert.ok(login.kind === 'keys');
    return login.credentials.accessKeyId;
  }

  test('is told by the variables in the CLI’s order; an empty one is not set', async (t) => {
    const file = { current: 'a', profiles };
    const rows: readonly (readonly [string, Environment])[] = [
      ['IdOf-a', {}],
      ['IdOf-a', { ALIBABACLOUD_PROFILE: '', ALIBABA_CLOUD_PROFILE: '' }],
      ['IdOf-b', { ALIBABACLOUD_PROFILE: 'b' }],
      ['IdOf-b', { ALIBABACLOUD_PROFILE: 'b', ALIBABA_CLOUD_PROFILE: 'c' }],
      ['IdOf-c', { ALIBABACLOUD_PROFILE: '', ALIBABA_CLOUD_PROFILE: 'c', ALICLOUD_PROFILE: 'b' }],
      ['IdOf-b', { ALICLOUD_PROFILE: 'b' }],
    ];
    for (const [id, environment] of rows) assert.equal(await keyIn(t, file, environment), id);
  });

  test('is "default" where the file names none, and the first of several with the name', async (t) => {
    assert.equal(await keyIn(t, { profiles }), 'IdOf-default');
    const twice = [
      { ...NAMED, access_key_id: 'IdOfFirst' },
      { ...NAMED, access_key_id: 'IdOfSecond' },
    ];
    assert.equal(await keyIn(t, { current: 'default', profiles: twice }), 'IdOfFirst');
  });

  test('is told to the letter', async (t) => {
    const other = [
      { ...NAMED, name: ' prod' },
      { ...NAMED, name: 'Prod' },
    ];
    await refused(readCli(t, { profiles: other }, 'prod'), /no profile "prod"/);
  });
});

describe('the environment', () => {
  test('fills in what the profile leaves empty, as for the CLI', async (t) => {
    const environment = { ALIBABA_CLOUD_ROLE_ARN: ROLE, ALIBABA_CLOUD_EXTERNAL_ID: 'ours' };
    const profiles = [
      { ...NAMED, ram_session_name: 'me' },
      { ...NAMED, name: 'ak', mode: 'AK' },
    ];
    assert.deepEqual(await readCli(t, { profiles }, 'default', { environment }), {
      ...ROLE_LOGIN,
      role: { ...ROLE_LOGIN.role, externalId: 'ours' },
    });
    assert.deepEqual(await readCli(t, { profiles }, 'ak', { environment }), KEYS);
    const token = { ALIBABACLOUD_SECURITY_TOKEN: 'TokenNotReal' };
    assert.deepEqual(await readCli(t, { profiles }, 'default', { environment: token }), SESSION);
  });

  test('may forbid profiles, and programs', async (t) => {
    const file = { profiles: [NAMED, { name: 'x', mode: 'External', process_command: 'x' }] };
    const forbidding: readonly Environment[] = [
      { ALIBABA_CLOUD_IGNORE_PROFILE: 'TRUE' },
      { ALIBABACLOUD_IGNORE_PROFILE: 'TRUE' },
      { ALIBABA_CLOUD_CLI_PROFILE_DISABLED: 'True' },
    ];
    for (const environment of forbidding)
      await refused(readCli(t, file, 'default', { environment }), /forbids to use profiles \(ALIBABA/);
    const environment = { ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS: '1', ALIBABA_CLOUD_IGNORE_PROFILE: '' };
    assert.deepEqual(await readCli(t, file, 'default', { environment }), KEYS);
    await refused(readCli(t, file, 'x', { environment }), /forbids to run programs/);
  });
});
