import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import openApi from '@alicloud/openapi-core';
import { checkVectors } from '../../../scripts/steps/checkVectors.ts';
import { signAcs3 } from '../../../src/cloud/signing/acs3.ts';
import type { Query } from '../../../src/cloud/signing/request.ts';
import { signSdkHmac } from '../../../src/cloud/signing/sdkHmac.ts';

const file = fileURLToPath(new URL('vectors.json', import.meta.url));
const script = fileURLToPath(new URL('../../../scripts/vectors.ts', import.meta.url));
const text = readFileSync(file, 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'vectors-'));
after(() => {
  rmSync(folder, { recursive: true });
});

interface Vector {
  readonly id: string;
  readonly algorithm: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly accessKeySecret: string;
    readonly securityToken: string | null;
    readonly projectId?: string | null;
  };
  readonly nonce: string;
  readonly action: string;
  readonly version: string;
  readonly clock: { epochMs: number };
  readonly input: {
    readonly method: string;
    readonly host: string;
    readonly path: string;
    readonly params: Query;
    readonly query: Query;
    readonly extraHeaders: Record<string, string>;
    body: unknown;
  };
  readonly expected: Expectation & { readonly wire: { readonly body: string } | null };
  readonly expectedMinimal?: Expectation;
}

interface Expectation {
  readonly headersToSign: Record<string, string>;
  signature: string;
  readonly authorization: string;
}

const { vectors } = JSON.parse(text) as { vectors: readonly Vector[] };

/** A copy of the file in which one vector was changed. */
function changed(id: string, change: (vector: Vector) => void): string {
  const content = { vectors: structuredClone(vectors) };
  const vector = content.vectors.find((candidate) => candidate.id === id);
  assert.ok(vector);
  change(vector);
  return JSON.stringify(content);
}

function failures(content: string): Record<string, readonly string[]> {
  const failed = checkVectors(content).filter(({ outcome }) => outcome === 'failed');
  return Object.fromEntries(failed.map(({ id, differences }) => [id, differences]));
}

describe('vectors made with the official SDKs', () => {
  for (const { id, algorithm, outcome, differences } of checkVectors(text)) {
    const ours = ['ACS3-HMAC-SHA256', 'SDK-HMAC-SHA256'].includes(algorithm);
    test(`${id} (${ours ? 'checked' : 'skipped'})`, () => {
      assert.equal(outcome, ours ? 'passed' : 'skipped');
      assert.deepEqual(differences, []);
    });
  }
});

describe('requests built for the wire have the same signatures', () => {
  for (const vector of vectors.filter(({ algorithm }) => algorithm === 'ACS3-HMAC-SHA256')) {
    test(vector.id, () => {
      const { action, version, nonce, input } = vector;
      const signed = signAcs3({ ...requestOf(vector), query: input.params, action, version, nonce });
      const { authorization } = vector.expectedMinimal ?? vector.expected;
      assert.equal(signed.headers['authorization'], authorization);
    });
  }

  for (const vector of vectors.filter(({ algorithm }) => algorithm === 'SDK-HMAC-SHA256')) {
    test(vector.id, () => {
      const { projectId } = vector.credentials;
      // The SDK sends a content type without a body, too; we do not.
      const headers = { ...vector.input.extraHeaders, 'Content-Type': 'application/json' };
      const { query } = vector.input;
      const signed = signSdkHmac({ ...requestOf(vector), query, headers, ...(projectId && { projectId }) });
      assert.equal(signed.headers['authorization'], vector.expected.authorization);
    });
  }

  function requestOf({ credentials, clock, input, expected }: Vector) {
    const { method, host, path } = input;
    const { securityToken, ...key } = credentials;
    const body = expected.wire?.body;
    return {
      ...{ method, host, path, date: new Date(clock.epochMs) },
      credentials: { ...key, ...(securityToken && { securityToken }) },
      ...(body && { body }),
    };
  }
});

describe('what a vector tells is not just repeated', () => {
  const spoilt: readonly (readonly [string, (vector: Vector) => void, string])[] = [
    ['another clock', (vector) => (vector.clock.epochMs += 1000), 'headersToSign.x-acs-date'],
    [
      'another nonce',
      (vector) => Object.assign(vector, { nonce: 'x' }),
      'headersToSign.x-acs-signature-nonce',
    ],
    ['another body', (vector) => (vector.input.body = 'x'), 'headersToSign.x-acs-content-sha256'],
  ];
  for (const [name, change, difference] of spoilt) {
    test(name, () => {
      const differences = failures(changed('acs3-07-form-body', change))['acs3-07-form-body'];
      assert.deepEqual(differences, [
        ...[difference, 'canonicalRequest', 'stringToSign', 'signature', 'authorization'],
      ]);
    });
  }

  test('expectedMinimal goes before expected', () => {
    const content = changed('acs3-01-describe-regions', ({ expected }) => {
      expected.signature = 'x';
    });
    assert.deepEqual(failures(content), {});
  });
});

describe('headers as the official SDK takes them', () => {
  /** A vector with more headers, whose expectation the SDK itself gives. */
  function withHeaders(extraHeaders: Record<string, string>, told = extraHeaders): string {
    return changed('acs3-01-describe-regions', (vector) => {
      const expectation = vector.expectedMinimal;
      assert.ok(expectation);
      Object.assign(vector.input, { extraHeaders });
      const headersToSign = { ...expectation.headersToSign, ...told };
      const request = { method: 'POST', pathname: '/', query: {}, headers: headersToSign };
      const authorization = openApi.OpenApiUtil.getAuthorization(
        request as unknown as Parameters<typeof openApi.OpenApiUtil.getAuthorization>[0],
        'ACS3-HMAC-SHA256',
        expectation.headersToSign['x-acs-content-sha256'] ?? '',
        vector.credentials.accessKeyId,
        vector.credentials.accessKeySecret,
      );
      Object.assign(vector, { expectedMinimal: { headersToSign, authorization } });
    });
  }

  test('two whose names differ in case only keep their own values', () => {
    assert.deepEqual(failures(withHeaders({ 'X-Acs-Meta': 'b', 'x-acs-meta': 'a' })), {});
  });

  test('one in another case than it was given in', () => {
    assert.deepEqual(failures(withHeaders({ 'X-Acs-Meta': 'a' }, { 'x-acs-meta': 'a' })), {});
  });

  test('one with spaces around its value, which is told without them', () => {
    assert.deepEqual(failures(withHeaders({ 'x-acs-meta': '  a ' }, { 'x-acs-meta': 'a' })), {});
  });

  test('but not one with another value', () => {
    const differences = failures(withHeaders({ 'x-acs-meta': 'a' }, { 'x-acs-meta': 'b' }));
    assert.deepEqual(differences, {
      'acs3-01-describe-regions': ['headersToSign.x-acs-meta', 'authorization'],
    });
  });
});

describe('npm run vectors', () => {
  function run(...files: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...files], { encoding: 'utf8' });
    return { status, stdout, stderr, lastLine: stdout.trimEnd().split('\n').at(-1) };
  }

  function write(name: string, content: string): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  test('passes on the file, once for each time it is named', () => {
    const { status, lastLine } = run(file, file);
    assert.equal(lastLine, '38 passed, 0 failed');
    assert.equal(status, 0);
  });

  test('fails on one changed signature, and names it', () => {
    const content = changed('hw-07-security-token', ({ expected }) => {
      expected.signature = expected.signature.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
    });
    const { status, stdout, lastLine } = run(write('changed.json', content));
    assert.match(stdout, /^failed hw-07-security-token \(differs: signature\)$/m);
    assert.equal(lastLine, '18 passed, 1 failed');
    assert.equal(status, 1);
  });

  test('refuses what it cannot read, with exit code 2', () => {
    const refused: readonly (readonly [string[], RegExp])[] = [
      [[], /usage/],
      [[join(folder, 'missing.json')], /missing\.json: ENOENT/],
      [[write('broken.json', '{')], /broken\.json: .*JSON/],
      [
        [write('other.json', '{"vectors":[{"id":"a","algorithm":"SDK-HMAC-SHA256"}]}')],
        /not a file of signing vectors/,
      ],
    ];
    for (const [files, message] of refused) {
      const { status, stderr } = run(...files);
      assert.match(stderr, message);
      assert.equal(status, 2);
    }
  });

  test('signs the same under a Turkish or Arabic locale and an odd time zone', () => {
    for (const [locale, timeZone] of [
      ['tr_TR.UTF-8', 'Asia/Kathmandu'],
      ['ar_EG.UTF-8', 'Pacific/Chatham'],
    ]) {
      const env = { ...process.env, LANG: locale, LC_ALL: locale, TZ: timeZone };
      const { status, stdout } = spawnSync(process.execPath, [script, file], { encoding: 'utf8', env });
      assert.match(stdout, /\n19 passed, 0 failed\n$/);
      assert.equal(status, 0);
    }
  });
});
