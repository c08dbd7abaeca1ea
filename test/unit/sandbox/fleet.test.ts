import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { believableFleet, SANDBOX_REGIONS } from '../../../src/sandbox/fleet.ts';
import { buildFleet } from '../../../src/sandbox/largeFleet.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import {
  alibabaInstance,
  at,
  callAlibaba,
  callHuawei,
  huaweiProject,
  listAt,
} from '../../support/sandboxCalls.ts';

const NOW = Date.parse('2026-01-15T08:30:05Z');

describe('the believable fleet', () => {
  const { alibaba, huawei } = believableFleet(NOW);

  test('two dozen instances or more, in several regions of both clouds, no id twice', () => {
    const regions = [...alibaba.instances.values(), ...huawei.instances.values()].map(({ region }) => region);
    assert.ok(regions.length >= 24);
    assert.deepEqual(new Set(regions), new Set([...SANDBOX_REGIONS.alibaba, ...SANDBOX_REGIONS.huawei]));
    assert.equal(alibaba.instances.size, 16);
    assert.equal(huawei.instances.size, 13);
  });

  test('keys in every state', () => {
    assert.equal(new Set(alibaba.keys.map(({ state }) => state)).size, 4);
    assert.equal(new Set(huawei.keys.map(({ state }) => state)).size, 5);
  });

  test('ids of the documented form', () => {
    for (const id of huawei.instances.keys()) assert.match(id, /^[0-9a-f]{32}in07$/);
    for (const id of alibaba.instances.keys()) assert.match(id, /^(rm|pgm)-[0-9a-z]+$/);
  });

  test('is copied, so that a change in one sandbox shows in no other', async () => {
    const fleet = believableFleet(NOW);
    const sandbox = await startSandbox({ fleet });
    alibabaInstance(sandbox, 'orders-prod').status = 'Rebooting';
    await sandbox.close();
    assert.ok(
      [...fleet.alibaba.instances.values()].every(
        ({ name, status }) => name !== 'orders-prod' || status === 'Running',
      ),
    );
  });
});

describe('a large fleet', () => {
  test('the same for the same seed, other for another', () => {
    const build = (seed: number) => buildFleet({ alibaba: 50, huawei: 50, seed, now: NOW });
    assert.deepEqual(build(7), build(7));
    assert.notDeepEqual(build(7), build(8));
  });

  test('can be listed to its end on both clouds', async () => {
    const sandbox = await startSandbox({ fleet: buildFleet({ alibaba: 700, huawei: 500 }) });
    try {
      const RegionId = 'cn-hangzhou';
      const first = await callAlibaba(sandbox, 'DescribeDBInstances', {
        RegionId,
        PageSize: 100,
        PageNumber: 3,
      });
      assert.equal(at(first.body, 'TotalRecordCount'), 234);
      assert.equal(at(first.body, 'PageRecordCount'), 34);
      const { id } = huaweiProject(sandbox, 'cn-north-4');
      const query = { offset: 200, limit: 100 };
      const listed = await callHuawei(sandbox, 'GET', `/v3/${id}/instances`, { query });
      assert.equal(listAt(listed.body, 'instances').length, 50);
    } finally {
      await sandbox.close();
    }
  });
});

describe('the log of requests', () => {
  test('tells what was asked, where, of which instance, and nothing secret', async () => {
    const sandbox = await startSandbox();
    try {
      const { id } = alibabaInstance(sandbox, 'orders-prod');
      await callAlibaba(sandbox, 'DescribeBackups', { DBInstanceId: id });
      const [{ at, ...entry } = { at: 0 }] = sandbox.requests;
      assert.ok(at > 0);
      assert.deepEqual(entry, {
        provider: 'alibaba',
        operation: 'DescribeBackups',
        changing: false,
        accessKeyId: 'SandboxAlibabaKeyId',
        region: 'cn-hangzhou',
        instanceId: id,
        status: 200,
      });
      sandbox.clearRequests();
      assert.deepEqual(sandbox.requests, []);
    } finally {
      await sandbox.close();
    }
  });
});
