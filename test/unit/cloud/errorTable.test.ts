import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CloudError } from '../../../src/cloud/error.ts';
import { classify, describeError, errorTable, type ErrorFields } from '../../../src/cloud/errorTable.ts';
import { presentable } from '../../../src/cloud/transport/presentable.ts';
import { Redactor } from '../../../src/cloud/transport/redact.ts';

const table = errorTable(
  [
    { category: 'key', codes: ['Key.Bad'] },
    { category: 'server', retryable: true, codes: ['Later'] },
  ],
  [
    { category: 'clock-skew', code: /^Auth/, message: /clock/ },
    { category: 'credentials', code: /^Auth/ },
  ],
);

function meaning(httpStatus: number, code?: string, message = '') {
  const { category, retryable } = classify(table, { httpStatus, message, ...(code && { code }) });
  return retryable ? `${category}, retryable` : category;
}

function told(httpStatus: number, fields: ErrorFields, bodyText = '{}') {
  return describeError(table, { httpStatus, bodyText }, fields);
}

describe('an error is classified', () => {
  test('by its exact code, whatever the case and the HTTP status', () => {
    assert.equal(meaning(500, 'KEY.bad'), 'key');
    assert.equal(meaning(400, 'later'), 'server, retryable');
  });

  test('by the first pattern that fits code and message', () => {
    assert.equal(meaning(500, 'Auth.1', 'the clock is off'), 'clock-skew');
    assert.equal(meaning(500, 'Auth.1', 'wrong'), 'credentials');
  });

  const statuses: readonly (readonly [number, string])[] = [
    [400, 'invalid-request'],
    [401, 'credentials'],
    [402, 'billing'],
    [403, 'permission'],
    [404, 'not-found'],
    [408, 'server, retryable'],
    [409, 'instance-state'],
    [418, 'invalid-request'],
    [429, 'throttled, retryable'],
    [500, 'server, retryable'],
    [599, 'server, retryable'],
    [200, 'unexpected-reply'],
    [302, 'unexpected-reply'],
    [0, 'unexpected-reply'],
  ];
  for (const [status, expected] of statuses) {
    test(`by HTTP status ${status} when the code is unknown or missing`, () => {
      assert.equal(meaning(status, 'Unheard.Of'), expected);
      assert.equal(meaning(status), expected);
    });
  }
});

describe('an error is described', () => {
  const fields = { code: 'Unheard.Of', message: 'In the cloud’s own words.', requestId: 'r' };

  test('with the cloud’s words, code and request id', () => {
    assert.deepEqual(told(400, fields), {
      category: 'invalid-request',
      retryable: false,
      ...fields,
    });
  });

  test('with words of ours when it has none', () => {
    const { code, message, requestId } = told(502, { code: '', message: '', requestId: '' });
    assert.match(message, /HTTP status 502/);
    assert.equal(code, undefined);
    assert.equal(requestId, undefined);
  });

  test('without control and bidirectional characters, at a bounded length', () => {
    const message = `a\u0000\u202Eb\r\n${'c'.repeat(3_000_000)}`;
    const described = told(400, { code: 'C'.repeat(1e6), message, requestId: 'r\n\r' });
    const shown = presentable(new CloudError(described), new Redactor(), 0);
    assert.match(shown.message, /^a bc|^a b c/);
    assert.ok(shown.message.length <= 1000);
    assert.equal(shown.code?.length, 100);
    assert.equal(shown.requestId, 'r');
  });

  const echoes = [
    'Not matched. server string to sign is:POST&%2F&SecurityToken%3Dsecret',
    'Not matched.\n server StringToSign is [ACS3-HMAC-SHA256\nsecret]',
    'Not matched. Server signString: secret',
    'Not matched., canonicalRequest:GET|/|x-security-token:secret',
  ];
  for (const message of echoes) {
    test(`without the signed text that a gateway echoes: ${JSON.stringify(message)}`, () => {
      const described = told(403, { ...fields, message });
      assert.equal(described.message, 'Not matched.');
    });
  }

  test('an echo and nothing else leaves the code', () => {
    assert.equal(told(403, { ...fields, message: 'string to sign: secret' }).message, fields.code);
  });
});

describe('a web page in place of an error', () => {
  const PAGE = '\uFEFF <!DOCTYPE html><html><title>Access denied</title></html>';
  const none = { code: '', message: '', requestId: '' };

  for (const status of [400, 401, 403, 404, 409])
    test(`with status ${status} is no word of the cloud`, () => {
      const { category, retryable, message } = told(status, none, PAGE);
      assert.deepEqual([category, retryable], ['unexpected-reply', false]);
      assert.match(message, new RegExp(`web page.*${status}.*proxy`));
    });

  test('keeps the request id that its headers had', () => {
    assert.equal(told(403, { ...none, requestId: 'r' }, PAGE).requestId, 'r');
  });

  for (const [status, category] of Object.entries({ 408: 'server', 429: 'throttled', 502: 'server' }))
    test(`with status ${status} is ${category}, whoever says so`, () => {
      assert.equal(told(Number(status), none, PAGE).category, category);
    });

  test('is the error that it names, when it names one', () => {
    assert.equal(
      told(403, { ...none, code: 'Key.Bad' }, '<Error><Code>Key.Bad</Code></Error>').category,
      'key',
    );
  });
});
