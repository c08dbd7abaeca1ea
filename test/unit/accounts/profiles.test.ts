import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readLogin } from '../../../src/accounts/logins.ts';
import { loginSources } from '../../support/logins.ts';
import {
  account,
  homeWith,
  KEY,
  KEYS,
  readCli,
  readShared,
  refused,
  ROLE,
  SESSION,
} from '../../support/profiles.ts';

describe('a profile of the Aliyun CLI', () => {
  test('of mode AK, StsToken, or none', async (t) => {
    const profiles = [
      { name: 'default', mode: 'AK', ...KEY, sts_token: 'left over' },
      { name: 'short', mode: 'StsToken', ...KEY, sts_token: 'TokenNotReal' },
      { name: 'plain', ...KEY },
    ];
    const configuration = { current: 'short', profiles };
    assert.deepEqual(await readCli(t, configuration, 'default'), KEYS);
    assert.deepEqual(await readCli(t, configuration, 'plain'), KEYS);
    assert.deepEqual(await readCli(t, configuration), SESSION, 'the current one when none is named');
    const environment = { ALIBABA_CLOUD_PROFILE: 'plain' };
    assert.deepEqual(await readCli(t, configuration, undefined, { environment }), KEYS);
  });

  test('with a role, from its own keys or by another profile', async (t) => {
    const role = { ram_role_arn: ROLE, ram_session_name: 'me', external_id: 'ours', expired_seconds: 1800 };
    const profiles = [
      { name: 'direct', mode: 'RamRoleArn', ...KEY, ...role },
      { name: 'chained', mode: 'ChainableRamRoleArn', ram_role_arn: ROLE, source_profile: 'direct' },
    ];
    const direct = {
      kind: 'role',
      role: { roleArn: ROLE, sessionName: 'me', externalId: 'ours', durationSeconds: 1800 },
      from: KEYS,
    };
    assert.deepEqual(await readCli(t, { profiles }, 'direct'), direct);
    const session = { roleArn: ROLE, sessionName: 'backup-encryption' };
    assert.deepEqual(await readCli(t, { profiles }, 'chained'), {
      kind: 'role',
      role: session,
      from: direct,
    });
  });

  test('that leads back to itself is refused', async (t) => {
    const chained = { mode: 'ChainableRamRoleArn', ram_role_arn: ROLE };
    const profiles = [
      { name: 'a', ...chained, source_profile: 'b' },
      { name: 'b', ...chained, source_profile: 'a' },
      { name: 'self', ...chained, source_profile: 'self' },
      { name: 'lost', ...chained, source_profile: 'nobody' },
    ];
    await refused(readCli(t, { profiles }, 'a'), /"a" leads back to itself/);
    await refused(readCli(t, { profiles }, 'self'), /leads back/);
    await refused(readCli(t, { profiles }, 'lost'), /no profile "nobody"/);
  });

  for (const mode of ['EcsRamRole', 'OIDC', 'CloudSSO', 'OAuth', 'Weird\u202E'])
    test(`of mode ${mode.slice(0, 10)} is named as not supported`, (t) =>
      refused(readCli(t, { profiles: [{ name: 'x', mode, ...KEY }] }, 'x'), /"x" uses \w+ ?, which is not/));

  test('runs a program only when its command is allowed', async (t) => {
    const print = `console.log(JSON.stringify({mode:"StsToken",access_key_id:"IdNotReal",access_key_secret:"SecretNotReal",sts_token:"TokenNotReal"}))`;
    const home = homeWith(t, 'print.cjs', print);
    const command = `${process.execPath} ${join(home, 'print.cjs')}`;
    const profiles = [{ name: 'x', mode: 'External', process_command: command }];
    await refused(readCli(t, { profiles }, 'x'), /runs a program.*allow it first/);
    const { programs } = loginSources();
    const allowed = { ...programs, isAllowed: (text: string) => text === command };
    assert.deepEqual(await readCli(t, { profiles }, 'x', { programs: allowed }), SESSION);
  });

  test('whose program fails or prints nonsense quotes nothing of it', async (t) => {
    const { programs } = loginSources();
    const allowed = { programs: { ...programs, isAllowed: () => true } };
    const outputs = {
      'console.log("SecretNotReal")': /did not print/,
      'console.error("SecretNotReal"); process.exit(3)': /failed \(3\)/,
      'console.log("x".repeat(100_000))': /failed/,
    };
    for (const [script, message] of Object.entries(outputs)) {
      const home = homeWith(t, 'run.cjs', script);
      const command = `${process.execPath} ${join(home, 'run.cjs')}`;
      const profiles = [{ name: 'x', mode: 'External', process_command: command }];
      await refused(readCli(t, { profiles }, 'x', allowed), message);
    }
    const missing = [{ name: 'x', mode: 'External', process_command: 'no-such-program --now' }];
    await refused(readCli(t, { profiles: missing }, 'x', allowed), /failed \(ENOENT\)/);
  });

  const broken = {
    'cut off': '{"profiles":[{"name":"default","access_key_secret":"SecretNotReal"',
    'no list': '{"profiles":"SecretNotReal"}',
    'no object': '["SecretNotReal"]',
    empty: '',
  };
  for (const [title, text] of Object.entries(broken))
    test(`in a file that is ${title} is refused by the file's name`, (t) =>
      refused(readCli(t, text, 'default'), /~\/\.aliyun\/config\.json: It is not a configuration/));

  test('without a file, or half a key', async (t) => {
    const source = account('alibaba', { source: 'cliProfile' });
    await refused(readLogin(source, loginSources(), 0), /no file ~\/\.aliyun/);
    const half = { profiles: [{ name: 'x', mode: 'AK', access_key_secret: 'SecretNotReal' }] };
    await refused(readCli(t, half, 'x'), /no complete access key/);
  });
});

describe('a profile of the file that the SDKs share', () => {
  test('Alibaba Cloud: keys, temporary keys, a role', async (t) => {
    const keys = 'access_key_id = IdNotReal\naccess_key_secret = SecretNotReal\n';
    const text = `# mine
[default]
type = access_key
${keys}
[session]
type = sts
${keys}security_token = TokenNotReal
[role]
type = ram_role_arn
${keys}role_arn = ${ROLE}
role_session_name = me
[machine]
type = ecs_ram_role
`;
    assert.deepEqual(await readShared(t, 'alibaba', text), KEYS);
    assert.deepEqual(await readShared(t, 'alibaba', text, 'session'), SESSION);
    const role = { kind: 'role', role: { roleArn: ROLE, sessionName: 'me' }, from: KEYS };
    assert.deepEqual(await readShared(t, 'alibaba', text, 'role'), role);
    await refused(readShared(t, 'alibaba', text, 'machine'), /"machine" uses ecs_ram_role/);
    await refused(readShared(t, 'alibaba', text, 'other'), /no profile "other"/);
  });

  test('Huawei Cloud: basic, temporary keys, an identity provider', async (t) => {
    const text = `[basic]
ak = IdNotReal
sk = SecretNotReal
iam_endpoint = https://iam.evil.test
[session]
ak = IdNotReal
sk = SecretNotReal
security_token = TokenNotReal
[idp]
idp_id = x
id_token_file = /y
`;
    assert.deepEqual(await readShared(t, 'huawei', text), KEYS);
    assert.deepEqual(await readShared(t, 'huawei', text, 'session'), SESSION);
    await refused(readShared(t, 'huawei', text, 'idp'), /"idp" uses an identity provider/);
    await refused(
      readShared(t, 'huawei', '{"ak":"SecretNotReal"}'),
      /Line 1 stands before the first section/,
    );
    await refused(readShared(t, 'huawei', ''), /no profile "basic"/);
  });

  test('a path in the environment comes first', async (t) => {
    const home = homeWith(t, 'mine.ini', '[basic]\nak=IdNotReal\nsk=SecretNotReal\n');
    const environment = { HUAWEICLOUD_SDK_CREDENTIALS_FILE: join(home, 'mine.ini') };
    const sources = loginSources({ environment });
    assert.deepEqual(await readLogin(account('huawei', { source: 'sharedFile' }), sources, 0), KEYS);
  });
});

test('a role in the settings, assumed with what another source gives', async () => {
  const environment = {
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'IdNotReal',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'SecretNotReal',
  };
  const from = { source: 'environment' } as const;
  const source = { source: 'assumeRole', roleArn: ROLE, externalId: 'ours', from } as const;
  assert.deepEqual(await readLogin(account('alibaba', source), loginSources({ environment }), 0), {
    kind: 'role',
    role: { roleArn: ROLE, sessionName: 'backup-encryption', externalId: 'ours' },
    from: KEYS,
  });
});
