import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ineligibility, isOtherEngine, versionRule } from '../../../../src/cloud/alibaba/eligibility.ts';
import type { InstanceItem } from '../../../../src/cloud/alibaba/schemas.ts';

const ELIGIBLE: InstanceItem = {
  DBInstanceId: 'rm-1',
  DBInstanceDescription: '',
  Engine: 'MySQL',
  EngineVersion: '8.0',
  DBInstanceStatus: 'Running',
  DBInstanceType: 'Primary',
  Category: 'HighAvailability',
  DBInstanceStorageType: 'local_ssd',
  LockMode: 'Unlock',
  DBInstanceClass: '',
  CreateTime: '',
  CreationTime: '',
};

describe("the published rules on an instance's eligibility", () => {
  const eligible: readonly Partial<InstanceItem>[] = [
    {},
    // A version of none of our lists: the cloud decides.
    ...['5.5', '5.6', '5.7', '8.0', '8.4'].map((EngineVersion) => ({ EngineVersion })),
    { DBInstanceStorageType: 'ephemeral_ssd' },
    {
      Engine: 'mysql',
      DBInstanceType: 'primary',
      Category: 'highavailability',
      DBInstanceStorageType: 'LOCAL_SSD',
    },
    // A status is no rule: it passes.
    { DBInstanceStatus: 'Rebooting', LockMode: 'LockByExpiration' },
    // What the cloud did not tell excludes nothing.
    { Engine: '', EngineVersion: '', DBInstanceType: '', Category: '', DBInstanceStorageType: '' },
  ];
  for (const differences of eligible) {
    test(`${JSON.stringify(differences)} is excluded by none`, () =>
      assert.equal(ineligibility({ ...ELIGIBLE, ...differences }), undefined));
  }

  const excluded: readonly (readonly [Partial<InstanceItem>, RegExp])[] = [
    [{ Engine: 'PostgreSQL', EngineVersion: '8.0' }, /PostgreSQL/],
    [{ Engine: 'SQLServer' }, /SQLServer/],
    [{ Engine: 'MariaDB' }, /MariaDB/],
    [{ DBInstanceType: 'Readonly' }, /Readonly/],
    [{ Category: 'Basic' }, /Basic/],
    [{ Category: 'cluster' }, /cluster/],
    [{ Category: 'Finance' }, /Finance/],
    [{ DBInstanceStorageType: 'cloud_essd' }, /cloud_essd/],
    [{ DBInstanceStorageType: 'cloud_ssd' }, /cloud_ssd/],
  ];
  for (const [differences, words] of excluded) {
    test(`${JSON.stringify(differences)} is excluded by a rule that is told`, () => {
      const reason = ineligibility({ ...ELIGIBLE, ...differences });
      assert.equal(reason?.category, 'unsupported');
      assert.match(reason.message, words);
    });
  }

  test('the way to become eligible is told where there is one', () => {
    const remedy = (differences: Partial<InstanceItem>) =>
      ineligibility({ ...ELIGIBLE, ...differences })?.remedy ?? '';
    assert.equal(remedy({ Engine: 'PostgreSQL' }), '');
    assert.match(remedy({ DBInstanceType: 'Readonly' }), /primary instance/);
    assert.match(remedy({ Category: 'Basic' }), /High-availability Edition/);
    assert.match(remedy({ DBInstanceStorageType: 'cloud_essd' }), /local SSDs/);
  });

  test('on versions has words only, for a refusal of the cloud', () => {
    for (const version of ['', '5.6', '5.7', '8.0']) assert.equal(versionRule(version), undefined);
    for (const version of ['5.5', '8.4']) {
      const { category, message, remedy } = versionRule(version) ?? {};
      assert.equal(category, 'unsupported');
      assert.ok(message?.includes(version));
      assert.match(remedy ?? '', /versions/);
    }
  });

  test('know another engine without asking', () => {
    assert.deepEqual(['', 'MySQL', 'mysql', 'MariaDB'].map(isOtherEngine), [false, false, false, true]);
  });
});
