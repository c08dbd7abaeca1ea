import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { asStale, fresh, type Encryption, type Evidence } from '../../../src/domain/encryption.ts';
import { judge, type Knowledge, type Requirement } from '../../../src/domain/verdict.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const required: Requirement = { required: true };

function ago(milliseconds: number): string {
  return new Date(NOW - milliseconds).toISOString();
}

function known(state: 'on' | 'off' | 'partial', evidence: Partial<Evidence> = {}): Encryption {
  return fresh({ state, evidence: { source: 'status-call', seenAt: ago(HOUR), ...evidence } });
}

function not(state: 'unknown' | 'unsupported', category: 'network' | 'contradicting-evidence' = 'network') {
  return fresh({ state, reason: { category, message: '' } });
}

function verdict(encryption: Encryption, requirement = required, knowledge?: Knowledge): string {
  const { verdict, finding } = judge(encryption, requirement, NOW, knowledge);
  return finding ? `${verdict} ${finding}` : verdict;
}

describe('the verdict of a required instance', () => {
  const CASES: readonly (readonly [string, Encryption, string])[] = [
    ['on', known('on'), 'pass'],
    ['off', known('off'), 'fail not-encrypted'],
    ['partial', known('partial'), 'fail partly-encrypted'],
    ['unknown', not('unknown'), 'not-verified not-verified'],
    ['contradicted', not('unknown', 'contradicting-evidence'), 'not-verified contradicting-evidence'],
    ['unsupported', not('unsupported'), 'not-applicable'],
    ['on, read earlier', asStale(known('on')), 'pass'],
    ['off, read earlier', asStale(known('off')), 'fail not-encrypted'],
  ];
  for (const [name, encryption, expected] of CASES)
    test(`${name}: ${expected}`, () => assert.equal(verdict(encryption), expected));

  test('that cannot have it fails only where a rule asks for it', () => {
    assert.equal(
      verdict(not('unsupported'), { required: true, byRule: true }),
      'fail unsupported-but-required',
    );
  });
});

test('nothing is asked of an instance that is not required', () => {
  for (const encryption of [known('on'), known('off'), not('unknown'), not('unsupported')])
    assert.equal(verdict(encryption, { required: false, byRule: true }), 'not-applicable');
});

describe('old evidence', () => {
  test('is as old as the backup that it rests on, whenever it was seen', () => {
    const old = known('on', { source: 'backup-set', asOf: ago(3 * DAY) });
    assert.equal(verdict(old, { required: true, maxAge: 3 * DAY }), 'pass');
    assert.equal(verdict(old, { required: true, maxAge: 3 * DAY - 1 }), 'not-verified evidence-too-old');
  });

  test('is neither a pass nor a fail', () => {
    for (const state of ['on', 'off', 'partial'] as const)
      assert.equal(verdict(known(state, { seenAt: ago(36 * DAY) })), 'not-verified evidence-too-old');
  });

  test('may be 35 days old where nothing else is said, and one without a time proves nothing', () => {
    assert.equal(verdict(asStale(known('on', { seenAt: ago(35 * DAY) }))), 'pass');
    assert.equal(verdict(known('on', { seenAt: 'some day' })), 'not-verified evidence-too-old');
  });
});

describe('an acceptance that no backup has shown yet', () => {
  const coverage = { encrypted: 0, plain: 5, unclear: 0, days: 31 };

  test('passes for a day at the least', () => {
    const accepted = (age: number) => known('on', { source: 'change-accepted', seenAt: ago(age), coverage });
    assert.equal(verdict(accepted(DAY)), 'pass');
    assert.equal(verdict(accepted(DAY + 1)), 'not-verified not-verified');
    assert.equal(
      verdict(known('on', { source: 'already-enabled', seenAt: ago(DAY + 1) })),
      'not-verified not-verified',
    );
  });

  test('passes for two intervals where backups are rarer', () => {
    const weekly = (age: number) =>
      known('on', {
        source: 'change-accepted',
        seenAt: ago(age),
        coverage: { ...coverage, everyHours: 168 },
      });
    assert.equal(verdict(weekly(14 * DAY)), 'pass');
    assert.equal(verdict(weekly(14 * DAY + 1)), 'not-verified not-verified');
  });
});

describe('a required key', () => {
  const wanted: Requirement = { required: true, key: { kind: 'customer', ids: ['key-1'] } };

  test('passes when our own change used it, fails when that used another', () => {
    assert.equal(verdict(known('on'), wanted, { key: { kind: 'customer', id: 'key-1' } }), 'pass');
    assert.equal(verdict(known('on'), wanted, { key: { kind: 'customer', id: 'key-2' } }), 'fail wrong-key');
    assert.equal(verdict(known('on'), wanted, { key: { kind: 'service' } }), 'fail wrong-key');
    const service: Requirement = { required: true, key: { kind: 'service' } };
    assert.equal(verdict(known('on'), service, { key: { kind: 'service' } }), 'pass');
    assert.equal(verdict(known('on'), service, { key: { kind: 'customer', id: 'key-1' } }), 'fail wrong-key');
  });

  test('is not verified by what a backup says', () => {
    assert.equal(
      verdict(known('on', { source: 'backup-set', keyId: 'key-1' }), wanted),
      'not-verified not-verified',
    );
  });

  test('does not matter while nothing is encrypted', () => {
    assert.equal(verdict(known('off'), wanted, { key: { kind: 'service' } }), 'fail not-encrypted');
  });
});

test('required logs pass where the state covers them', () => {
  const logs: Requirement = { required: true, logs: true };
  assert.equal(verdict(known('on'), logs, { coversLogs: true }), 'pass');
  assert.equal(verdict(known('on'), logs, { coversLogs: false }), 'not-verified not-verified');
  assert.equal(verdict(known('on'), logs), 'not-verified not-verified');
});

test('what was on before, and is not now, is said as that', () => {
  for (const state of ['off', 'partial'] as const)
    assert.equal(verdict(known(state), required, { gotWorse: true }), 'fail no-longer-encrypted');
  assert.equal(verdict(known('on'), required, { gotWorse: true }), 'pass');
});
