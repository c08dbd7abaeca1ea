import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asStale } from '../../../src/domain/encryption.ts';
import { draftPolicy } from '../../../src/policy/draft.ts';
import { lensesOf } from '../../../src/policy/lenses.ts';
import { reviewPolicy } from '../../../src/policy/review.ts';
import { NOW, policyOf, stateOf, subject } from '../../support/policyFleet.ts';

const PLACE = 'alibaba/prod/cn-hangzhou/rm';

function lenses(expires: string): string[] {
  const policy = policyOf(`version: 1
rules:
  - { id: production, match: { account: prod } }
  - { id: others, match: { account: other } }
exceptions:
  - { rule: production, instances: [${PLACE}-3], owner: dba, reason: Retired in spring, expires: ${expires} }
`);
  const subjects = [
    subject(`${PLACE}-1`, stateOf('on')),
    subject(`${PLACE}-2`, stateOf('on', { source: 'change-accepted' })),
    subject(`${PLACE}-3`, stateOf('off')),
    subject(`${PLACE}-4`, stateOf('partial')),
    subject(`${PLACE}-5`, stateOf('unknown')),
    subject(`${PLACE}-6`, stateOf('unsupported')),
    subject(`${PLACE}-7`, asStale(stateOf('on'))),
  ];
  const { judged } = reviewPolicy(policy, { subjects, accounts: [] }, NOW);
  return lensesOf(policy, judged, '09:14 UTC', NOW).map(
    ({ range, text }) => `${range.start.line + 1}: ${text}`,
  );
}

test('a rule says how its instances stand, an exception when it ends', () => {
  assert.deepEqual(lenses('2026-12-10'), [
    '3: 1 encrypted · 1 first backup pending · 2 not · 1 unknown · 1 not supported · 1 last known · 1 excepted · as of 09:14 UTC',
    '4: applies to no instance that is known',
    '6: expires in 12 days',
  ]);
  assert.equal(lenses('2026-11-29').at(-1), '6: expires tomorrow');
  assert.equal(lenses('2026-11-28').at(-1), '6: expires today');
  assert.equal(lenses('2026-11-01').at(-1), '6: expired');
  assert.equal(lenses('2027-11-29').at(-1), '6: expires in 366 days');
  assert.equal(lenses('2027-11-30').at(-1), '6: lasts longer than 366 days');
});

test('a draft is a policy without fault, with a rule for each account, and names in comments only', () => {
  const subjects = [
    subject(`${PLACE}-1`, stateOf('off')),
    subject(`${PLACE}-2`, stateOf('unsupported'), { engine: 'PostgreSQL' }),
    subject('huawei/Live 1/cn-north-4/tau-1', stateOf('on')),
  ];
  const accounts = [
    { provider: 'alibaba', id: 'prod', isComplete: true },
    { provider: 'huawei', id: 'Live 1', isComplete: true },
    { provider: 'huawei', id: 'live/1', isComplete: true },
  ];
  const text = draftPolicy({ subjects, accounts }, () => 'Hostile\nrules: []', NOW);
  const policy = policyOf(text);
  assert.deepEqual(
    policy.rules.map(({ id }) => id),
    ['alibaba-prod', 'huawei-live-1', 'huawei-live-1-2'],
  );
  const { judged } = reviewPolicy(policy, { subjects, accounts }, NOW);
  const verdicts = judged.map(({ judgement }) => `${judgement.rule} ${judgement.verdict}`);
  assert.deepEqual(verdicts, ['alibaba-prod fail', 'default not-applicable', 'huawei-live-1 pass']);
  const example = text
    .slice(text.indexOf('exceptions: []'))
    .replace('exceptions: []\n', 'exceptions:\n')
    .replaceAll('# ', '');
  const [exception] = policyOf(text.slice(0, text.indexOf('exceptions: []')) + example).exceptions;
  assert.deepEqual(
    exception?.instances.map(({ value }) => value),
    [`${PLACE}-1`],
  );
});
