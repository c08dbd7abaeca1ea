import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judgeInstance } from '../../../src/policy/judging.ts';
import type { Subject } from '../../../src/policy/policy.ts';
import { NOW, policyOf, stateOf, subject } from '../../support/policyFleet.ts';

const ORDERS = 'alibaba/prod/cn-hangzhou/rm-orders';

const RULES = `version: 1
defaults: { required: false, maxAge: 7d, onUnknown: info }
rules:
  - id: named
    match: { ids: [alibaba/prod/cn-hangzhou/rm-special] }
    severity: low
  - id: sandboxes
    match: { account: [test, "dev-*"] }
    require: { encrypted: false }
  - id: production
    match: { provider: alibaba, region: "cn-*", engine: mysql, name: "*" }
    severity: medium
`;

function ruleFor(path: string, more: Parameters<typeof subject>[2] = {}): string {
  return judgeInstance(policyOf(RULES), subject(path, stateOf('off'), more), NOW).rule;
}

test('without a policy every instance is required', () => {
  const judgement = judgeInstance(undefined, subject(ORDERS), NOW);
  assert.deepEqual(judgement, {
    verdict: 'fail',
    finding: 'not-encrypted',
    rule: 'default',
    required: true,
    severity: 'high',
  });
  assert.equal(
    judgeInstance(undefined, subject(ORDERS, stateOf('unsupported')), NOW).verdict,
    'not-applicable',
  );
});

describe('the first rule that fits is the one:', () => {
  const CASES: readonly (readonly [path: string, rule: string])[] = [
    ['alibaba/prod/cn-hangzhou/rm-special', 'named'],
    ['alibaba/other/cn-hangzhou/rm-special', 'production'],
    ['alibaba/test/cn-hangzhou/rm-1', 'sandboxes'],
    ['huawei/DEV-2/cn-north-4/tau-1', 'sandboxes'],
    ['alibaba/prod/cn-hangzhou/rm-1', 'production'],
    ['alibaba/prod/ap-southeast-1/rm-1', 'default'],
    ['huawei/prod/cn-north-4/tau-1', 'default'],
  ];
  for (const [path, rule] of CASES) test(`${path}: ${rule}`, () => assert.equal(ruleFor(path), rule));

  test('all of its patterns must fit', () =>
    assert.equal(ruleFor(ORDERS, { engine: 'PostgreSQL' }), 'default'));

  test('a database that another account sees too fits by either', () => {
    assert.equal(ruleFor('alibaba/own/cn-hangzhou/rm-special', { otherAccounts: ['prod'] }), 'named');
    assert.equal(ruleFor('alibaba/own/cn-hangzhou/rm-1', { otherAccounts: ['dev-3'] }), 'sandboxes');
  });
});

describe('what a rule says', () => {
  const policy = policyOf(RULES);

  test('decides how grave a failure is, the defaults how grave it is not to know', () => {
    const failed = judgeInstance(policy, subject(ORDERS), NOW);
    assert.deepEqual([failed.verdict, failed.severity], ['fail', 'medium']);
    const unknown = judgeInstance(policy, subject(ORDERS, stateOf('unknown')), NOW);
    assert.deepEqual([unknown.verdict, unknown.severity], ['not-verified', 'low']);
  });

  test('that is asked for by name must be possible', () => {
    const judgement = judgeInstance(policy, subject(ORDERS, stateOf('unsupported')), NOW);
    assert.deepEqual([judgement.verdict, judgement.finding], ['fail', 'unsupported-but-required']);
  });

  test('not to be required is not judged', () => {
    assert.equal(
      judgeInstance(policy, subject('alibaba/test/cn-hangzhou/rm-1'), NOW).verdict,
      'not-applicable',
    );
    assert.equal(
      judgeInstance(policy, subject('huawei/prod/cn-north-4/tau-1'), NOW).verdict,
      'not-applicable',
    );
  });

  test('holds by the age that the defaults allow', () => {
    const old = stateOf('on', { asOf: '2026-11-20T00:00:00Z' });
    assert.equal(judgeInstance(policy, subject(ORDERS, old), NOW).finding, 'evidence-too-old');
  });

  test('of keys and logs goes by what is known of them', () => {
    const strict = policyOf(`version: 1
rules:
  - { id: all, match: { provider: "*" }, require: { logs: true, key: { kind: customer } } }
`);
    const verdict = (known: Subject['known']) =>
      judgeInstance(strict, subject(ORDERS, stateOf('on'), { ...(known && { known }) }), NOW).verdict;
    assert.equal(verdict({ coversLogs: true, key: { kind: 'customer', id: 'k' } }), 'pass');
    assert.equal(verdict({ coversLogs: true, key: { kind: 'service' } }), 'fail');
    assert.equal(verdict({ coversLogs: true }), 'not-verified');
    assert.equal(verdict({ key: { kind: 'customer', id: 'k' } }), 'not-verified');
    assert.equal(verdict(undefined), 'not-verified');
  });
});

describe('an exception', () => {
  const softened = (
    expires: string,
    differences: {
      rule?: string;
      instance?: string;
      state?: 'off' | 'unknown' | 'on';
      others?: string[];
    } = {},
  ) => {
    const { rule = 'default', instance = ORDERS, state = 'off', others = [] } = differences;
    const policy = policyOf(`version: 1
rules:
  - { id: huawei, match: { provider: huawei } }
exceptions:
  - { rule: ${rule}, instances: [${instance}], owner: dba, reason: Retired in spring, expires: ${expires} }
`);
    return judgeInstance(policy, subject(ORDERS, stateOf(state), { otherAccounts: others }), NOW);
  };

  test('softens the verdict and keeps it beside', () => {
    const judgement = softened('2027-01-31');
    assert.deepEqual(
      [judgement.verdict, judgement.original, judgement.finding],
      ['excepted', 'fail', 'not-encrypted'],
    );
    assert.equal(judgement.exception?.owner, 'dba');
    const unknown = softened('2027-01-31', { state: 'unknown' });
    assert.deepEqual([unknown.verdict, unknown.original], ['excepted', 'not-verified']);
  });

  test('has nothing to soften where all is well', () => {
    const judgement = softened('2027-01-31', { state: 'on' });
    assert.deepEqual([judgement.verdict, judgement.exception], ['pass', undefined]);
  });

  test('holds on its last day, and not on the next', () => {
    assert.equal(softened('2026-11-28').verdict, 'excepted');
    assert.equal(softened('2026-11-27').verdict, 'fail');
  });

  test('is for 366 days at most', () => {
    assert.equal(softened('2027-11-29').verdict, 'excepted', 'in 366 days');
    assert.equal(softened('2027-11-30').verdict, 'fail', 'in 367 days');
  });

  test('softens its own rule and its own instances only', () => {
    assert.equal(softened('2027-01-31', { rule: 'huawei' }).verdict, 'fail');
    assert.equal(softened('2027-01-31', { instance: `${ORDERS}-2` }).verdict, 'fail');
    assert.equal(softened('2027-01-31', { instance: ORDERS.replace('prod', 'other') }).verdict, 'fail');
  });

  test('counts for a database by whichever account sees it', () => {
    const judgement = softened('2027-01-31', {
      instance: ORDERS.replace('prod', 'other'),
      others: ['other'],
    });
    assert.equal(judgement.verdict, 'excepted');
  });
});
