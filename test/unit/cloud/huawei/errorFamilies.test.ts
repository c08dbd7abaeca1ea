import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { errorReader, parseError } from '../../../../src/cloud/huawei/errors.ts';

function parse(httpStatus: number, body: unknown) {
  return parseError(httpStatus, JSON.stringify(body), new Headers());
}

/**
 * The database's error table with its HTTP statuses (Open Telekom Cloud's TaurusDB API reference; RDS's rds_10_0201 and
 * DDS's for codes that they share). The words are theirs.
 */
const TABLE: readonly (readonly [httpStatus: number, code: string, words: string, category: string])[] = [
  [400, 'DBS.200001', 'Parameter error.', 'invalid-request'],
  [400, 'DBS.200040', 'The DB engine or version is not supported.', 'unsupported'],
  [400, 'DBS.200042', 'The DB engine does not exist.', 'unsupported'],
  [400, 'DBS.212008', 'The DB engine is not supported.', 'unsupported'],
  [400, 'DBS.201207', 'The DB engine or version is not supported.', 'unsupported'],
  [400, 'DBS.280238', 'The DB engine or version is not supported.', 'unsupported'],
  [400, 'DBS.05000001', 'The kernel version is too early.', 'unsupported'],
  [400, 'DBS.200086', 'This operation is not allowed by the DB instance status.', 'instance-state'],
  [400, 'DBS.201014', 'This operation is not allowed by the DB instance status.', 'instance-state'],
  [400, 'DBS.280449', 'Operation not allowed on frozen objects.', 'instance-state'],
  [400, 'DBS.999901', 'Operation not allowed on frozen objects.', 'instance-state'],
  [400, 'DBS.999902', 'This operation is not allowed by the DB instance status.', 'instance-state'],
  [400, 'DBS.201208', 'The operation is not allowed by the backup status.', 'instance-state'],
  [403, 'DBS.200018', 'This DB instance is not available.', 'instance-state'],
  [403, 'DBS.200011', 'Operation cannot be executed in current state of the DB instance.', 'instance-state'],
  [403, 'DBS.212033', 'The instance is busy.', 'instance-state'],
  [409, 'DBS.200019', 'Another operation is being performed on the DB instance.', 'instance-state'],
  [409, 'DBS.200316', 'The DB instance status is Storage full.', 'instance-state'],
  [409, 'DBS.280406', 'Operation not allowed by the DB instance type or status.', 'instance-state'],
  [500, 'DBS.280228', 'Another operation is being performed.', 'instance-state'],
  [400, 'DBS.280110', 'The DB instance does not exist.', 'not-found'],
  [404, 'DBS.280110', 'Selected DB instance does not exist.', 'not-found'],
  [404, 'DBS.200002', 'The DB instance does not exist.', 'not-found'],
  [400, 'DBS.999903', 'The DB instance does not exist.', 'not-found'],
  [400, 'DBS.200823', 'The database does not exist.', 'invalid-request'],
  [403, 'DBS.200010', 'The operation is not authorized.', 'permission'],
  [403, 'DBS.280015', 'Resource not found or permission denied.', 'permission'],
  [403, 'DBS.280056', 'Invalid token.', 'credentials'],
  [500, 'DBS.200412', 'Server failure.', 'server'],
  [400, 'KMS.0209', 'The key has been disabled.', 'key'],
  [400, 'KMS.0211', 'Cannot perform this operation on Default Master Keys.', 'key'],
  [400, 'CBC.30050010', 'Some resources are included in unpaid orders.', 'billing'],
  [400, 'CBC.99003651', 'Another operation is being performed.', 'instance-state'],
];

describe('the published error tables, in each of the shapes that bodies have', () => {
  for (const [httpStatus, code, words, category] of TABLE)
    test(`${httpStatus} ${code} is ${category}`, () => {
      const bodies = [
        { error_code: code, error_msg: words },
        { errCode: code, externalMessage: words },
        { error: { error_code: code, error_msg: words } },
        { error: { code, message: words } },
        { code, message: words },
        { error_code: '', errCode: code, externalMessage: words },
      ];
      for (const body of bodies) {
        const { category: got, message, code: told } = parse(httpStatus, body);
        assert.deepEqual([got, told], [category, code], JSON.stringify(body));
        assert.ok(message.startsWith(words));
      }
    });
});

describe('bodies of IAM, whose code is an HTTP status', () => {
  const STATUSES = {
    400: 'invalid-request',
    401: 'credentials',
    403: 'permission',
    404: 'not-found',
    409: 'instance-state',
    429: 'throttled',
    503: 'server',
  };
  for (const [code, category] of Object.entries(STATUSES))
    test(`${code} is ${category}, whatever a gateway made of it`, () => {
      const error = { code: Number(code), message: 'In words.', title: 'A title' };
      for (const body of [{ error }, { error: { ...error, code } }, { forbidden: error }]) {
        const parsed = parse(500, body);
        assert.deepEqual([parsed.category, parsed.message, parsed.code], [category, 'In words.', code]);
      }
    });
});

describe('a message without a code', () => {
  const bodies = [
    { error_msg: 'Not now.' },
    { externalMessage: 'Not now.' },
    { message: 'Not now.' },
    { error: { message: 'Not now.' } },
    { error: { title: 'Not now.' } },
    { error_code: null, error_msg: 'Not now.' },
  ];
  for (const body of bodies)
    test(`is shown, and means what the HTTP status says: ${JSON.stringify(body)}`, () => {
      const { category, message, code } = parse(409, body);
      assert.deepEqual([category, message, code], ['instance-state', 'Not now.', undefined]);
    });
});

test('no action would help against a refusal of the address or of the region', () => {
  for (const number of ['0310', '0401', '0402', '0404', '0801', '0802']) {
    const body = JSON.stringify({ error_code: `APIGW.${number}`, error_msg: 'Denied.' });
    assert.equal(parseError(403, body, new Headers(), 'gaussdb:instance:list').message, 'Denied.');
  }
});

test('an error may come with a good status, and is known by any of its names for a code', () => {
  const { tells } = errorReader();
  for (const body of [{ error_code: 'X' }, { errCode: 'X' }, { error: {} }, { code: 'X' }])
    assert.ok(tells(body));
  assert.ok(!tells({ encryption_status: 'on' }));
});
