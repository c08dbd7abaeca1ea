/** Rows 11, 12 and 13: what a cloud refuses to tell, and what it says it cannot do. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { obstacle } from '../../../src/fleet/changing/obstacle.ts';
import { openBench } from '../../support/bench.ts';
import { accountAt, CLOUDS, openPair, PAIRS, pin, shown, strike } from '../../support/pair.ts';
import { row } from './rows.ts';

describe(row(11), () => {
  const denials = [
    ['huawei', {}, 'gaussdb:backup:encrypt'],
    ['alibaba', { AccessDeniedDetail: { AuthAction: 'rds:DescribeBackups' } }, 'rds:DescribeBackups'],
  ] as const;
  for (const [cloud, extra, action] of denials)
    test(`${cloud}: the row names the action, and is not off`, async (t) => {
      const pair = await openPair(t, cloud);
      const body =
        cloud === 'huawei' ? { error_code: 'DBS.200010', error_msg: 'No.' } : { Code: 'Forbidden.RAM' };
      const text = JSON.stringify({ ...body, ...extra });
      strike(pair, { kind: 'body', status: 403, contentType: 'application/json', text });
      await pair.desk.fleet.refresh(false);
      const { victim } = PAIRS[cloud];
      assert.equal(shown(pair, victim), 'unknown permission fresh');
      assert.ok(pair.desk.encryption(victim).reason?.message.includes(action));
    });
});

describe(row(12), () => {
  const OTHER = { alibaba: 'eu-central-1', huawei: 'ap-southeast-3' };
  for (const cloud of CLOUDS) {
    const gone = { alibaba: 'rm-00000000000000000', huawei: `${'0'.repeat(32)}in07` }[cloud];
    test(`instance gone (${cloud}): not-found, the entry stays, the others are read`, async (t) => {
      const bench = await openBench(t);
      const kept = pin(bench.sandbox, cloud, PAIRS[cloud].bystander);
      const missing = { id: gone, region: kept.region, name: 'missing' };
      const account = accountAt(cloud, bench.sandbox, { instances: [missing, kept], regions: [] });
      const desk = await bench.open([account]);
      for (let turn = 0; turn < 2; turn += 1) {
        await desk.fleet.refresh(false);
        assert.equal(shown({ desk }, 'missing'), 'unknown not-found fresh');
        assert.equal(shown({ desk }, PAIRS[cloud].bystander), 'on - fresh');
      }
    });
  }

  test('wrong region (huawei): not-found, not off', async (t) => {
    const bench = await openBench(t);
    const { id, name = '' } = pin(bench.sandbox, 'huawei', 'risk-engine');
    const instances = [{ id, name, region: OTHER.huawei }];
    const desk = await bench.open([accountAt('huawei', bench.sandbox, { instances, regions: [] })]);
    await desk.fleet.refresh(false);
    assert.equal(shown({ desk }, 'risk-engine'), 'unknown not-found fresh');
  });

  test('wrong project (huawei): the region says so, no instance of another is lost', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([accountAt('huawei', bench.sandbox)]);
    await desk.fleet.refresh(false);
    const projects = bench.sandbox.state.huawei.projects;
    const index = projects.findIndex(({ name }) => name === 'cn-north-4');
    projects.splice(index, 1);
    await desk.fleet.refresh(false);
    assert.equal(shown({ desk }, 'risk-engine'), 'off not-found stale');
    assert.equal(shown({ desk }, 'sg-orders-prod'), 'on - fresh');
    assert.equal(desk.inventory.account('hw')?.regionReasons.get('cn-north-4')?.category, 'not-found');
  });
});

describe(row(13), () => {
  const reasons = {
    'customer-profiles': /High-availability/,
    'reporting-warehouse': /MySQL/,
    'orders-replica': /primary/,
    'search-catalog': /High-availability/,
    'legacy-crm': /version/,
  };
  test('unsupported with the rule; enabling is not offered', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open();
    await desk.fleet.refresh(false);
    for (const [name, rule] of Object.entries(reasons)) {
      assert.equal(shown({ desk }, name), 'unsupported unsupported fresh', name);
      assert.match(desk.encryption(name).reason?.message ?? '', rule);
      assert.match(obstacle('enable', desk.record(name)) ?? '', rule);
    }
  });

  for (const [code, status] of Object.entries({ BackupEncryptUnsupportRegion: 403, 'Api.NotSupport': 400 }))
    test(`${code} on the check is unsupported, and no backup is asked for`, async (t) => {
      const pair = await openPair(t, 'alibaba');
      const effect = { kind: 'status', status, code, message: 'Not here.' } as const;
      strike(pair, effect, 'CheckRegionSupportBackupEncryption');
      await pair.desk.fleet.refresh(false);
      assert.equal(shown(pair, 'inventory-prod'), 'unsupported unsupported fresh');
      assert.ok(obstacle('enable', pair.desk.record('inventory-prod')));
    });
});
