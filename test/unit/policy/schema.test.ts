import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { root } from '../../../scripts/steps/paths.ts';
import { POLICY_FILES } from '../../../src/policy/policy.ts';
import { PROBLEM_CODES } from '../../../src/policy/problem.ts';
import { readPolicy } from '../../../src/policy/read.ts';
import { membersAt } from '../../../src/policy/vocabulary.ts';

type Json = Readonly<Record<string, unknown>>;
const schema = JSON.parse(readFileSync(join(root, 'schemas', 'policy-v1.json'), 'utf8')) as Json;
const validate = new Ajv({ allowUnionTypes: true, strict: true, strictRequired: false }).compile(schema);

const RULE = { id: 'all', match: { name: '*' } };
const EXCEPTION = {
  rule: 'default',
  instances: ['alibaba/prod/cn-hangzhou/rm-1'],
  owner: 'dba',
  reason: 'Retired in spring',
  expires: '2027-01-31',
};

/** What the schema and our own reading must agree on. */
const CASES: readonly (readonly [fits: boolean, policy: unknown])[] = [
  [true, { version: 1 }],
  [true, { version: 1, rules: null, exceptions: null, defaults: null, check: null }],
  [true, { version: 1, defaults: { required: false, maxAge: '12h', onUnknown: 'info' } }],
  [true, { version: 1, rules: [RULE], exceptions: [EXCEPTION, { ...EXCEPTION, ticket: 'OPS-1' }] }],
  [true, { version: 1, rules: [{ ...RULE, description: 'All.', severity: 'low', controls: ['x:1'] }] }],
  [
    true,
    {
      version: 1,
      rules: [{ ...RULE, require: { encrypted: false, logs: true, key: { kind: 'service', ids: ['k'] } } }],
    },
  ],
  [
    true,
    {
      version: 1,
      rules: [
        { id: 'a-1', match: { ids: ['a/b/c/d'] } },
        { id: 'b', match: { account: ['x', 'y*'] } },
      ],
    },
  ],
  [true, { version: 1, check: { failOn: ['violation'], minSeverity: 'medium' } }],
  [false, {}],
  [false, { version: 2 }],
  [false, { version: '1' }],
  [false, { version: 1, extra: true }],
  [false, { version: 1, defaults: { maxAge: '35' } }],
  [false, { version: 1, defaults: { onUnknown: 'fatal' } }],
  [false, { version: 1, rules: {} }],
  [false, { version: 1, rules: [{ id: 'all' }] }],
  [false, { version: 1, rules: [{ match: { name: '*' } }] }],
  [false, { version: 1, rules: [{ ...RULE, id: 'default' }] }],
  [false, { version: 1, rules: [{ ...RULE, id: 'A' }] }],
  [false, { version: 1, rules: [{ ...RULE, match: {} }] }],
  [false, { version: 1, rules: [{ ...RULE, match: { name: '*', ids: ['a/b/c/d'] } }] }],
  [false, { version: 1, rules: [{ ...RULE, match: { ids: ['rm-1'] } }] }],
  [false, { version: 1, rules: [{ ...RULE, severity: 'severe' }] }],
  [false, { version: 1, rules: [{ ...RULE, require: { encrypted: 'yes' } }] }],
  [false, { version: 1, rules: [{ ...RULE, require: { key: { kind: 'mine' } } }] }],
  ...Object.keys(EXCEPTION).map(
    (name) => [false, { version: 1, exceptions: [{ ...EXCEPTION, [name]: undefined }] }] as const,
  ),
  [false, { version: 1, exceptions: [{ ...EXCEPTION, instances: ['a/b/c/*'] }] }],
  [false, { version: 1, exceptions: [{ ...EXCEPTION, reason: 'short' }] }],
  [false, { version: 1, exceptions: [{ ...EXCEPTION, expires: 'soon' }] }],
  [false, { version: 1, check: { failOn: ['everything'] } }],
];

describe('the schema says what our own reading says of', () => {
  for (const [fits, policy] of CASES) {
    const text = JSON.stringify(policy);
    test(text, () => {
      assert.equal(validate(JSON.parse(text)), fits, JSON.stringify(validate.errors));
      assert.equal(readPolicy(text).problems.length === 0, fits, 'our own');
    });
  }
});

test('the schema has the members that are completed, each with a description', () => {
  const at = (...names: string[]) =>
    names.reduce<Json>(
      (node, name) => ((node['properties'] ?? (node['items'] as Json)['properties']) as Json)[name] as Json,
      schema,
    );
  for (const place of [
    '',
    'defaults',
    'rules',
    'rules.match',
    'rules.require',
    'rules.require.key',
    'exceptions',
    'check',
  ]) {
    const node = at(...place.split('.').filter(Boolean));
    const properties = (node['properties'] ?? (node['items'] as Json)['properties']) as Readonly<
      Record<string, Json>
    >;
    assert.deepEqual(Object.keys(properties).sort(), [...(membersAt(place) ?? [])].sort(), place);
    for (const [name, { description }] of Object.entries(properties))
      assert.ok(description, `${place} ${name}`);
  }
});

test('VS Code is told of the schema for each name that a policy can have, and the package has it', () => {
  const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly contributes: Readonly<
      Record<'jsonValidation' | 'yamlValidation', readonly { fileMatch: string | string[]; url: string }[]>
    >;
  };
  const all = [...contributes.jsonValidation, ...contributes.yamlValidation];
  assert.deepEqual(all.flatMap(({ fileMatch }) => fileMatch).sort(), [...POLICY_FILES].sort());
  assert.ok(all.every(({ url }) => url === './schemas/policy-v1.json'));
  assert.match(readFileSync(join(root, '.vscodeignore'), 'utf8'), /^!schemas\/\*\.json$/m);
});

test('each code has its place in the documentation', () => {
  const page = readFileSync(join(root, 'docs', 'policy.md'), 'utf8');
  const anchors = [...page.matchAll(/^<a id="([^"]+)"><\/a>\n\n### (.+)$/gm)].map(([, id, title]) => [
    id,
    title,
  ]);
  assert.deepEqual(
    anchors,
    PROBLEM_CODES.map((code) => [code, code]),
  );
});

test('the example of the documentation is a policy', () => {
  const [, example = ''] =
    /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs', 'policy.md'), 'utf8')) ?? [];
  assert.ok(example.includes('exceptions:'));
  assert.equal(validate(parse(example)), true, JSON.stringify(validate.errors));
  assert.deepEqual(readPolicy(example).problems, []);
});
