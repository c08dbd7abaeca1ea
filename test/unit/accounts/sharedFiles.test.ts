import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { KEY, KEYS, readShared, refused, ROLE, SESSION } from '../../support/profiles.ts';

const ALIBABA_KEY = Object.entries(KEY)
  .map(([name, value]) => `${name} = ${value}\n`)
  .join('');
const HUAWEI_KEY = 'ak = IdNotReal\nsk = SecretNotReal\n';
const PROJECT = '0123456789abcdef0123456789abcdef';

/** Files whose preferred profile is the keys; as the vendors' SDKs, or most of them, read them. */
const KEYS_IN: Readonly<Record<'alibaba' | 'huawei', Readonly<Record<string, string>>>> = {
  alibaba: {
    "the layout of the vendor's README": `[default]                          # Default credential
type = access_key                  # Certification type: access_key
access_key_id = IdNotReal                # access key id
access_key_secret = SecretNotReal            # access key secret
`,
    'indented sections': `  [default]\n  type = access_key\n  access_key_id = IdNotReal\n  access_key_secret = SecretNotReal\n`,
    'a comment that touches the value': `[default]\ntype=access_key#x\naccess_key_id=IdNotReal#x\naccess_key_secret=SecretNotReal#\n`,
    'a left-over token': `[default]\ntype = access_key\n${ALIBABA_KEY}security_token = LeftOverNotReal\n`,
    'a byte order mark and CRLF': `\uFEFF[default]\r\ntype = access_key\r\n${ALIBABA_KEY.replaceAll('\n', '\r\n')}`,
    quotes: `[default]\ntype = "access_key"\naccess_key_id = 'IdNotReal'\naccess_key_secret = "SecretNotReal"\n`,
  },
  huawei: {
    colons: '[basic]\nak: IdNotReal\nsk: SecretNotReal\n',
    'upper case': '[basic]\nAK = IdNotReal\nSK = SecretNotReal\n',
    'an identity provider without its token': `[basic]\n${HUAWEI_KEY}idp_id = corp\n`,
    'a token of no identity provider': `[basic]\n${HUAWEI_KEY}id_token_file = /x\n`,
    'empty members': `[basic]\n${HUAWEI_KEY}security_token =\nidp_id =\nid_token_file = /x\nproject_id =\n`,
    'comments behind': '[basic] ; mine\nak = IdNotReal # mine\nsk = SecretNotReal ; mine\n',
    'a byte order mark and CRLF': `\uFEFF[basic]\r\n${HUAWEI_KEY.replaceAll('\n', '\r\n')}`,
  },
};

for (const [provider, files] of Object.entries(KEYS_IN)) {
  describe(`${provider}: the keys are found in a file with`, () => {
    for (const [title, text] of Object.entries(files)) {
      test(title, async (t) => {
        assert.deepEqual(await readShared(t, provider as 'alibaba' | 'huawei', text), KEYS);
      });
    }
  });
}

describe('a profile of a shared file', () => {
  test('may have dots in its name', async (t) => {
    const text = `[prod]\n${HUAWEI_KEY.replace('IdNotReal', 'IdOfProd')}[prod.cn]\n${HUAWEI_KEY}`;
    assert.deepEqual(await readShared(t, 'huawei', text, 'prod.cn'), KEYS);
  });

  test('has what stands in [DEFAULT]', async (t) => {
    const text = `[DEFAULT]\ntype = sts\nsecurity_token = TokenNotReal\n[default]\n${ALIBABA_KEY}`;
    assert.deepEqual(await readShared(t, 'alibaba', text), SESSION);
    await refused(readShared(t, 'alibaba', text, 'DEFAULT'), /no profile "DEFAULT"/);
  });

  test('of Huawei Cloud with a project is for that project alone', async (t) => {
    const text = `[basic]\n${HUAWEI_KEY}project_id = ${PROJECT}\n`;
    assert.deepEqual(await readShared(t, 'huawei', text), { ...KEYS, projectId: PROJECT });
  });

  test("of Alibaba Cloud has a role by the SDKs' names only, and assumes it without a token", async (t) => {
    const text = `[default]
type = ram_role_arn
${ALIBABA_KEY}security_token = LeftOverNotReal
ram_role_arn = acs:ram::1:role/of-another-tool
ram_session_name = another
role_arn = ${ROLE}
policy = {"Version": "1"}
`;
    const role = { roleArn: ROLE, sessionName: 'backup-encryption', policy: '{"Version": "1"}' };
    assert.deepEqual(await readShared(t, 'alibaba', text), { kind: 'role', role, from: KEYS });
    await refused(readShared(t, 'alibaba', text.replace(/^role_arn.*$/m, '')), /names no role/);
  });

  test('is the one that a variable prefers, unless the variable is empty', async (t) => {
    const other = ALIBABA_KEY.replace('IdNotReal', 'IdOfOther');
    const text = `[default]\ntype = access_key\n${ALIBABA_KEY}[other]\ntype = access_key\n${other}`;
    const chosen = (name: string) =>
      readShared(t, 'alibaba', text, undefined, { ALIBABA_CLOUD_PROFILE: name });
    assert.deepEqual(await chosen(''), KEYS);
    assert.partialDeepStrictEqual(await chosen('other'), { credentials: { accessKeyId: 'IdOfOther' } });
  });

  test('that the SDKs would not take is refused in words', async (t) => {
    const alibaba = (text: string, message: RegExp) => refused(readShared(t, 'alibaba', text), message);
    await alibaba(`[default]\n${ALIBABA_KEY}role_arn = ${ROLE}\n`, /"default" names no "type"/);
    await alibaba(`[default]\ntype = Access_Key\n${ALIBABA_KEY}`, /uses Access_Key, which is not supported/);
    await alibaba(`[default]\ntype = oidc_role_arn\n${ALIBABA_KEY}`, /uses oidc_role_arn/);
    await alibaba(`[default]\ntype = sts\n${ALIBABA_KEY}`, /missing: security_token/);
    await alibaba(
      '[default]\ntype = access_key\naccess_key_id =\naccess_key_secret = SecretNotReal',
      /missing: access_key_id/,
    );
    await alibaba(
      '[default]\ntype = access_key\naccess_key_id = a\n  access_key_secret = SecretNotReal',
      /begins with a space/,
    );
    await refused(readShared(t, 'huawei', '[basic]\nidp_id = corp\n'), /missing: ak, sk/);
    const utf16 = Buffer.from(`\uFEFF[basic]\n${HUAWEI_KEY}`, 'utf16le').toString('latin1');
    await refused(readShared(t, 'huawei', utf16), /not written in UTF-8/);
  });
});
