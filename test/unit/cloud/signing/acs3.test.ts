import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as acs3 from '../../../../src/cloud/signing/acs3.ts';

const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' };

const request: acs3.Acs3Request = {
  method: 'POST',
  host: 'rds.aliyuncs.com',
  path: '/',
  query: { DBInstanceId: 'rm-1' },
  action: 'DescribeBackups',
  version: '2014-08-15',
  credentials,
  date: new Date('2026-01-15T08:30:05.999Z'),
  nonce: 'n',
};

describe('the canonical query of ACS3', () => {
  test('nested lists and objects are flattened, counted from 1', () => {
    const flat = acs3.flattenParameters({
      Tag: [{ Key: 'a', Value: 1 }, ['x', true]],
      Map: { Inner: { Deep: 0 } },
    });
    assert.deepEqual(Object.fromEntries(flat), {
      'Tag.1.Key': 'a',
      'Tag.1.Value': '1',
      'Tag.2.1': 'x',
      'Tag.2.2': 'true',
      'Map.Inner.Deep': '0',
    });
  });

  test('null and undefined are dropped and still counted; empty text and false stay', () => {
    const flat = acs3.flattenParameters({
      a: null,
      b: undefined,
      c: '',
      d: false,
      e: [null, 'x'],
      f: [],
      g: {},
    });
    assert.deepEqual(Object.fromEntries(flat), { c: '', d: 'false', 'e.2': 'x' });
  });

  test('names go by code unit: capitals first, Tag.10 before Tag.2', () => {
    const tags = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`Tag.${index + 1}`, 'v']));
    const query = acs3.canonicalQuery({ b: 1, ...tags, B: 2, _: 3 });
    const names = query.split('&').map((pair) => pair.split('=')[0]);
    assert.deepEqual(names.slice(0, 4), ['B', 'Tag.1', 'Tag.10', 'Tag.2']);
    assert.deepEqual(names.slice(-2), ['_', 'b']);
  });

  test('an empty value keeps its equals sign, names are encoded too', () => {
    assert.equal(acs3.canonicalQuery({ 'a b': '' }), 'a%20b=');
    assert.equal(acs3.canonicalQuery({}), '');
  });
});

describe('the other steps of ACS3', () => {
  test('paths are only normalised in three characters', () => {
    assert.equal(acs3.canonicalUri('/a+b*c%7Ed e/%2F'), '/a%20b%2Ac~d e/%2F');
  });

  test('host, content-type and x-acs-… are signed, trimmed, lower-case, in order', () => {
    const { lines, names } = acs3.canonicalHeaders({
      'X-Acs-B': '  padded ',
      accept: 'application/json',
      'user-agent': 'x',
      Host: 'h',
      'Content-Type': 'text/plain',
      'x-acs-a': '1',
    });
    assert.equal(lines, '\ncontent-type:text/plain\nhost:h\nx-acs-a:1\nx-acs-b:padded');
    assert.equal(names, 'content-type;host;x-acs-a;x-acs-b');
  });

  test('headers of one name share a line, their values sorted', () => {
    const { lines, names } = acs3.canonicalHeaders({ 'x-acs-a': 'b', 'X-ACS-A': 'a' });
    assert.equal(lines, '\nx-acs-a:a,b');
    assert.equal(names, 'x-acs-a');
  });

  test('the date is UTC in whole seconds', () => {
    assert.equal(acs3.acs3Date(new Date('2026-01-15T23:30:05.999-05:00')), '2026-01-16T04:30:05Z');
    const texts = [
      '2026-01-16T04:30:59Z',
      '2026-01-16T04:31:00Z',
      '1969-12-31T23:59:59Z',
      '2026-01-16T04:31:10Z',
    ];
    assert.deepEqual(
      texts.map((text) => acs3.acs3Date(new Date(text))),
      texts,
    );
  });

  test('the authorization has commas without spaces', () => {
    const input = {
      method: 'GET',
      path: '/',
      query: {},
      headers: { host: 'h', 'x-acs-a': '1' },
      credentials,
    };
    assert.match(
      acs3.acs3Authorization(input),
      /^ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host;x-acs-a,Signature=[0-9a-f]{64}$/,
    );
  });
});

describe('a request signed with ACS3', () => {
  test('has the minimal headers, and none of host', () => {
    const { authorization, ...headers } = acs3.signAcs3(request).headers;
    assert.deepEqual(headers, {
      accept: 'application/json',
      'x-acs-action': 'DescribeBackups',
      'x-acs-version': '2014-08-15',
      'x-acs-date': '2026-01-15T08:30:05Z',
      'x-acs-signature-nonce': 'n',
      'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    });
    assert.ok(authorization?.includes('SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;'));
    assert.ok(!authorization?.includes('accept'));
  });

  test('sends and signs the token of temporary keys', () => {
    const signed = acs3.signAcs3({ ...request, credentials: { ...credentials, securityToken: 'token' } });
    assert.equal(signed.headers['x-acs-security-token'], 'token');
    assert.ok(signed.headers['authorization']?.includes(';x-acs-security-token;'));
  });

  test('signs a body with its content type', () => {
    const signed = acs3.signAcs3({ ...request, query: {}, body: 'a=1' });
    assert.equal(signed.body, 'a=1');
    assert.equal(signed.path, '/');
    assert.equal(signed.headers['content-type'], 'application/x-www-form-urlencoded');
    assert.ok(signed.headers['authorization']?.includes('SignedHeaders=content-type;host;'));
    const other = acs3.signAcs3({ ...request, query: {}, body: 'a=2' });
    assert.notEqual(other.headers['x-acs-content-sha256'], signed.headers['x-acs-content-sha256']);
  });

  test('sends the query in the very text that was signed', () => {
    const { path } = acs3.signAcs3({ ...request, query: { b: "it's *", a: ['数', ''] } });
    assert.equal(path, '/?a.1=%E6%95%B0&a.2=&b=it%27s%20%2A');
  });

  test('differs with each part of it', () => {
    const variants: Partial<acs3.Acs3Request>[] = [
      {},
      { method: 'GET' },
      { host: 'other' },
      { path: '/x' },
      { query: {} },
      { body: '', contentType: 'text/plain' },
      { action: 'Other' },
      { version: '1' },
      { nonce: 'm' },
      { date: new Date(0) },
      { credentials: { ...credentials, accessKeySecret: 'other' } },
      { credentials: { ...credentials, securityToken: 't' } },
    ];
    const signatures = variants.map(
      (part) => acs3.signAcs3({ ...request, ...part }).headers['authorization'],
    );
    assert.equal(new Set(signatures).size, variants.length);
  });
});
