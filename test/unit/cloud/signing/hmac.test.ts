/** Keys that are derived step by step, as TC3-HMAC-SHA256 and Volcengine's HMAC-SHA256 have them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hmacHex, hmacKey } from '../../../../src/cloud/signing/hmac.ts';

/** What the vendors' SDKs made of it (tencentcloud-sdk-nodejs 4.1.313, the vendor's own example; @volcengine/openapi 1.36.2). */
const VECTORS = [
  {
    secret: 'TC3Gu5t9xGARNpq86cd98joQYCN3*******',
    steps: ['2019-02-25', 'cvm', 'tc3_request'],
    text: 'TC3-HMAC-SHA256\n1551113065\n2019-02-25/cvm/tc3_request\n5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031',
    signature: '2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c',
  },
  {
    secret: 'FakeVolcSecretKey0001==',
    steps: ['20260115', 'cn-beijing', 'rds_mysql', 'request'],
    text: 'HMAC-SHA256\n20260115T083005Z\n20260115/cn-beijing/rds_mysql/request\ne46c822721fd9cb77bb50bcc086b099e62a2403edbaacbdc928ac67152359bf9',
    signature: 'c154160ed9614a4627f44fa37dec917c0b124e1da6cac284d28f627f93d18883',
  },
] as const;

for (const { secret, steps, text, signature } of VECTORS)
  test(`a key in ${steps.length} steps`, () => {
    const key = steps.reduce(
      (from, step) => hmacKey(Buffer.from(hmacHex(from, step), 'hex')),
      hmacKey(secret),
    );
    assert.equal(hmacHex(key, text), signature);
    assert.equal(hmacHex(key, text), signature, 'and again with the same key');
  });
