/** Requests that were signed well and then spoilt, or signed at the wrong time: each must be refused. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { huaweiProject, send, signForAlibaba, signForHuawei } from '../../support/sandboxCalls.ts';

let sandbox: Sandbox;

before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox.close());

describe('what the Alibaba gateway refuses', () => {
  test('a nonce used before', async () => {
    const signed = signForAlibaba(sandbox, 'DescribeRegions');
    assert.equal((await send(sandbox, signed)).status, 200);
    const again = await send(sandbox, signed);
    assert.equal(again.status, 400);
    assert.equal(again.code, 'SignatureNonceUsed');
  });

  test('a changed query, body, header or method', async () => {
    const sign = () => signForAlibaba(sandbox, 'DescribeDBInstances', { RegionId: 'cn-hangzhou' });
    const changes: [string, (signed: ReturnType<typeof sign>) => ReturnType<typeof sign>][] = [
      ['query', (signed) => ({ ...signed, path: signed.path.replace('cn-hangzhou', 'eu-central-1') })],
      ['body', (signed) => ({ ...signed, body: 'a=b' })],
      ['method', (signed) => ({ ...signed, method: 'GET' })],
      [
        'header',
        (signed) => ({ ...signed, headers: { ...signed.headers, 'x-acs-action': 'DescribeRegions' } }),
      ],
    ];
    for (const [name, change] of changes) {
      const { status, code } = await send(sandbox, change(sign()));
      assert.equal(status, 400, name);
      assert.match(code, /^(SignatureDoesNotMatch|IncompleteSignature)$/, name);
    }
  });

  test('an unsigned x-acs header', async () => {
    const signed = signForAlibaba(sandbox, 'DescribeRegions');
    const headers = { ...signed.headers, 'x-acs-security-token': 'smuggled' };
    assert.equal((await send(sandbox, { ...signed, headers })).code, 'IncompleteSignature');
  });

  test('a clock more than 15 minutes off, and tells its own', async () => {
    const now = Date.now() + 16 * 60 * 1000;
    const ahead = await startSandbox({ clock: () => now });
    try {
      const { status, headers, code } = await send(ahead, signForAlibaba(ahead, 'DescribeRegions'));
      assert.equal(status, 400);
      assert.equal(code, 'InvalidTimeStamp.Expired');
      assert.equal(headers.get('date'), new Date(now).toUTCString());
    } finally {
      await ahead.close();
    }
  });

  test('an operation or a version it does not know', async () => {
    const { status, code } = await send(sandbox, signForAlibaba(sandbox, 'DescribeNothing'));
    assert.equal(status, 404);
    assert.equal(code, 'InvalidAction.NotFound');
  });
});

describe('what the Huawei gateway refuses', () => {
  test('a changed path, query, body or header', async () => {
    const projectId = huaweiProject(sandbox, 'cn-north-4').id;
    const path = `/v1.0/${projectId}/kms/list-keys`;
    const signed = signForHuawei(sandbox, 'POST', path, { body: {}, projectId });
    const unbound = signForHuawei(sandbox, 'POST', path, { body: {} });
    const changes = [
      { ...signed, path: signed.path.replace('list', 'describe') },
      { ...signed, path: `${signed.path}?a=b` },
      { ...signed, body: '{"limit":"1"}' },
      { ...unbound, headers: { ...unbound.headers, 'x-project-id': projectId } },
    ];
    for (const changed of changes) {
      const { status, code } = await send(sandbox, changed);
      assert.equal(status, 401);
      assert.equal(code, 'APIGW.0301');
    }
    assert.equal((await send(sandbox, signed)).status, 200);
  });

  test('an old date', async () => {
    const date = new Date(Date.now() - 16 * 60 * 1000);
    const { status, code } = await send(
      sandbox,
      signForHuawei(sandbox, 'GET', '/v3/auth/projects', { date }),
    );
    assert.equal(status, 401);
    assert.equal(code, 'APIGW.0303');
  });
});
