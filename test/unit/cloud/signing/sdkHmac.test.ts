import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as sdkHmac from '../../../../src/cloud/signing/sdkHmac.ts';

const credentials = { accessKeyId: 'ak', accessKeySecret: 'sk' };

const request: sdkHmac.SdkHmacRequest = {
  method: 'GET',
  host: 'gaussdb.cn-north-4.myhuaweicloud.com',
  path: '/v3/p1/instances',
  query: { offset: 0, limit: 100 },
  projectId: 'p1',
  credentials,
  date: new Date('2026-01-15T08:30:05.999Z'),
};

describe('the steps of SDK-HMAC-SHA256', () => {
  test('the signed path ends in one slash, its segments encoded', () => {
    assert.equal(sdkHmac.canonicalUri('/v3/p'), '/v3/p/');
    assert.equal(sdkHmac.canonicalUri('/v3/p/'), '/v3/p/');
    assert.equal(sdkHmac.canonicalUri('/'), '/');
    assert.equal(sdkHmac.canonicalUri("/a b/*'~"), '/a%20b/%2A%27~/');
  });

  test('lists repeat their name, their values in code-unit order', () => {
    assert.equal(sdkHmac.canonicalQuery({ b: ['z', 10, 9, 'Z'], a: true }), 'a=true&b=10&b=9&b=Z&b=z');
  });

  test('names go by code unit, empty values keep the equals sign, null is left out', () => {
    const query = { b: '', B: '+ *', a: null, c: undefined, d: [null, ''], e: [] };
    assert.equal(sdkHmac.canonicalQuery(query), 'B=%2B%20%2A&b=&d=');
  });

  test('sorting does not touch the caller’s list', () => {
    const query = { a: ['b', 'a'] };
    sdkHmac.canonicalQuery(query);
    assert.deepEqual(query, { a: ['b', 'a'] });
  });

  test('all headers are signed, trimmed, by lower-case name', () => {
    const headers = { 'X-Sdk-Date': 'D', host: 'h', 'X-Language': ' en-us ', 'content-type': 'c' };
    const { canonicalRequest, stringToSign, authorization } = sdkHmac.sdkHmacSignature({
      method: 'get',
      path: '/',
      query: {},
      headers,
      credentials,
    });
    const lines = canonicalRequest.split('\n');
    assert.deepEqual(lines.slice(0, -1), [
      ...['GET', '/', ''],
      ...['content-type:c', 'host:h', 'x-language:en-us', 'x-sdk-date:D', ''],
      'content-type;host;x-language;x-sdk-date',
    ]);
    assert.match(stringToSign, /^SDK-HMAC-SHA256\nD\n[0-9a-f]{64}$/);
    assert.match(
      authorization,
      /^SDK-HMAC-SHA256 Access=ak, SignedHeaders=content-type;host;x-language;x-sdk-date, Signature=[0-9a-f]{64}$/,
    );
  });

  test('a declared payload hash takes the place of the body’s', () => {
    const headers = { host: 'h', 'x-sdk-date': 'D', 'X-Sdk-Content-Sha256': 'UNSIGNED-PAYLOAD' };
    const input = { method: 'POST', path: '/', query: {}, headers, body: 'b', credentials };
    assert.ok(sdkHmac.sdkHmacSignature(input).canonicalRequest.endsWith('\nUNSIGNED-PAYLOAD'));
  });

  test('the documented example hashes as documented', () => {
    // The example of the vendor's signing guide: GET without a query to a VPC endpoint.
    const { stringToSign } = sdkHmac.sdkHmacSignature({
      method: 'GET',
      path: '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs',
      query: { limit: 2, marker: '13551d6b-755d-4757-b956-536f674975c0' },
      headers: {
        'Content-Type': 'application/json',
        Host: 'service.region.example.com',
        'X-Sdk-Date': '20191115T033655Z',
      },
      credentials,
    });
    assert.equal(
      stringToSign,
      'SDK-HMAC-SHA256\n20191115T033655Z\nb25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a',
    );
  });

  test('the date is UTC in whole seconds, without separators', () => {
    assert.equal(sdkHmac.sdkHmacDate(new Date('2026-01-15T23:30:05.999-05:00')), '20260116T043005Z');
  });
});

describe('a request signed with SDK-HMAC-SHA256', () => {
  test('without a body: date and project, the query as signed, no slash added', () => {
    const { headers, ...rest } = sdkHmac.signSdkHmac(request);
    assert.deepEqual(rest, { method: 'GET', path: '/v3/p1/instances?limit=100&offset=0' });
    const { authorization, ...sent } = headers;
    assert.deepEqual(sent, { 'x-sdk-date': '20260115T083005Z', 'x-project-id': 'p1' });
    assert.ok(authorization?.includes('SignedHeaders=host;x-project-id;x-sdk-date, '));
  });

  test('with a body, a token and a header of the caller', () => {
    const signed = sdkHmac.signSdkHmac({
      ...request,
      method: 'POST',
      body: '{}',
      headers: { 'X-Language': 'en-us' },
      credentials: { ...credentials, securityToken: 't' },
    });
    assert.equal(signed.body, '{}');
    assert.equal(signed.headers['content-type'], 'application/json');
    assert.equal(signed.headers['x-language'], 'en-us');
    assert.equal(signed.headers['x-security-token'], 't');
    const names = 'content-type;host;x-language;x-project-id;x-sdk-date;x-security-token';
    assert.ok(signed.headers['authorization']?.includes(`SignedHeaders=${names}, `));
  });

  test('a POST without a body has no content type', () => {
    const signed = sdkHmac.signSdkHmac({ ...request, method: 'POST' });
    assert.equal(signed.headers['content-type'], undefined);
    assert.ok(!('body' in signed));
  });
});
