import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAge, readPolicy } from '../../../src/policy/read.ts';
import { placedIn, policyOf } from '../../support/policyFleet.ts';

const DAY = 86_400_000;

/** The example of the specification, less its comments. */
const EXAMPLE = `version: 1
defaults: { required: true, maxAge: 35d, onUnknown: error }
rules:
  - id: production
    match: { provider: alibaba, account: prod, region: "cn-*", engine: mysql, name: "prd-*" }
    require: { encrypted: true, logs: true, key: { kind: customer, ids: [564cf6c4-1] } }
    severity: high
    controls: [ "nist-800-53-r5:CP-9(8)", "mlps-2.0-l3:8.1.4.8" ]
exceptions:
  - { rule: production, instances: [ alibaba/prod/cn-hangzhou/rm-bp1 ], owner: dba@example.com, reason: "Copy, retired in January", expires: 2027-01-31, ticket: OPS-1234 }
`;

/** The problems of a text, as \`line:column "what is marked there": message\`. */
function problemsOf(text: string): string[] {
  return placedIn(text, readPolicy(text).problems).map((line) => line.replace('invalid-policy at ', ''));
}

/** A policy with this rule after the version, and the line of it. */
function withRule(lines: string): string {
  return `version: 1\nrules:\n  - ${lines.replaceAll('\n', '\n    ')}\n`;
}

function withException(differences: Record<string, string | undefined>): string {
  const members: Record<string, string | undefined> = {
    rule: 'default',
    instances: '[huawei/live/cn-north-4/tau-1]',
    owner: 'dba',
    reason: 'Retired in January',
    expires: '2027-01-31',
    ...differences,
  };
  const lines = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return `version: 1\nexceptions:\n  - ${lines.join('\n    ')}\n`;
}

describe('a policy is read', () => {
  test('with all its members', () => {
    const policy = policyOf(EXAMPLE);
    const { required, maxAge, onUnknown } = policy.defaults;
    assert.deepEqual([required, maxAge, onUnknown], [true, 35 * DAY, 'high']);
    const [rule] = policy.rules;
    assert.ok(rule);
    assert.equal(rule.id, 'production');
    assert.deepEqual(rule.range, { start: { line: 3, character: 8 }, end: { line: 3, character: 18 } });
    assert.deepEqual(Object.keys(rule.match.globs), ['provider', 'account', 'region', 'engine', 'name']);
    assert.deepEqual(
      rule.match.globs.region?.map(({ pattern }) => pattern),
      ['cn-*'],
    );
    assert.deepEqual([rule.required, rule.logs, rule.severity], [true, true, 'high']);
    assert.deepEqual(rule.key, { kind: 'customer', ids: ['564cf6c4-1'] });
    assert.deepEqual(rule.controls, ['nist-800-53-r5:CP-9(8)', 'mlps-2.0-l3:8.1.4.8']);
    const [exception] = policy.exceptions;
    assert.ok(exception);
    assert.deepEqual(
      exception.instances.map(({ value }) => value),
      ['alibaba/prod/cn-hangzhou/rm-bp1'],
    );
    assert.equal(exception.expires.value, '2027-01-31');
    assert.deepEqual(
      [exception.owner, exception.reason, exception.ticket],
      ['dba@example.com', 'Copy, retired in January', 'OPS-1234'],
    );
  });

  test('with the strictest where nothing is said', () => {
    const { defaults, rules } = policyOf(withRule('id: all\nmatch: { name: ["a*", "b*"] }'));
    assert.deepEqual([defaults.required, defaults.maxAge, defaults.onUnknown], [true, 35 * DAY, 'high']);
    const [rule] = rules;
    assert.deepEqual(
      [rule?.required, rule?.logs, rule?.key, rule?.severity],
      [true, false, undefined, 'high'],
    );
    assert.equal(rule?.match.globs.name?.length, 2);
  });

  test('as JSON, with tabs, with a byte order mark, with CRLF, and its places fit', () => {
    const json =
      '\uFEFF{\r\n\t"version": 1,\r\n\t"rules": [\r\n\t\t{ "id": "all", "match": { "name": "*" } }\r\n\t]\r\n}\r\n';
    const [rule] = policyOf(json).rules;
    assert.deepEqual(rule?.range.start, { line: 3, character: 10 });
  });

  test('with aliases', () => {
    const text = `version: 1\nrules:\n  - { id: one, match: &m { name: "a*" } }\n  - { id: two, match: *m }\n`;
    assert.equal(policyOf(text).rules[1]?.match.globs.name?.[0]?.pattern, 'a*');
  });

  test('ids that YAML takes for numbers are the texts that were written', () => {
    const [rule] = policyOf(withRule('id: all\nmatch: { name: 0012 }')).rules;
    assert.equal(rule?.match.globs.name?.[0]?.pattern, '0012');
  });

  test('keys without values are what is about to be typed', () => {
    assert.deepEqual(problemsOf('version: 1\ndefaults:\nrules:\nexceptions:\ncheck:\n'), []);
  });

  test('with what the command line does', () => {
    const { check } = policyOf('version: 1\ncheck: { failOn: [violation, expiring], minSeverity: medium }\n');
    assert.deepEqual(check, { failOn: ['violation', 'expiring'], minSeverity: 'medium' });
  });
});

test('an age is hours, days or weeks', () => {
  assert.deepEqual(['12h', '35d', '8w', '0d', '35', '1.5d', '35D', '-1d', '99999d', ''].map(parseAge), [
    DAY / 2,
    35 * DAY,
    56 * DAY,
    ...Array.from({ length: 7 }, () => undefined),
  ]);
});

/** What is read as something else has no meaning where it stands, and that is said too. */
const FOLLOWED = new Set(['tabs', 'a tag', 'a tag of a program']);

describe('what does not fit is a problem at its place:', () => {
  const CASES: readonly (readonly [name: string, text: string, problem: RegExp])[] = [
    ['no version', 'rules: []\n', /^1:1 "": A policy begins with/],
    ['another version', 'version: 2\n', /^1:10 "2": Version 1/],
    ['nothing', '', /^1:1 "": This policy is empty/],
    ['a comment alone', '# soon\n', /^1:1 "": This policy is empty/],
    ['a text', 'hello\n', /^1:1 "hello": Here must be: version, /],
    [
      'an unknown member',
      'version: 1\nrulez: []\n',
      /^2:1 "rulez": "rulez" is no member here; there are: version/,
    ],
    ['a key given twice', 'version: 1\nversion: 2\n', /^2:1 "version": This key is there twice/],
    ['tabs', 'version: 1\ndefaults:\n\trequired: true\n', /^3:1 .*tabs/],
    ['a tag', 'version: 1\ndefaults: { required: !env true }\n', /^2:23 "!env": A policy has no tags/],
    ['a tag of a program', 'version: !!js/function "f"\n', /A policy has no tags/],
    ['two documents', 'version: 1\n---\nversion: 1\n', /^2:1 .*one document/],
    ['a list that is not closed', 'version: 1\nrules: [\n', /^\d:\d .*This is no valid YAML/],
    ['an alias of nothing', 'version: 1\nrules: *none\n', /^2:8 "\*none"/],
    ['rules that are no list', 'version: 1\nrules: { id: x }\n', /^2:8 "\{ id: x \}": Here must be a list/],
    ['a merge key', withRule('<<: {}\nid: a\nmatch: { name: "*" }'), /^3:5 "<<": "<<" is no member/],
    ['an age', 'version: 1\ndefaults: { maxAge: soon }\n', /^2:21 "soon": An age is/],
    [
      'a word',
      'version: 1\ndefaults: { onUnknown: fatal }\n',
      /^2:24 "fatal": Here must be one of: error, warning, info/,
    ],
    ['a truth', 'version: 1\ndefaults: { required: maybe }\n', /^2:23 "maybe": Here must be true or false/],
    [
      'a rule without an id',
      withRule('match: { name: "*" }'),
      /^3:5 "match: \{ name: "\*" \}": A rule needs an "id"/,
    ],
    ['a rule without a match', withRule('id: all'), /^3:5 "id: all": A rule needs a "match"/],
    [
      'the id default',
      withRule('id: default\nmatch: { name: "*" }'),
      /^3:9 "default": "default" is what applies/,
    ],
    ['an id in capitals', withRule('id: Prod_1\nmatch: { name: "*" }'), /^3:9 "Prod_1": The id of a rule/],
    ['a match of nothing', withRule('id: all\nmatch: {}'), /^4:5 "match": A match says which/],
    [
      'a match by both',
      withRule('id: all\nmatch: { name: "*", ids: [a/b/c/d] }'),
      /^4:25 "ids": A match has either/,
    ],
    ['a match of a key nobody knows', withRule('id: all\nmatch: { nmae: "x" }'), /^4:14 "nmae"/],
    [
      'a name that is none',
      withRule('id: all\nmatch: { ids: [rm-1] }'),
      /^4:20 "rm-1": "rm-1" is no instance/,
    ],
    [
      'a severity',
      withRule('id: all\nmatch: { name: "*" }\nseverity: severe'),
      /^5:15 "severe": Here must be one of: high/,
    ],
    [
      'a kind of key',
      withRule('id: all\nmatch: { name: "*" }\nrequire: { key: { kind: own } }'),
      /^5:29 "own"/,
    ],
    [
      'an exception without an owner',
      withException({ owner: undefined }),
      /^3:5 .*An exception needs "owner"/,
    ],
    ['an empty owner', withException({ owner: '" "' }), /^5:12 "" "": Here must be a text/],
    ['a short reason', withException({ reason: '"  retired "' }), /^6:13 .*10 characters/],
    ['no reason', withException({ reason: undefined }), /^3:5 .*needs "reason"/],
    ['no end', withException({ expires: undefined }), /^3:5 .*needs "expires"/],
    [
      'a day that is none',
      withException({ expires: '2027-02-29' }),
      /^7:14 "2027-02-29": An exception expires on a day/,
    ],
    ['a time', withException({ expires: '2027-01-31T00:00:00Z' }), /^7:14 .*on a day/],
    ['a rule that is not there', withException({ rule: 'prod' }), /^3:11 "prod": There is no rule "prod"/],
    [
      'an exception for a pattern',
      withException({ instances: '[huawei/live/cn-north-4/*]' }),
      /^4:17 .*is no instance/,
    ],
    [
      'what the command line does not know',
      'version: 1\ncheck: { failOn: [warnings] }\n',
      /^2:19 "warnings"/,
    ],
  ];
  for (const [name, text, problem] of CASES)
    test(name, () => {
      const problems = problemsOf(text);
      assert.equal(problems.length, FOLLOWED.has(name) ? 2 : 1, problems.join('\n'));
      assert.match(problems[0] ?? '', problem);
    });
});

describe('what fits holds, whatever else does not:', () => {
  test('the rules beside one without a match, and the exceptions beside one without an owner', () => {
    const rules =
      'rules:\n  - { id: bad }\n  - { id: good, match: { name: "*" } }\n  - { id: good, match: { name: "x" } }\n';
    const { policy, problems } = readPolicy(`${withException({})}  - { rule: bad }\n${rules}`);
    assert.deepEqual(
      policy?.rules.map(({ id }) => id),
      ['good'],
    );
    assert.deepEqual(
      policy.exceptions.map(({ index }) => index),
      [0],
    );
    assert.deepEqual(
      problems.map(({ code }) => code),
      Array.from({ length: 7 }, () => 'invalid-policy'),
    );
  });

  test('what is required beside a word that is none: the strictest', () => {
    const { policy } = readPolicy(
      withRule('id: all\nmatch: { name: "*" }\nrequire: { encrypted: nope, logs: 7 }\nseverity: 1'),
    );
    const [rule] = policy?.rules ?? [];
    assert.deepEqual([rule?.required, rule?.logs, rule?.severity], [true, true, 'high']);
  });

  test('the rules before a place that is no YAML', () => {
    const { policy, problems } = readPolicy(`${withRule('id: all\nmatch: { name: "*" }')}exceptions: [ {\n`);
    assert.deepEqual(
      policy?.rules.map(({ id }) => id),
      ['all'],
    );
    assert.ok(problems.length > 0);
  });
});
