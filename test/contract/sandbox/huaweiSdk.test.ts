/** Huawei Cloud's own client against the sandbox, over real sockets: it judges whether the sandbox is honest. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { BasicCredentials, GlobalCredentials } from '@huaweicloud/huaweicloud-sdk-core';
import type { ICredential } from '@huaweicloud/huaweicloud-sdk-core/auth/ICredential.js';
import { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import { DefaultHttpClient } from '@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient.js';
import { LogLevel } from '@huaweicloud/huaweicloud-sdk-core/logger/index.js';
import type { Logger } from '@huaweicloud/huaweicloud-sdk-core/logger/index.js';
import type { SdkResponse } from '@huaweicloud/huaweicloud-sdk-core/SdkResponse.js';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { huaweiInstance, huaweiProject } from '../../support/sandboxCalls.ts';

const INSTANCE = '/v3/{project_id}/instances/{instance_id}';
const ENCRYPTION = `${INSTANCE}/backups/encryption`;
/** The SDK would print every refusal, with the Authorization header at its debug level. */
const silence = () => undefined;
const SILENT: Logger = {
  debug: silence,
  info: silence,
  warn: silence,
  error: silence,
  setLevel: silence,
  getLevel: () => LogLevel.ERROR,
  setName: silence,
};
const { accessKeyId: ak, accessKeySecret: sk } = SANDBOX_CREDENTIALS.huawei;

let sandbox: Sandbox;

interface Request {
  readonly method?: string;
  readonly url: string;
  readonly queryParams?: Record<string, unknown>;
  readonly pathParams?: Record<string, string>;
  readonly data?: Record<string, unknown>;
}

async function call(credential: ICredential, request: Request): Promise<Record<string, unknown>> {
  const http = new DefaultHttpClient({ logger: SILENT }, [sandbox.origin]);
  const client = new HcClient(http).withEndpoints([sandbox.origin]).withCredential(credential);
  return client.sendRequest<SdkResponse & Record<string, unknown>>({
    method: 'GET',
    contentType: 'application/json',
    queryParams: {},
    pathParams: {},
    headers: {},
    ...request,
  });
}

function inProject(project = 'cn-north-4', secret: string = sk): BasicCredentials {
  return new BasicCredentials({ ak, sk: secret, projectId: huaweiProject(sandbox, project).id });
}

function encryptionOf(name: string, data?: Record<string, unknown>): Request {
  const pathParams = { instance_id: huaweiInstance(sandbox, name).id };
  return { url: ENCRYPTION, pathParams, ...(data && { method: 'POST', data }) };
}

function names(reply: Record<string, unknown>, member: string): string[] {
  return (reply[member] as { name: string }[]).map(({ name }) => name);
}

describe("Huawei Cloud's SDK", () => {
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());

  test('projects, without a project id', async () => {
    const everyone = new GlobalCredentials({ ak, sk });
    const own = await call(everyone, { url: '/v3/auth/projects' });
    assert.deepEqual(names(own, 'projects'), ['MOS', 'cn-north-4_analytics', 'cn-north-4', 'ap-southeast-3']);
    const one = await call(everyone, { url: '/v3/projects', queryParams: { name: 'ap-southeast-3' } });
    assert.deepEqual(names(one, 'projects'), ['ap-southeast-3']);
  });

  test('instances, where the offset counts records', async () => {
    const url = '/v3/{project_id}/instances';
    const all = await call(inProject(), { url });
    assert.equal(all['total_count'], 8);
    const some = await call(inProject(), { url, queryParams: { offset: 3, limit: 2 } });
    assert.deepEqual(names(some, 'instances'), names(all, 'instances').slice(3, 5));
    const tooMany = call(inProject(), { url, queryParams: { limit: 101 } });
    await assert.rejects(tooMany, { errorCode: 'DBS.280439', httpStatusCode: 400 });
  });

  test('one instance', async () => {
    const pathParams = { instance_id: huaweiInstance(sandbox, 'trade-core').id };
    const { instance } = await call(inProject(), { url: INSTANCE, pathParams });
    assert.equal((instance as { name: string }).name, 'trade-core');
    await assert.rejects(call(inProject(), { url: INSTANCE, pathParams: { instance_id: 'nonsense' } }), {
      errorCode: 'DBS.280404',
    });
  });

  test('encryption read, switched on and off', async () => {
    const key = sandbox.state.huawei.keys[0]?.id;
    const status = async () => (await call(inProject(), encryptionOf('risk-engine')))['encryption_status'];
    assert.equal(await status(), 'off');
    const on = { encryption_status: 'ON', type: 'KMS', kms_key_id: key };
    assert.equal((await call(inProject(), encryptionOf('risk-engine', on)))['encryption_status'], 'on');
    assert.equal(await status(), 'on');
    const off = { encryption_status: 'off' };
    assert.equal((await call(inProject(), encryptionOf('risk-engine', off)))['encryption_status'], 'off');
    assert.equal(await status(), 'off');
  });

  test('what the read call cannot tell', async () => {
    await assert.rejects(call(inProject(), encryptionOf('payroll')), { httpStatusCode: 403 });
    await assert.rejects(call(inProject(), encryptionOf('legacy-crm')), { errorCode: 'DBS.200040' });
    await assert.rejects(call(inProject(), encryptionOf('settlement-batch')), { errorCode: 'DBS.280449' });
  });

  test('keys, with text for every number and truth value', async () => {
    const url = '/v1.0/{project_id}/kms/list-keys';
    const first = await call(inProject(), { method: 'POST', url, data: { limit: '4', key_spec: 'ALL' } });
    assert.deepEqual([first['truncated'], first['next_marker'], first['total']], ['true', '4', '10']);
    const rest = { limit: '100', marker: '4', key_spec: 'ALL' };
    const second = await call(inProject(), { method: 'POST', url, data: rest });
    assert.deepEqual([second['truncated'], (second['keys'] as string[]).length], ['false', 6]);
    const aes = await call(inProject(), { method: 'POST', url, data: {} });
    const specs = (aes['key_details'] as { key_spec: string }[]).map(({ key_spec: spec }) => spec);
    assert.deepEqual(new Set(specs), new Set(['AES_256']));
    await assert.rejects(call(inProject(), { method: 'POST', url, data: { limit: 4 } }), /Invalid limit|400/);
  });

  test('one key', async () => {
    const url = '/v1.0/{project_id}/kms/describe-key';
    const key = sandbox.state.huawei.keys[0];
    const { key_info: info } = await call(inProject(), { method: 'POST', url, data: { key_id: key?.id } });
    assert.equal((info as { key_alias: string }).key_alias, key?.alias);
  });

  test('temporary keys with their token', async () => {
    const user = {
      name: 'ci',
      accessKeyId: 'SandboxTemporary',
      accessKeySecret: 'x',
      securityToken: 'token',
    };
    sandbox.state.huawei.users.push(user);
    const keys = { ak: user.accessKeyId, sk: user.accessKeySecret };
    const valid = new GlobalCredentials({ ...keys, securityToken: 'token' });
    assert.ok(await call(valid, { url: '/v3/auth/projects' }));
    const bare = new GlobalCredentials(keys);
    await assert.rejects(call(bare, { url: '/v3/auth/projects' }), { errorCode: 'APIGW.0301' });
  });
});

describe('what the Huawei gateway refuses', () => {
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  const refused = { errorCode: 'APIGW.0301', httpStatusCode: 401 };

  test('a wrong secret, and after more than five of them every call for a while', async (t) => {
    t.after(() => sandbox.close());
    for (let time = 1; time <= 6; time += 1) {
      await assert.rejects(call(inProject('cn-north-4', 'wrong'), encryptionOf('trade-core')), {
        ...refused,
        errorMsg: /verify aksk signature fail/,
      });
    }
    await assert.rejects(call(inProject(), encryptionOf('trade-core')), {
      ...refused,
      errorMsg: /AK access failed to reach the limit,forbidden/,
    });
  });

  test('an unknown key, project and path', async (t) => {
    t.after(() => sandbox.close());
    const stranger = new GlobalCredentials({ ak: 'Stranger', sk });
    await assert.rejects(call(stranger, { url: '/v3/auth/projects' }), {
      ...refused,
      errorMsg: /ak not exist/,
    });
    const nowhere = new BasicCredentials({ ak, sk, projectId: '0'.repeat(32) });
    const listing = { url: '/v3/{project_id}/instances' };
    await assert.rejects(call(nowhere, listing), { errorCode: 'APIGW.0310', httpStatusCode: 403 });
    await assert.rejects(call(inProject(), { url: '/v9/things' }), { errorCode: 'APIGW.0101' });
  });
});
