import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { callHuawei, huaweiInstance, huaweiProject, textAt } from '../../support/sandboxCalls.ts';
import { sandboxOfEach } from '../../support/sandboxes.ts';

const here = sandboxOfEach();

function keyOf(project: string, alias: string): string | undefined {
  const projectId = huaweiProject(here.sandbox, project).id;
  return here.sandbox.state.huawei.keys.find((key) => key.projectId === projectId && key.alias === alias)?.id;
}

/** Asks for a change. Returns the new status, or the HTTP status and code of the refusal. */
async function change(name: string, body: object): Promise<string> {
  const { id, projectId } = huaweiInstance(here.sandbox, name);
  const path = `/v3/${projectId}/instances/${id}/backups/encryption`;
  const reply = await callHuawei(here.sandbox, 'POST', path, { body, projectId, date: new Date(here.now) });
  return reply.status === 200 ? textAt(reply.body, 'encryption_status') : `${reply.status} ${reply.code}`;
}

function on(keyId: string | undefined): object {
  return { encryption_status: 'on', type: 'kms', kms_key_id: keyId };
}

describe('the switch for encrypted backup', () => {
  test('on needs a type and a key, off takes neither', async () => {
    const keyId = keyOf('cn-north-4', 'taurusdb-backups');
    assert.equal(await change('risk-engine', { encryption_status: 'on' }), '400 DBS.200001');
    assert.equal(await change('risk-engine', { encryption_status: 'on', type: 'kms' }), '400 DBS.200001');
    assert.equal(await change('risk-engine', { ...on(keyId), type: 'hsm' }), '400 DBS.200001');
    assert.equal(await change('risk-engine', { encryption_status: 'maybe' }), '400 DBS.200001');
    assert.equal(await change('risk-engine', on(keyId)), 'on');
    assert.equal(await change('risk-engine', { ...on(keyId), encryption_status: 'off' }), '400 DBS.200001');
    assert.equal(await change('risk-engine', { encryption_status: 'off' }), 'off');
  });

  test('the algorithm stays, even after switching off', async () => {
    assert.equal(await change('trade-core', { encryption_status: 'off' }), 'off');
    assert.equal(await change('trade-core', on(keyOf('cn-north-4', 'national-sm4'))), '400 DBS.200001');
    assert.equal(await change('trade-core', on(keyOf('cn-north-4', 'expiring-import'))), 'on');
  });

  test('only a usable key of the same project and enterprise project', async () => {
    const refused = [
      'waiting-for-activation',
      'retired-2023',
      'test-leftover',
      'import-pending',
      'release-signing',
    ];
    for (const alias of [...refused, 'finance-backups']) {
      assert.equal(
        await change('sg-inventory-prod', on(keyOf('ap-southeast-3', alias))),
        '400 DBS.200001',
        alias,
      );
    }
    const elsewhere = keyOf('cn-north-4', 'taurusdb-backups');
    assert.equal(await change('sg-inventory-prod', on(elsewhere)), '400 DBS.200001');
    assert.equal(await change('sg-finance-ledger', on(keyOf('ap-southeast-3', 'finance-backups'))), 'on');
    assert.equal(huaweiInstance(here.sandbox, 'sg-inventory-prod').encryption.status, 'off');
  });

  test('not while cross-region backup is on, nor in every status', async () => {
    const beijing = on(keyOf('cn-north-4', 'taurusdb-backups'));
    const singapore = on(keyOf('ap-southeast-3', 'taurusdb-backups'));
    assert.equal(await change('market-data', beijing), '400 DBS.200086');
    assert.equal(await change('user-center', beijing), '409 DBS.200019');
    assert.equal(await change('settlement-batch', beijing), '400 DBS.280449');
    assert.equal(await change('legacy-crm', beijing), '400 DBS.200040');
    assert.equal(await change('payroll', beijing), '403 DBS.200010');
    assert.equal(await change('sg-campaigns', singapore), '409 DBS.200316');
    assert.equal(await change('sg-reports', singapore), '409 DBS.201205');
  });
});

describe('the gateway', () => {
  const projects = async (credentials: { accessKeyId: string; accessKeySecret: string }) => {
    const { body } = await callHuawei(here.sandbox, 'GET', '/v3/auth/projects', {
      credentials,
      date: new Date(here.now),
    });
    return textAt(body, 'error_msg') || 'accepted';
  };
  const right = SANDBOX_CREDENTIALS.huawei;
  const wrong = { ...right, accessKeySecret: 'wrong' };

  test('locks a key for five minutes after six failures in a row', async () => {
    for (let time = 1; time <= 6; time += 1) assert.match(await projects(wrong), /signature fail/);
    here.now += 5 * 60 * 1000 - 1;
    assert.match(await projects(right), /AK access failed to reach the limit,forbidden/);
    here.now += 1;
    assert.equal(await projects(right), 'accepted');
  });

  test('counts failures in a row only', async () => {
    for (let time = 1; time <= 12; time += 1) {
      if (time % 5 === 0) assert.equal(await projects(right), 'accepted');
      else assert.match(await projects(wrong), /signature fail/);
    }
  });

  test('temporary keys need their token and end in time', async () => {
    const user = {
      ...right,
      accessKeyId: 'Temporary',
      name: 'ci',
      securityToken: 'token',
      expiresAt: here.now + 1000,
    };
    here.sandbox.state.huawei.users.push(user);
    assert.equal(await projects(user), 'accepted');
    const { accessKeyId, accessKeySecret } = user;
    assert.match(await projects({ accessKeyId, accessKeySecret }), /invalid security token/);
    here.now += 1000;
    assert.match(await projects(user), /the security token has expired/);
  });

  test('each service refuses in its own shape', async () => {
    const user = here.sandbox.state.huawei.users[0];
    assert.ok(user);
    const denied = ['KeystoneListProjects', 'ListInstances', 'ListKeys'].map((operation) => ({ operation }));
    here.sandbox.state.huawei.users[0] = { ...user, denied };
    const { id } = huaweiProject(here.sandbox, 'cn-north-4');
    const ask = async (method: string, path: string, body?: object) =>
      callHuawei(here.sandbox, method, path, { ...(body && { body }), date: new Date(here.now) });
    const iam = await ask('GET', '/v3/projects');
    assert.deepEqual([iam.status, textAt(iam.body, 'error', 'title')], [403, 'Forbidden']);
    const kms = await ask('POST', `/v1.0/${id}/kms/list-keys`, {});
    assert.deepEqual([kms.status, textAt(kms.body, 'error', 'error_code')], [403, 'KMS.0327']);
    const list = await ask('GET', `/v3/${id}/instances`);
    assert.deepEqual([list.status, list.code], [403, 'DBS.200010']);
    assert.ok(textAt(list.body, 'encoded_authorization_message'));
    const nowhere = await ask('GET', '/v3/nowhere/instances');
    assert.deepEqual([nowhere.status, nowhere.code], [403, 'APIGW.0310']);
    assert.equal(textAt(nowhere.body, 'request_id'), nowhere.headers.get('x-request-id'));
  });
});
