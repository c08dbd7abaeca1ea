/** The sandbox's list of clouds: which there are, and which request is whose. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PROFILES } from '../../../src/cloud/registry.ts';
import { SANDBOX_CLOUDS } from '../../../src/sandbox/registry.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';

test('every cloud has its sandbox, under the same name', () => {
  assert.deepEqual(
    Object.keys(SANDBOX_CLOUDS),
    PROFILES.map(({ id }) => id),
  );
});

test('a request goes to the cloud by whose scheme it is signed, whatever its path', async (t) => {
  const sandbox = await startSandbox();
  t.after(() => sandbox.close());
  const ask = async (path: string, headers: Record<string, string>) => {
    sandbox.clearRequests();
    const { status } = await fetch(`${sandbox.origin}${path}`, { method: 'POST', headers });
    return [sandbox.requests.map(({ provider }) => provider).join(), status];
  };
  assert.deepEqual(await ask('/', { 'x-acs-action': 'DescribeBackups' }), ['alibaba', 400]);
  assert.deepEqual(await ask('/?SignatureMethod=HMAC-SHA1', {}), ['alibaba', 400]);
  assert.deepEqual(await ask('/', { 'x-sdk-date': '20261128T080000Z' }), ['huawei', 401]);
  assert.deepEqual(await ask('/', { authorization: 'TC3-HMAC-SHA256 Credential=a' }), ['', 404]);
});
