import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { regionsOf, type Account } from '../../../src/accounts/account.ts';
import { tokenProblem } from '../../../src/accounts/keyParts.ts';
import { readAccounts } from '../../../src/accounts/settings.ts';

const ALIBABA = { id: 'ali', provider: 'alibaba', name: 'Alibaba', regions: ['cn-hangzhou'] };
const ROLE = 'acs:ram::1234567890123456:role/auditor';
const HUAWEI = { id: 'hw', provider: 'huawei', regions: ['cn-north-4'] };

/** Roles one behind the other. */
function chain(roles: number): object {
  if (roles === 0) return { source: 'environment' };
  return { source: 'assumeRole', roleArn: ROLE, from: chain(roles - 1) };
}

/** The problem of the one entry that does not fit, between two that do. */
function problemOf(entry: unknown) {
  const { accounts, problems } = readAccounts([ALIBABA, entry, HUAWEI]);
  assert.deepEqual(
    accounts.map(({ id }) => id),
    ['ali', 'hw'],
    'the others go on',
  );
  const [problem, ...more] = problems;
  assert.ok(problem && more.length === 0);
  return problem;
}

function only(entry: object): Account {
  const { accounts, problems } = readAccounts([entry]);
  assert.deepEqual(problems, []);
  assert.ok(accounts[0]);
  return accounts[0];
}

test('a region may be named by a project of it; the whole region goes before it', () => {
  assert.deepEqual(only({ ...HUAWEI, regions: ['cn-north-4_dba'] }).regions, ['cn-north-4_dba']);
  const regions = ['cn-north-4_dba', 'cn-east-3_dba', 'cn-north-4', 'cn-north-4'];
  assert.deepEqual(only({ ...HUAWEI, regions }).regions, ['cn-east-3_dba', 'cn-north-4']);
  const instances = [{ id: 'a', region: 'cn-north-4_dba' }];
  assert.deepEqual(regionsOf(only({ ...HUAWEI, regions: [], instances })), ['cn-north-4_dba']);
});

test('a session token may be as long as a cloud documents', () => {
  assert.equal(tokenProblem('Token', 'x'.repeat(30_000)), undefined);
  assert.equal(tokenProblem('Token', 'x'.repeat(102_400)), undefined);
  assert.match(tokenProblem('Token', 'x'.repeat(102_401)) ?? '', /longer/);
});

describe('an entry that does not fit is a problem that says what is wrong', () => {
  const bad: Readonly<Record<string, readonly [unknown, RegExp]>> = {
    'no object': ['hello', /object/],
    nothing: [null, /object/],
    'no id': [{ ...HUAWEI, id: undefined }, /"id"/],
    'blank id': [{ ...HUAWEI, id: '  ' }, /"id".*empty/],
    'id with a line break': [{ ...HUAWEI, id: 'a\nb' }, /"id"/],
    'id with a bidirectional mark': [{ ...HUAWEI, id: 'a\u202Eb' }, /"id"/],
    'long id': [{ ...HUAWEI, id: 'x'.repeat(65) }, /"id".*64/],
    'id taken': [{ ...HUAWEI, id: 'ali' }, /"ali".*another/],
    'no provider': [{ ...HUAWEI, id: 'x', provider: undefined }, /"provider"/],
    'unknown provider': [{ ...HUAWEI, id: 'x', provider: 'azure' }, /"azure"/],
    'no regions': [{ ...HUAWEI, id: 'x', regions: [] }, /"regions"/],
    'regions left out': [{ ...HUAWEI, id: 'x', regions: undefined }, /"regions"/],
    'regions no list': [{ ...HUAWEI, id: 'x', regions: 'cn-north-4' }, /"regions"/],
    'all regions and others beside them': [
      { ...HUAWEI, id: 'x', regions: ['*', 'cn-north-4'] },
      /"\*".*beside/,
    ],
    'bad region': [{ ...HUAWEI, id: 'x', regions: ['Beijing/../4'] }, /Beijing/],
    'region with a host in it': [{ ...HUAWEI, id: 'x', regions: ['cn-4.evil.test#'] }, /region id/],
    'project where there are none': [
      { ...ALIBABA, id: 'x', regions: ['cn-hangzhou_dba'] },
      /cn-hangzhou_dba/,
    ],
    'project without a name': [{ ...HUAWEI, id: 'x', regions: ['cn-north-4_'] }, /cn-north-4_/],
    'instance id with a path': [
      { ...HUAWEI, id: 'x', instances: [{ id: '../x', region: 'cn-north-4' }] },
      /instance id/,
    ],
    'instance without region': [{ ...HUAWEI, id: 'x', instances: [{ id: 'abc' }] }, /region/],
    'instances no list': [{ ...HUAWEI, id: 'x', instances: {} }, /"instances"/],
    'source as a text': [
      { ...ALIBABA, id: 'x', credentials: 'environment' },
      /^"credentials" must be an object such as { "source": "environment" }\.$/,
    ],
    'source as a list': [
      { ...ALIBABA, id: 'x', credentials: ['environment'] },
      /"credentials" must be an object/,
    ],
    'source as nothing': [{ ...ALIBABA, id: 'x', credentials: null }, /"credentials" must be an object/],
    'no source': [{ ...ALIBABA, id: 'x', credentials: { profile: 'prod' } }, /"credentials" has no "source"/],
    'source no text': [{ ...ALIBABA, id: 'x', credentials: { source: 7 } }, /"credentials" has no "source"/],
    'profile no text': [
      { ...ALIBABA, id: 'x', credentials: { source: 'cliProfile', profile: 7 } },
      /"credentials\.profile" must be a text/,
    ],
    'role from a text': [
      { ...ALIBABA, id: 'x', credentials: { source: 'assumeRole', roleArn: ROLE, from: 'environment' } },
      /^"credentials\.from" must be an object/,
    ],
    'role from nothing': [
      { ...ALIBABA, id: 'x', credentials: { source: 'assumeRole', roleArn: ROLE } },
      /^"credentials\.from" must be an object/,
    ],
    'four roles': [{ ...ALIBABA, id: 'x', credentials: chain(4) }, /No more than 3 roles/],
    'unknown source': [{ ...HUAWEI, id: 'x', credentials: { source: 'plainText' } }, /plainText/],
    'unknown service': [{ ...HUAWEI, id: 'x', endpoints: { rds: 'https://a.test' } }, /endpoints\.rds/],
    'plain http': [{ ...HUAWEI, id: 'x', endpoints: { iam: 'http://a.test' } }, /endpoints\.iam.*https/],
    'link-local': [{ ...HUAWEI, id: 'x', endpoints: { iam: 'https://169.254.169.254' } }, /link-local/],
    'no address': [{ ...HUAWEI, id: 'x', endpoints: { iam: 'iam' } }, /endpoints\.iam/],
    'odd site': [{ ...HUAWEI, id: 'x', site: 'europe' }, /"site".*"china"/],
    'role of another cloud': [
      {
        ...ALIBABA,
        id: 'x',
        credentials: {
          source: 'assumeRole',
          roleArn: 'qcs::cam::uin/1:roleName/a',
          from: { source: 'environment' },
        },
      },
      /credentials\.roleArn/,
    ],
    'endpoint no text': [{ ...HUAWEI, id: 'x', endpoints: { iam: 7 } }, /endpoints\.iam/],
  };
  for (const [title, [entry, message]] of Object.entries(bad)) {
    test(title, () => assert.match(problemOf(entry).message, message));
  }

  test('never with a secret that was put where it does not belong', () => {
    const secret = 'MisplacedSecretNotReal';
    const entries = [
      { ...HUAWEI, id: 'x', endpoints: { iam: `https://user:${secret}@a.test` } },
      { ...HUAWEI, id: 'x', endpoints: { iam: `http://a.test/?k=${secret}` } },
      { ...HUAWEI, id: 'x', credentials: { source: 'environment2', accessKeySecret: secret } },
      { ...HUAWEI, id: 'x', regions: [], accessKeySecret: secret },
    ];
    for (const entry of entries) assert.doesNotMatch(JSON.stringify(problemOf(entry)), new RegExp(secret));
  });

  test('on one line, however it was written', () => {
    const { message } = problemOf({ ...HUAWEI, id: 'x', provider: `a\r\n\u202Eb${'c'.repeat(10_000)}` });
    assert.doesNotMatch(message, /[\r\n\u202E]/);
    assert.ok(message.length < 200);
  });
});

describe('a problem has an id of its own', () => {
  test('its own where it is free, else its place', () => {
    assert.equal(problemOf({ ...HUAWEI, id: 'x', regions: [] }).id, 'x');
    assert.equal(problemOf({ ...HUAWEI, id: 'ali' }).id, '#2');
    assert.equal(problemOf(17).id, '#2');
  });

  test('so that it takes no good account away, also of a later one', () => {
    const bad = { ...HUAWEI, regions: [] };
    const { accounts, problems } = readAccounts([bad, HUAWEI, { ...bad, id: 'x' }, { ...bad, id: 'x' }]);
    const ids = [...accounts, ...problems].map(({ id }) => id);
    assert.deepEqual(accounts.length, 1);
    assert.equal(new Set(ids).size, 4, ids.join(' '));
    assert.equal(accounts[0]?.id, 'hw');
  });
});

describe('the setting as a whole', () => {
  test('unset is no account; no list is one problem', () => {
    for (const setting of [undefined, null, []])
      assert.deepEqual(readAccounts(setting), { accounts: [], problems: [] });
    for (const setting of [{}, 'x', 7]) assert.equal(readAccounts(setting).problems.length, 1);
  });

  test('of a thousand entries is read whole', () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ ...HUAWEI, id: `hw-${index}` }));
    assert.equal(readAccounts(many).accounts.length, 1000);
  });
});

describe('an account', () => {
  test('may have up to three roles one behind the other', () => {
    assert.deepEqual(only({ ...ALIBABA, credentials: chain(3) }).credentials, chain(3));
  });

  test('has what the settings leave out: name, source, endpoints', () => {
    assert.partialDeepStrictEqual(only(HUAWEI), {
      name: 'hw',
      credentials: { source: 'secretStorage' },
      endpoints: {},
    });
  });

  test('with pinned instances looks in their regions only and needs no regions', () => {
    const instances = [
      { id: 'a', region: 'cn-north-4' },
      { id: 'b', region: 'ap-southeast-3', name: 'B' },
      { id: 'c', region: 'cn-north-4' },
    ];
    const account = only({ id: 'hw', provider: 'huawei', instances });
    assert.deepEqual(account.instances, instances);
    assert.deepEqual(regionsOf(account), ['cn-north-4', 'ap-southeast-3']);
  });

  test('is at the site that it names', () => {
    assert.equal(only({ ...HUAWEI, site: 'international' }).site, 'international');
    assert.equal(only(HUAWEI).site, undefined);
  });

  test('names each region once, and endpoints as origins', () => {
    const endpoints = { rds: 'https://RDS.example.com/' };
    const account = only({ ...ALIBABA, regions: ['cn-beijing', 'cn-beijing'], endpoints });
    assert.deepEqual(
      [account.regions, account.endpoints],
      [['cn-beijing'], { rds: 'https://rds.example.com' }],
    );
  });

  test('takes region ids that no table of ours has', () => {
    const regions = ['cn-north-2-gov-1', 'eu-west-101', 'me-central-1'];
    assert.deepEqual(only({ ...ALIBABA, regions }).regions, regions);
  });
});
