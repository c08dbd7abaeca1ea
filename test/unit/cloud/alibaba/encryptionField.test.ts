import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readEncryptionField } from '../../../../src/cloud/alibaba/encryptionField.ts';

const KEY = '0d0466b0-e727-4d9c-b35d-f84bb474a37f';
const NEWER_KEY = 'key-hzz62f1cb66fa42qo1234';
const ARN = `acs:kms:cn-hangzhou:1234567890123456:key/${KEY}`;

function nested(depth: number, inside: string): string {
  return '['.repeat(depth) + inside + ']'.repeat(depth);
}

/** Design, "A state is never guessed". Official samples have the text `{}` and the object `{}`. */
const PLAIN: readonly unknown[] = [
  // Empty in any spelling.
  ...[undefined, null, '', '   ', '\n', '\u00A0', '\uFEFF', {}, [], [[]], [{}], [null]],
  ...['{}', ' { } ', '{\n}', 'null', 'NULL', 'undefined', '[]', '""', '"{}"', '"\\"{}\\""', '[{}]'],
  ...['{"a":null,"b":{},"c":[]}', { EncryptionKey: '', EncryptionAlgorithm: null }, '{"KeyId":" "}'],
  // A known negative, alone.
  ...['off', 'OFF', ' Off ', 'false', 'False', '0', 'no', 'NO', 'n', 'N', 'none', 'None', 'NONE'],
  ...[
    'n/a',
    'N/A',
    'NA',
    '-',
    '--',
    '–',
    'disabled',
    'Disabled',
    'unencrypted',
    'Unencrypted',
    'UNENCRYPTED',
  ],
  ...[
    'not encrypted',
    'NotEncrypted',
    'not_encrypted',
    'NOT-ENCRYPTED',
    'plaintext',
    'PlainText',
    'plain text',
  ],
  ...[false, 0, [false], ['off', 'none'], '"off"', '"\\"no\\""', '[0]'],
  // A known negative, as the member that says so.
  ...[
    '{"Encrypted":false}',
    '{"Encrypted":"0"}',
    '{"Encrypted":"no"}',
    '{"encrypted":"N"}',
    { Encrypted: 'OFF' },
  ],
  ...[
    '{"Status":"Disabled"}',
    '{"status":"disabled"}',
    '{"State":"off"}',
    '{"Enabled":false}',
    '{"enable":0}',
  ],
  ...['{"EncryptionStatus":"Disabled"}', '{"encryption_status":"off"}', '{"BackupEncryption":"none"}'],
  ...[
    '{"is_encrypted":false}',
    '{"isEncrypted":"n"}',
    '{"IS-ENCRYPTED":"No"}',
    '{"EncryptionEnabled":"false"}',
  ],
  ...[
    '{"Encryption":{"Status":"off"}}',
    '{"Encryption":{"Enabled":false,"Key":null}}',
    [{ Encrypted: false }],
  ],
  ...['{"Encryption":"Off","Type":"Plain"}', '{"encrypted":false,"version":1}', '{"Status":"off","Key":""}'],
  ...['{"EncryptionType":"None"}', '{"EncryptionMode":"plaintext"}', '{"EncryptionAlgorithm":"N/A"}'],
  ...['{"Encrypted":"\\"false\\""}', '{"Encryption":"{\\"Encrypted\\":false}"}', '{"KeyId":"none"}'],
  ...['"{\\"Encrypted\\":\\"no\\"}"', { Encrypted: false, Encryption: {} }, '{"EncryptionKey":"-"}'],
];

const ENCRYPTED: readonly unknown[] = [
  // A switch word.
  ...['on', 'ON', ' On ', 'true', 'True', '1', 'yes', 'YES', 'enabled', 'Enabled', 'encrypted', 'ENCRYPTED'],
  ...[true, 1, [true], '"on"', ['on'], '["enabled"]'],
  ...[
    '{"Encrypted":true}',
    '{"Encrypted":"yes"}',
    '{"Encrypted":1}',
    { is_encrypted: '1' },
    '{"Status":"on"}',
  ],
  ...['{"Enabled":true}', '{"EncryptionStatus":"Enabled"}', '{"Encryption":{"Status":"Enabled"}}'],
  ...[
    '{"Encryption":"on"}',
    { BackupEncryption: { Enabled: 'true' } },
    '{"Encrypted":true,"Compressed":false}',
  ],
  ...[
    '"{\\"Encrypted\\":true}"',
    '{"Encryption":"{\\"Encrypted\\":\\"1\\"}"}',
    '{"Encrypted":true,"version":1}',
  ],
  ...['{"Encrypted":true,"KeyId":"none"}', '{"Encrypted":true,"KeyState":"Disabled"}'],
  // An algorithm.
  ...['AES-256', 'aes256', 'AES_256', 'AES256-GCM', 'AES', 'SM4', 'sm4-cbc', 'Aliyun_AES_256', 'Aliyun_SM4'],
  ...['{"Algorithm":"AES-256"}', '{"EncryptionAlgorithm":"SM4"}', '{"EncryptionType":"aes128"}', ['AES256']],
  ...[
    '{"Encryption":"AES-128-CBC"}',
    { KeySpec: 'Aliyun_AES_256' },
    '{"EncryptMethod":"AES-256","Version":2}',
  ],
];

const WITH_KEY: Readonly<Record<string, unknown>> = {
  'an id alone': KEY,
  'an id alone, upper case': KEY.toUpperCase(),
  'a newer id alone': NEWER_KEY,
  'an ARN alone': ARN,
  'an alias as ARN': 'acs:kms:cn-hangzhou:1234567890123456:alias/acs/rds',
  'a member': `{"EncryptionKey":"${KEY}"}`,
  'an object': { EncryptionKey: KEY, EncryptionAlgorithm: 'AES-256' },
  'snake case': { kms_key_id: NEWER_KEY },
  'one word': { kmskeyid: KEY },
  'an ARN in any member': { Kms: ARN },
  'a nested one': { Encryption: { KeyInfo: { KeyId: KEY, KeyState: 'Enabled' } } },
  'in a list': { KeyIds: [KEY] },
  'wrapped twice': JSON.stringify(JSON.stringify({ KeyId: KEY })),
  'an id of another form, where the member is named for it': { EncryptionKey: 'service-key-20394857' },
  'a short name, where the member is named for it': { KmsKeyId: 'a-key' },
  'beside a switch': { Encrypted: 'true', KeyArn: ARN },
  'beside a rotation that is off': { EncryptionKey: KEY, Rotation: 'Disabled', KeyStatus: 'Disabled' },
  'beside the status of the set': { EncryptionKey: KEY, Status: 'Success' },
};

/** Nobody documented it, or it contradicts itself: it is never a proof. */
const UNCLEAR: readonly unknown[] = [
  // PolarDB has this word in a member of the same name (DBS 2021-01-01).
  ...[
    'psk2',
    '{"Encryption":"psk2"}',
    'kms',
    ['kms'],
    'KMS',
    'SSE-KMS',
    'tde',
    'unknown',
    'y',
    'x',
    '{"broken',
  ],
  ...[
    'enabling',
    'pending',
    'failed',
    'partial',
    'maybe',
    '未加密',
    '2',
    2,
    -1,
    0.5,
    '1.0',
    '00',
    '{"version":"1.0"}',
  ],
  ...["{'Encrypted': True}", '[{"x":1}]', '{"a":0,"b":{"c":"x"}}', '{"a":false}', { a: { b: { c: '0' } } }],
  ...['not on', 'not disabled', 'encrypted?', 'on off', 'AES-256 (planned)', 'no AES', 'RSA_2048', 'off;on'],
  // Not about this: a key's state, another switch, a negative turned round, an id of something else.
  ...[
    { KeyState: 'Enabled' },
    { KeyStatus: 'on' },
    { Key: { State: 'Enabled' } },
    { Rotation: { Status: 'on' } },
  ],
  ...['{"TDEStatus":"Enabled"}', '{"TDEStatus":"Disabled"}', { Compressed: true }, { NotEncrypted: true }],
  ...[
    { Unencrypted: false },
    { EncryptionSupported: true },
    { CanEncrypt: true },
    { BackupId: KEY },
    { '': true },
    { '-': 'off' },
  ],
  ...[{ Key: 'Compressed', Value: 'true' }, { SupportedAlgorithms: ['AES-256'] }, { Version: 'AES256' }],
  // Named like a key or an algorithm, and holding none.
  ...[
    { KeyId: 'k' },
    { EncryptionKey: 'unknown' },
    { EncryptionKey: 'pending-deletion' },
    { KeyId: '20260114' },
  ],
  ...[{ Algorithm: 'unknown' }, { EncryptionType: 0 }, { EncryptionType: 1 }, { EncryptionAlgorithm: 'RSA' }],
  // Contradictions.
  ...[{ Encrypted: false, KeyId: KEY }, { Encrypted: true, Status: 'off' }, [true, false], ['on', 'off']],
  ...['{"Encrypted":"no","Algorithm":"AES-256"}', [{ Encrypted: true }, { Encrypted: false }]],
  ...[
    { EncryptionStatus: 'Failed', EncryptionKey: KEY },
    { Encrypted: 'unknown', KeyId: KEY },
  ],
  ...[{ Encrypted: true, EncryptionType: 'none' }],
  // Too deep to be looked through.
  ...[nested(60, '"on"'), nested(300_000, ''), JSON.parse(nested(10_000, '"x"')) as unknown],
];

function title(value: unknown): string {
  return (typeof value === 'string' ? JSON.stringify(value) : safely(value)).slice(0, 80);
}

function safely(value: unknown): string {
  try {
    return value === undefined ? 'nothing' : JSON.stringify(value);
  } catch {
    return 'too deep';
  }
}

describe('the Encryption field of a backup set', () => {
  for (const value of PLAIN) {
    test(`${title(value)} is plain`, () =>
      assert.deepEqual(readEncryptionField(value), { says: 'plain', raw: '' }));
  }
  for (const value of ENCRYPTED) {
    test(`${title(value)} is encrypted, and names no key`, () => {
      const { says, raw, keyId } = readEncryptionField(value);
      assert.deepEqual([says, keyId], ['encrypted', undefined]);
      assert.ok(raw, 'and shows what the cloud said');
    });
  }
  for (const [name, value] of Object.entries(WITH_KEY)) {
    test(`a key, ${name}, is encrypted`, () => {
      const { says, keyId = '' } = readEncryptionField(value);
      assert.equal(says, 'encrypted');
      assert.match(keyId, /^(acs:kms:\S+|0d0466b0-[\w-]+|key-hzz\w+|service-key-20394857|a-key)$/i);
    });
  }
  for (const value of UNCLEAR) {
    test(`${title(value)} is unclear`, () => assert.equal(readEncryptionField(value).says, 'unclear'));
  }

  test('shows what is unclear as it came, made safe and cut', () => {
    assert.equal(readEncryptionField(' psk2\n').raw, 'psk2');
    assert.equal(readEncryptionField({ version: '1.0' }).raw, '{"version":"1.0"}');
    const { raw } = readEncryptionField({ Note: `a\u202Eb${'c'.repeat(9000)}` });
    assert.match(raw, /^\{"Note":"a bc+…$/);
    assert.equal([...raw].length, 300);
  });
});
