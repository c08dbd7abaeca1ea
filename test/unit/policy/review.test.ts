import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FleetFacts } from '../../../src/policy/fleetFacts.ts';
import type { Subject } from '../../../src/policy/policy.ts';
import { PROBLEM_CODES, type Problem } from '../../../src/policy/problem.ts';
import { readPolicy } from '../../../src/policy/read.ts';
import { reviewPolicy } from '../../../src/policy/review.ts';
import { NOW, placedIn, stateOf, subject } from '../../support/policyFleet.ts';

const PLACE = 'alibaba/prod/cn-hangzhou/rm';

function fleetOf(subjects: readonly Subject[], accounts: FleetFacts['accounts'] = [PROD]): FleetFacts {
  return { subjects, accounts };
}
const PROD = { provider: 'alibaba', id: 'prod', isComplete: true };

/** All problems of a text, those of reading it as well. */
function problemsOf(text: string, fleet: FleetFacts): Problem[] {
  const { policy, problems } = readPolicy(text);
  return [...problems, ...(policy ? reviewPolicy(policy, fleet, NOW).problems : [])];
}

function told(text: string, fleet: FleetFacts): string[] {
  return placedIn(text, problemsOf(text, fleet));
}

const RULE = `version: 1
defaults: { required: false, onUnknown: warning }
rules:
  - id: production
    match: { account: prod }
    severity: medium
`;

function withException(instances: string, expires: string, rule = 'production'): string {
  return `${RULE}exceptions:
  - rule: ${rule}
    instances: [${instances}]
    owner: dba
    reason: Retired in spring
    expires: ${expires}
`;
}

describe('what instances lack stands on the id of their rule:', () => {
  const CASES: readonly (readonly [string, Subject, string])[] = [
    ['not-encrypted', subject(`${PLACE}-1`), 'The backups of 1 instance are not encrypted.'],
    [
      'partly-encrypted',
      subject(`${PLACE}-1`, stateOf('partial')),
      'The backups of 1 instance are encrypted in part only.',
    ],
    [
      'not-verified',
      subject(`${PLACE}-1`, stateOf('unknown')),
      'Of 1 instance it is not known whether all that is required holds.',
    ],
    [
      'evidence-too-old',
      subject(`${PLACE}-1`, stateOf('on', { asOf: '2026-01-01T00:00:00Z' })),
      'The evidence for 1 instance is older than the policy allows.',
    ],
    [
      'no-longer-encrypted',
      subject(`${PLACE}-1`, stateOf('off'), { known: { gotWorse: true } }),
      'The backups of 1 instance are no longer encrypted.',
    ],
    [
      'contradicting-evidence',
      subject(`${PLACE}-1`, stateOf('contradicting')),
      'The evidence for 1 instance contradicts itself.',
    ],
    [
      'unsupported-but-required',
      subject(`${PLACE}-1`, stateOf('unsupported')),
      '1 instance that must have encrypted backups cannot have them.',
    ],
  ];
  for (const [code, one, message] of CASES)
    test(code, () => {
      assert.deepEqual(told(RULE, fleetOf([one])), [`${code} at 4:9 "production": ${message}`]);
    });

  test('wrong-key', () => {
    const text = RULE.replace('severity', 'require: { key: { ids: [k-1] } }\n    severity');
    const one = subject(`${PLACE}-1`, stateOf('on'), { known: { key: { kind: 'customer', id: 'k-2' } } });
    assert.deepEqual(told(text, fleetOf([one])), [
      'wrong-key at 4:9 "production": The backups of 1 instance are encrypted with another key than required.',
    ]);
  });

  test('as grave as the rule says, and as the defaults say of what is not known', () => {
    const [off] = problemsOf(RULE, fleetOf([subject(`${PLACE}-1`)]));
    assert.equal(off?.severity, 'warning');
    const [high] = problemsOf(RULE.replace('medium', 'high'), fleetOf([subject(`${PLACE}-1`)]));
    assert.equal(high?.severity, 'error');
    const unknown = RULE.replace('warning', 'info');
    const [open] = problemsOf(unknown, fleetOf([subject(`${PLACE}-1`, stateOf('unknown'))]));
    assert.equal(open?.severity, 'information');
  });

  test('of those that no rule fits on the defaults, or on the first line', () => {
    const other = subject('huawei/live/cn-north-4/tau-1');
    const fleet = fleetOf([other, subject(`${PLACE}-1`, stateOf('on'))]);
    assert.match(told(RULE.replace('false', 'true'), fleet)[0] ?? '', /^not-encrypted at 2:1 "defaults"/);
    assert.match(told('version: 1\n', fleetOf([other]))[0] ?? '', /^not-encrypted at 1:1 ""/);
  });

  test('fifty of them are named, with what is known of them', () => {
    const subjects = Array.from({ length: 52 }, (_, at) => subject(`${PLACE}-${at}`));
    const [problem] = problemsOf(RULE, fleetOf(subjects));
    assert.equal(problem?.message, 'The backups of 52 instances are not encrypted.');
    const lines = problem.related?.map(({ message }) => message) ?? [];
    assert.equal(lines.length, 51);
    assert.equal(lines[0], '0 (alibaba/prod/cn-hangzhou/rm-0), as of 2026-11-28 08:14 UTC');
    assert.equal(lines.at(-1), 'and 2 more');
    assert.equal(problem.subjects?.length, 52);
  });

  test('a hostile name steers nothing', () => {
    const one = subject(`${PLACE}-1`);
    const named = { ...one, instance: { ...one.instance, name: 'a\u202Eb\nc' } };
    const [problem] = problemsOf(RULE, fleetOf([named]));
    assert.match(problem?.related?.[0]?.message ?? '', /^a b c \(/);
  });
});

describe('an exception', () => {
  const off = fleetOf([subject(`${PLACE}-1`)]);

  test('that holds leaves nothing to say', () => {
    assert.deepEqual(told(withException(`${PLACE}-1`, '2027-11-29'), off), []);
  });

  test('that ends within 30 days is pointed out at its day', () => {
    const words = (expires: string) => told(withException(`${PLACE}-1`, expires), off);
    assert.deepEqual(words('2026-12-29'), []);
    assert.deepEqual(words('2026-12-28'), ['exception-expiring at 12:14 "2026-12-28": expires in 30 days']);
    assert.deepEqual(words('2026-11-29'), ['exception-expiring at 12:14 "2026-11-29": expires tomorrow']);
    assert.deepEqual(words('2026-11-28'), ['exception-expiring at 12:14 "2026-11-28": expires today']);
  });

  test('that has ended is an error, and what it softened is back', () => {
    const text = withException(`${PLACE}-1`, '2026-11-27');
    assert.deepEqual(told(text, off), [
      'not-encrypted at 4:9 "production": The backups of 1 instance are not encrypted.',
      'exception-expired at 12:14 "2026-11-27": This exception has expired: what it softened counts again.',
    ]);
    assert.equal(problemsOf(text, off)[1]?.severity, 'error');
  });

  test('for a year and a day is invalid, and softens nothing', () => {
    const problems = told(withException(`${PLACE}-1`, '2027-11-30'), off);
    assert.match(problems[0] ?? '', /^not-encrypted/);
    assert.match(
      problems[1] ?? '',
      /^invalid-policy at 12:14 "2027-11-30": An exception lasts 366 days at most/,
    );
  });

  test('that nothing needs is unnecessary as a whole', () => {
    const cases: readonly (readonly [fleet: FleetFacts, why: RegExp])[] = [
      [fleetOf([subject(`${PLACE}-1`, stateOf('on'))]), /has what the rule requires/],
      [fleetOf([subject(`${PLACE}-2`, stateOf('on'))]), /There is no such instance/],
    ];
    for (const [fleet, why] of cases) {
      const [problem] = problemsOf(withException(`${PLACE}-1`, '2027-05-01'), fleet);
      assert.equal(problem?.code, 'exception-unused');
      assert.match(problem.message, why);
      assert.deepEqual([problem.isUnnecessary, problem.exception, problem.path], [true, 0, undefined]);
      assert.deepEqual(problem.range.start, { line: 7, character: 4 });
    }
  });

  test('that one of its instances does not need is unnecessary there', () => {
    const fleet = fleetOf([subject(`${PLACE}-1`), subject(`${PLACE}-2`, stateOf('on'))]);
    const text = withException(`${PLACE}-1, ${PLACE}-2`, '2027-05-01');
    assert.deepEqual(told(text, fleet), [
      `exception-unused at 9:48 "${PLACE}-2": This instance has what the rule requires; it needs no exception.`,
    ]);
    assert.equal(problemsOf(text, fleet)[0]?.path, `${PLACE}-2`);
  });

  test('of another rule than the one that applies is unnecessary', () => {
    const [problem] = problemsOf(withException(`${PLACE}-1`, '2027-05-01', 'default'), off).slice(1);
    assert.match(problem?.message ?? '', /"default" does not apply to this instance; "production" does/);
  });

  test('is not called unnecessary while nobody can tell', () => {
    const text = withException(`${PLACE}-9`, '2027-05-01');
    const unread = fleetOf([subject(`${PLACE}-1`, stateOf('on'))], [{ ...PROD, isComplete: false }]);
    assert.deepEqual(told(text, unread), []);
    const elsewhere = fleetOf([subject(`${PLACE}-1`, stateOf('on'))]);
    const [problem] = problemsOf(text.replaceAll('prod/', 'prud/'), elsewhere);
    assert.deepEqual(
      [problem?.code, problem?.severity, problem?.isUnnecessary],
      ['exception-unused', 'information', undefined],
    );
    assert.match(problem?.message ?? '', /no account "prud" here/);
  });

  test('given twice is a duplicate, with the place of the first', () => {
    const text = withException(`${PLACE}-1, ${PLACE}-1`, '2027-05-01');
    const [problem] = problemsOf(text, off);
    assert.deepEqual(
      [problem?.code, problem?.isUnnecessary, problem?.path],
      ['exception-duplicate', true, `${PLACE}-1`],
    );
    assert.deepEqual(problem?.range.start, { line: 8, character: 47 });
    assert.deepEqual(problem.related?.[0]?.range.start, { line: 8, character: 16 });
  });
});

describe('a rule that matches nothing', () => {
  const on = subject(`${PLACE}-1`, stateOf('on'));

  test('is unnecessary: of an account that is not there, of a name that nothing has', () => {
    const unknown = told(RULE.replace('account: prod', 'account: prud'), fleetOf([on]));
    assert.deepEqual(unknown, [
      'rule-matches-nothing at 4:9 "production": No account here is one that this rule fits.',
    ]);
    const [problem] = problemsOf(RULE.replace('account: prod', 'name: "x*"'), fleetOf([on]));
    assert.deepEqual([problem?.message, problem?.isUnnecessary], ['No instance fits this rule.', true]);
  });

  test('since another rule goes before it says which', () => {
    const text = `${RULE}  - { id: later, match: { provider: alibaba } }\n`;
    assert.deepEqual(told(text, fleetOf([on])), [
      'rule-matches-nothing at 7:11 "later": All instances that this rule fits are taken by rules before it: production.',
    ]);
  });

  test('is not called that while accounts are not read, or none is there', () => {
    const text = RULE.replace('account: prod', 'name: "x*"');
    assert.deepEqual(told(text, fleetOf([on], [{ ...PROD, isComplete: false }])), []);
    assert.deepEqual(told(text, fleetOf([], [])), []);
  });
});

test('every code is one of those that docs and reports know', () => {
  assert.equal(new Set(PROBLEM_CODES).size, 14);
});
