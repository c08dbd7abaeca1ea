import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import openApi from '@alicloud/openapi-core';
import rds from '@alicloud/rds20140815';
import * as alibaba from '../../../src/cloud/alibaba/endpoints.ts';
import * as huawei from '../../../src/cloud/huawei/endpoints.ts';
import { checkOrigin, isWithinDomain } from '../../../src/cloud/origin.ts';

describe('an endpoint from the settings', () => {
  const good: Readonly<Record<string, string>> = {
    'https://rds.aliyuncs.com': 'https://rds.aliyuncs.com',
    'https://RDS.Example.com/': 'https://rds.example.com',
    'https://proxy.example.com:8443': 'https://proxy.example.com:8443',
    'https://rds.ap-southeast-5.aliyuncs.com': 'https://rds.ap-southeast-5.aliyuncs.com',
    'http://127.0.0.1:8080': 'http://127.0.0.1:8080',
    'http://127.9.9.9': 'http://127.9.9.9',
    'http://localhost:1234': 'http://localhost:1234',
    'http://[::1]:1234': 'http://[::1]:1234',
  };
  for (const [text, origin] of Object.entries(good)) {
    test(`${text} is taken`, () => assert.deepEqual(checkOrigin(text, 'aliyuncs.com'), { origin }));
  }

  const bad: Readonly<Record<string, string>> = {
    '': 'not-a-url',
    'rds.aliyuncs.com': 'not-a-url',
    'https://': 'not-a-url',
    'https://rds.aliyuncs.com@evil.test': 'not-an-origin',
    'https://user:password@rds.aliyuncs.com': 'not-an-origin',
    'https://rds.aliyuncs.com/path': 'not-an-origin',
    'https://rds.aliyuncs.com?x=1': 'not-an-origin',
    'https://rds.aliyuncs.com#x': 'not-an-origin',
    'http://rds.aliyuncs.com': 'not-https',
    'http://127.0.0.1.evil.test': 'not-https',
    'http://localhost.evil.test': 'not-https',
    'http://10.0.0.1': 'not-https',
    'http://[::2]': 'not-https',
    'ftp://127.0.0.1': 'not-https',
    'file:///etc/passwd': 'not-an-origin',
    'https://169.254.169.254': 'link-local',
    'https://2852039166': 'link-local',
    'https://0xa9fea9fe': 'link-local',
    'https://[fe80::1]': 'link-local',
    'https://[::ffff:169.254.169.254]': 'link-local',
    'https://rds.aliyuncs.com.': 'odd-host',
    'https://rds.aliyuncs.com.evil.test': 'lookalike',
    'https://rds.аliyuncs.com': 'lookalike', // the first letter is Cyrillic
    'https://xn--lyuncs-2ve0j.com': 'lookalike',
  };
  for (const [text, problem] of Object.entries(bad)) {
    test(`${text || 'nothing'} is refused: ${problem}`, () =>
      assert.deepEqual(checkOrigin(text, 'aliyuncs.com'), { problem }));
  }
});

describe('a host that a cloud names', () => {
  test('counts on label boundaries only', () => {
    for (const host of ['rds.aliyuncs.com', 'rds.ap-southeast-5.aliyuncs.com', 'aliyuncs.com'])
      assert.equal(isWithinDomain(host, 'aliyuncs.com'), true, host);
    const foreign = [
      'rds.aliyuncs.com.evil.test',
      'evilaliyuncs.com',
      'aliyuncs.com.',
      'rds.aliyuncs.com@evil.test',
      'evil.test/.aliyuncs.com',
      'evil.test#.aliyuncs.com',
      'evil.test:443.aliyuncs.com',
      'rds .aliyuncs.com',
      'rds.аliyuncs.com', // the first letter is Cyrillic
      '',
    ];
    for (const host of foreign) assert.equal(isWithinDomain(host, 'aliyuncs.com'), false, host);
  });

  test('of RDS is believed only within Alibaba Cloud', () => {
    const own = 'rds.ap-southeast-5.aliyuncs.com';
    assert.equal(alibaba.regionOrigin(own), `https://${own}`);
    for (const host of ['rds.aliyuncs.com.evil.test', 'evil.test', '169.254.169.254', 'rds.aliyuncs.com:80'])
      assert.equal(alibaba.regionOrigin(host), undefined, host);
  });
});

describe('the published endpoint tables', () => {
  test('of Alibaba Cloud: a central host for some regions, their own for the others', () => {
    assert.equal(alibaba.defaultOrigin('rds', 'cn-hangzhou'), 'https://rds.aliyuncs.com');
    assert.equal(alibaba.defaultOrigin('rds', 'eu-central-1'), 'https://rds.eu-central-1.aliyuncs.com');
    assert.equal(alibaba.defaultOrigin('rds'), 'https://rds.aliyuncs.com');
    assert.equal(alibaba.defaultOrigin('kms', 'cn-hangzhou'), 'https://kms.cn-hangzhou.aliyuncs.com');
    assert.equal(alibaba.defaultOrigin('sts'), 'https://sts.aliyuncs.com');
  });

  test('of ApsaraDB RDS: as the official SDK has it, region by region', () => {
    const { _endpointMap } = new rds.default(new openApi.$OpenApiUtil.Config({ endpoint: 'unused.example' }));
    const regions = Object.keys(_endpointMap);
    assert.ok(
      ['cn-hangzhou-finance', 'cn-beijing-gov-1', 'cn-wuhan', 'cn-fujian'].every((id) =>
        regions.includes(id),
      ),
    );
    for (const region of regions)
      assert.equal(alibaba.defaultOrigin('rds', region), `https://${_endpointMap[region]}`, region);
  });

  test('of Huawei Cloud: by the table, and never guessed', () => {
    const hosts = {
      'cn-north-4': 'gaussdb',
      'ap-southeast-1': 'gaussdbformysql',
      'af-south-1': 'gaussdb-mysql',
    };
    for (const [region, prefix] of Object.entries(hosts)) {
      assert.equal(huawei.defaultOrigin('taurusdb', region), `https://${prefix}.${region}.myhuaweicloud.com`);
    }
    assert.equal(huawei.defaultOrigin('kms', 'cn-north-4'), 'https://kms.cn-north-4.myhuaweicloud.com');
    assert.equal(huawei.defaultOrigin('iam', ''), 'https://iam.myhuaweicloud.com');
    assert.throws(() => huawei.defaultOrigin('taurusdb', 'xx-new-1'), { category: 'configuration' });
    assert.throws(() => huawei.defaultOrigin('taurusdb', 'eu-west-0'), { category: 'configuration' });
    assert.equal(huawei.defaultOrigin('iam', 'eu-west-0'), 'https://iam.eu-west-0.myhuaweicloud.com');
    for (const [service, prefix] of Object.entries({
      taurusdb: 'gaussdb',
      iam: 'iam',
      kms: 'kms',
    } as const)) {
      const origin = huawei.defaultOrigin(service as huawei.Service, 'eu-west-101');
      assert.equal(origin, `https://${prefix}.eu-west-101.myhuaweicloud.eu`);
    }
  });
});
