import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultOrigin } from '../../../../src/cloud/alibaba/endpoints.ts';

test('services are asked in the region that is meant, or at their central host', () => {
  assert.equal(defaultOrigin('sts'), 'https://sts.aliyuncs.com');
  assert.equal(defaultOrigin('sts', 'cn-hangzhou'), 'https://sts.cn-hangzhou.aliyuncs.com', '"sts_region"');
  assert.equal(defaultOrigin('kms', 'cn-hangzhou'), 'https://kms.cn-hangzhou.aliyuncs.com');
  assert.equal(defaultOrigin('rds', 'cn-hangzhou'), 'https://rds.aliyuncs.com');
  assert.equal(defaultOrigin('rds', 'eu-west-1'), 'https://rds.eu-west-1.aliyuncs.com');
});
