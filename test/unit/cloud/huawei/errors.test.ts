import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseError } from '../../../../src/cloud/huawei/errors.ts';

const noHeaders = new Headers();

function parse(httpStatus: number, body: unknown, headers = noHeaders) {
  return parseError(httpStatus, typeof body === 'string' ? body : JSON.stringify(body), headers);
}

function meaning(httpStatus: number, code: string, message = 'm') {
  const { category, retryable } = parse(httpStatus, { error_code: code, error_msg: message });
  return retryable ? `${category}, retryable` : category;
}

/** What each code means, with an HTTP status that alone would say something else. */
const CODES: Readonly<Record<string, string>> = {
  '0101 0103': 'not-found',
  '0202 0203 0601 0605 0606 0608 0610 0613': 'server, retryable',
  '0301 0303 0305 0307 0311': 'credentials',
  '0302 0304 0306 0310 0401 0402 0404 0801 0802': 'permission',
  '0308': 'throttled, retryable',
  '0501': 'throttled',
  '0502': 'billing',
};

const SERVICE_CODES: Readonly<Record<string, string>> = {
  'DBS.200001 DBS.200004 DBS.200006 DBS.280001 DBS.280204 DBS.290000 DBS.280404 DBS.280439':
    'invalid-request',
  'DBS.200086 DBS.201014 DBS.280449 DBS.200316 DBS.201205 DBS.201015 DBS.05000084 DBS.212033':
    'instance-state',
  'DBS.200011 DBS.200019 DBS.200047 DBS.201202 DBS.212006 DBS.280406': 'instance-state',
  'DBS.200040 DBS.280238 DBS.201207 DBS.05000001': 'unsupported',
  'DBS.200010 DBS.200604 DBS.200044 DBS.201003 DBS.280015': 'permission',
  'DBS.280056': 'credentials',
  'DBS.200002 DBS.200045 DBS.200408 DBS.200602 DBS.201028 DBS.290005 DBS.290011 DBS.290013': 'not-found',
  'DBS.108000 DBS.108002 DBS.108005 DBS.200005 DBS.213002 DBS.290006 DBS.05000000': 'server, retryable',
  'KMS.0205 KMS.0209 KMS.0210 KMS.0320 KMS.1301': 'key',
  'KMS.0327': 'permission',
  'KMS.1601 KMS.1602': 'invalid-request',
};

describe('the codes of the gateway, with either prefix', () => {
  for (const [numbers, expected] of Object.entries(CODES)) {
    test(`${numbers} is ${expected}`, () => {
      for (const number of numbers.split(' ')) {
        assert.equal(meaning(418, `APIGW.${number}`), expected);
        assert.equal(meaning(418, `apig.${number}`), expected);
      }
    });
  }

  test('0201 means what its HTTP status says', () => {
    assert.equal(meaning(413, 'APIGW.0201'), 'invalid-request');
    assert.equal(meaning(504, 'APIGW.0201'), 'server, retryable');
  });

  const expired = [
    'Incorrect app authentication information: signature expired, signature time:20230527T000431Z,server time:20230527T020608Z',
    'Incorrect IAM authentication information: calc ak sk signature fail:signature expired',
    'the timestamp is out of range',
    'X-Sdk-Date is invalid',
  ];
  const wrong = [
    'Incorrect IAM authentication information: ak not exist',
    'Incorrect IAM authentication information: AK access failed to reach the limit,forbidden',
    'Incorrect IAM authentication information: token expires',
    'Incorrect app authentication information: verify signature fail, canonicalRequest:GET|/|x-sdk-date:2023|timestamp',
  ];
  for (const code of ['APIGW.0301', 'APIG.0303']) {
    test(`${code} is the clock only when its message says so`, () => {
      for (const message of expired) assert.equal(meaning(401, code, message), 'clock-skew', message);
      for (const message of wrong) assert.equal(meaning(401, code, message), 'credentials', message);
    });
  }
});

describe('the codes of the services', () => {
  for (const [codes, expected] of Object.entries(SERVICE_CODES)) {
    test(`${codes} is ${expected}`, () => {
      for (const code of codes.split(' ')) assert.equal(meaning(418, code), expected, code);
    });
  }

  test('an unknown code keeps the cloud’s words', () => {
    const { category, message, code } = parse(403, { error_code: 'DBS.999999', error_msg: 'Something new.' });
    assert.deepEqual(
      { category, message, code },
      { category: 'permission', message: 'Something new.', code: 'DBS.999999' },
    );
  });
});

describe('error bodies of Huawei Cloud', () => {
  const disabled = { category: 'key', retryable: false, code: 'KMS.0209', message: 'The key is disabled.' };
  const bodies: readonly (readonly [string, unknown, object])[] = [
    ['the database', { error_code: 'KMS.0209', error_msg: 'The key is disabled.' }, disabled],
    ['KMS', { error: { error_code: 'KMS.0209', error_msg: 'The key is disabled.' } }, disabled],
    ['proxies', { code: 'KMS.0209', message: 'The key is disabled.' }, disabled],
    [
      'the gateway',
      { error_code: 'APIGW.0308', error_msg: 'Slow down.', request_id: 'R' },
      { category: 'throttled', retryable: true, code: 'APIGW.0308', message: 'Slow down.', requestId: 'R' },
    ],
    [
      'Keystone, whose code is the HTTP status',
      { error: { code: 401, message: 'Sign in.', title: 'Unauthorized' } },
      { category: 'credentials', retryable: false, code: '401', message: 'Sign in.' },
    ],
    [
      'Keystone without a message',
      { error: { code: 403, title: 'Forbidden' } },
      { category: 'permission', retryable: false, code: '403', message: 'Forbidden' },
    ],
  ];
  for (const [name, body, expected] of bodies) {
    test(`of ${name}`, () => {
      assert.deepEqual(parse(400, body), expected);
      assert.deepEqual(parse(200, body), expected);
    });
  }

  test('the opaque message of a denial is not shown', () => {
    const body = { error_code: 'X', error_msg: 'Denied.', encoded_authorization_message: 'opaque' };
    assert.ok(!JSON.stringify(parse(403, body)).includes('opaque'));
  });

  test('the gateway’s echo of what it signed is cut off', () => {
    const error_msg =
      'Incorrect IAM authentication information: verify aksk signature fail, canonicalRequest:GET|x-security-token:abc';
    const { message } = parse(401, { error_code: 'APIGW.0301', error_msg });
    assert.equal(message, 'Incorrect IAM authentication information: verify aksk signature fail');
  });

  test('a request id of the header, where the body has none', () => {
    const headers = new Headers({ 'X-Request-Id': 'H' });
    assert.equal(parse(403, { error_code: 'X' }, headers).requestId, 'H');
    assert.equal(parse(502, '', headers).requestId, 'H');
    assert.equal(parse(403, { error_code: 'X', request_id: 'B' }, headers).requestId, 'B');
  });

  test('a good reply has no code', () => {
    assert.equal(parse(200, { encryption_status: 'on' }).code, undefined);
  });
});

test('a page is no error body', () => {
  assert.equal(parse(401, '<html>Sign in</html>').category, 'unexpected-reply');
  assert.equal(parse(502, '<html>Bad gateway</html>').category, 'server');
});

describe('replies that are no error body', () => {
  for (const body of ['', '{"error', 'null', '[1]', '{"error":null}', '{"error":"x"}', '{"error":[{}]}']) {
    test(JSON.stringify(body), () => {
      assert.equal(parse(200, body).category, 'unexpected-reply');
      assert.equal(parse(404, body).category, 'not-found');
      const { category, retryable, code, message } = parse(502, body);
      assert.deepEqual(
        { category, retryable, code },
        { category: 'server', retryable: true, code: undefined },
      );
      assert.match(message, /^The cloud answered with HTTP status 502 /);
    });
  }
});
