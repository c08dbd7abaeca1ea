import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ALREADY_ENABLED } from '../../../../src/cloud/alibaba/errorCodes.ts';
import { isAlreadyEnabled, parseError } from '../../../../src/cloud/alibaba/errors.ts';
import { SEED_PAGE } from './errorCodes.ts';

const noHeaders = new Headers();

function parse(httpStatus: number, body: unknown, headers = noHeaders) {
  return parseError(httpStatus, typeof body === 'string' ? body : JSON.stringify(body), headers);
}

function meaning(httpStatus: number, code: string) {
  const { category, retryable } = parse(httpStatus, { Code: code, Message: 'm' });
  return retryable ? `${category}, retryable` : category;
}

describe('the codes of the EnableBackupEncryption page', () => {
  test('are all here', () => {
    assert.equal(SEED_PAGE.length, 70);
    assert.equal(new Set(SEED_PAGE.map(([, code]) => code)).size, 70);
  });

  for (const [httpStatus, code, category] of SEED_PAGE) {
    test(`${code} is ${category}`, () => {
      const expected = { category, retryable: category === 'server' };
      const { category: got, retryable } = parse(httpStatus, { Code: code, Message: 'm' });
      assert.deepEqual({ category: got, retryable }, expected);
      // A known code means the same with any HTTP status, in any case.
      assert.equal(parse(418, { Code: code.toUpperCase(), Message: 'm' }).category, category);
    });
  }

  test('the switch that was on', () => {
    assert.deepEqual(
      SEED_PAGE.filter(([, code]) => isAlreadyEnabled(code)).map(([, code]) => code),
      [ALREADY_ENABLED],
    );
    assert.ok(isAlreadyEnabled(ALREADY_ENABLED.toLowerCase()));
    assert.ok(!isAlreadyEnabled(undefined));
  });
});

describe('the codes of the gateways', () => {
  const gateway: readonly (readonly [number, string, string])[] = [
    [400, 'Throttling', 'throttled, retryable'],
    [400, 'Throttling.User', 'throttled, retryable'],
    [503, 'Throttling.Api', 'throttled, retryable'],
    [429, 'Rejected.Throttling', 'throttled, retryable'],
    [503, 'ServiceUnavailable', 'server, retryable'],
    [503, 'ServiceUnavailableTemporary', 'server, retryable'],
    [500, 'InternalError', 'server, retryable'],
    [400, 'InvalidTimeStamp.Expired', 'clock-skew'],
    [400, 'InvalidTimeStamp.Format', 'invalid-request'],
    [400, 'IllegalTimestamp', 'invalid-request'],
    [400, 'SignatureNonceUsed', 'invalid-request, retryable'],
    [400, 'SignatureDoesNotMatch', 'credentials'],
    [400, 'IncompleteSignature', 'credentials'],
    [404, 'InvalidAccessKeyId.NotFound', 'credentials'],
    [400, 'InvalidAccessKeyId.Inactive', 'credentials'],
    [400, 'InvalidSecurityToken.Expired', 'credentials'],
    [400, 'InvalidSecurityToken.MismatchWithAccessKey', 'credentials'],
    [403, 'Forbidden', 'permission'],
    [403, 'Forbidden.RAM', 'permission'],
    [400, 'Forbidden.RiskControl', 'permission'],
    [400, 'Forbedden.NotSupportRAM', 'permission'],
    [400, 'NoPermission', 'permission'],
    [400, 'ActionUnauthorized', 'permission'],
    [404, 'Forbidden.KeyNotFound', 'key'],
    [409, 'Rejected.Disabled', 'key'],
    [409, 'Rejected.PendingDeletion', 'key'],
    [400, 'InvalidAction.NotFound', 'not-found'],
    [400, 'InvalidApi.NotFound', 'not-found'],
    [400, 'NoSuchVersion', 'not-found'],
    [404, 'MissingDBInstanceId', 'invalid-request'],
    [404, 'InvalidParameter.RegionId', 'invalid-request'],
    [403, 'InvalidProtocol.NeedSsl', 'invalid-request'],
    [404, 'Something.New', 'not-found'],
    [400, 'Something.New', 'invalid-request'],
  ];
  for (const [httpStatus, code, expected] of gateway) {
    test(`${httpStatus} ${code} is ${expected}`, () => {
      assert.equal(meaning(httpStatus, code), expected);
    });
  }
});

describe('error bodies of Alibaba Cloud', () => {
  const expected = {
    category: 'throttled',
    retryable: true,
    code: 'Throttling',
    message: 'Slow <down>.',
    requestId: 'R',
  };
  const bodies: readonly (readonly [string, unknown])[] = [
    ['JSON', { RequestId: 'R', HostId: 'h', Code: 'Throttling', Message: 'Slow <down>.', Recommend: 'u' }],
    ['lower-case JSON', { requestId: 'R', code: 'Throttling', message: 'Slow <down>.' }],
    ['JSON after a byte order mark', `\uFEFF{"Code":"Throttling","Message":"Slow <down>.","RequestId":"R"}`],
    [
      'XML',
      `<?xml version="1.0"?>\n<Error><RequestId>R</RequestId><Code>Throttling</Code><Message>Slow &lt;down&gt;.</Message></Error>`,
    ],
  ];
  for (const [name, body] of bodies) {
    test(name, () => {
      assert.deepEqual(parse(400, body), expected);
      assert.deepEqual(parse(200, body), expected);
    });
  }

  test('a request id of the header, where the body has none', () => {
    const headers = new Headers({ 'x-acs-request-id': 'H' });
    assert.equal(parse(400, { Code: 'x' }, headers).requestId, 'H');
    assert.equal(parse(400, { Code: 'x', RequestId: 'B' }, headers).requestId, 'B');
    assert.equal(parse(502, '<html>', headers).requestId, 'H');
  });

  test('a denial names the action, and nothing of the opaque diagnosis', () => {
    const detail = { AuthAction: 'rds:DescribeBackups', EncodedDiagnosticMessage: 'AQIBIAAAAA' };
    const body = { Code: 'NoPermission', Message: 'Not authorized.', AccessDeniedDetail: detail };
    assert.equal(parse(403, body).message, 'Not authorized. (rds:DescribeBackups)');
    const telling = { ...body, Message: 'You need rds:DescribeBackups.' };
    assert.equal(parse(403, telling).message, 'You need rds:DescribeBackups.');
  });

  test('the signed text is cut off', () => {
    const Message =
      'Specified signature is not matched with our calculation. server string to sign is:POST&%2F&SecurityToken%3Dabc';
    const { message, category } = parse(400, { Code: 'SignatureDoesNotMatch', Message });
    assert.equal(message, 'Specified signature is not matched with our calculation.');
    assert.equal(category, 'credentials');
  });

  test('a good reply has no code', () => {
    const { code, requestId } = parse(200, {
      RequestId: 'R',
      Message: 'Role exists.',
      AuthorizationState: 1,
    });
    assert.deepEqual({ code, requestId }, { code: undefined, requestId: 'R' });
  });
});

test('a page is no error body: an HTML `code` element is no code', () => {
  const { category, code } = parse(403, '<html><body><code>Throttling</code>Log in</body></html>');
  assert.deepEqual([category, code], ['unexpected-reply', undefined]);
});

describe('replies that are no error body', () => {
  const odd = ['', ' ', '{"Code":', 'null', '[]', '"x"', '1'];
  for (const body of [...odd, '{"Code":null,"Message":{}}', '['.repeat(10_000), '\u0000']) {
    test(JSON.stringify(body.slice(0, 30)), () => {
      for (const [httpStatus, category] of [
        [200, 'unexpected-reply'],
        [302, 'unexpected-reply'],
        [403, 'permission'],
        [503, 'server'],
      ] as const) {
        const parsed = parse(httpStatus, body);
        assert.equal(parsed.category, category);
        assert.equal(parsed.code, undefined);
        assert.match(parsed.message, new RegExp(`^The cloud answered with HTTP status ${httpStatus} `));
      }
    });
  }
});
