import assert from 'node:assert/strict';
import type { AccountSnapshot, Evidence, InstanceSnapshot, Reason } from './product.ts';

/** The public API's promises about the shape of what it gives, checked on anything it gives. */

const CATEGORIES = new Set([
  ...['credentials', 'permission', 'key', 'instance-state', 'unsupported', 'billing', 'not-found'],
  ...['invalid-request', 'throttled', 'clock-skew', 'network', 'server', 'unexpected-reply'],
  ...['pending', 'no-evidence', 'unconfirmed', 'contradicting-evidence', 'configuration'],
]);
const SOURCES = new Set(['status-call', 'backup-set', 'change-accepted', 'already-enabled']);
const ISO_UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

export function checkAccount(account: AccountSnapshot): void {
  checkTexts(account, ['id', 'provider', 'name']);
  assert.notEqual(account.name, '', 'the name falls back to the id');
  assert.ok(['ok', 'problem', 'pending'].includes(account.state), account.state);
  if (account.state === 'problem') assert.ok(account.reason, `${account.id} says what the problem is`);
  if (account.reason) checkReason(account.reason);
  if (account.refreshedAt !== undefined) checkTime(account.refreshedAt);
}

export function checkInstance(instance: InstanceSnapshot): void {
  checkTexts(instance, [
    'provider',
    'accountId',
    'region',
    'id',
    'name',
    'engine',
    'engineVersion',
    'lifecycle',
  ]);
  assert.notEqual(instance.name, '', 'the name falls back to the id');
  const { state, evidence, reason, stale } = instance.encryption;
  assert.equal(typeof stale, 'boolean');
  assert.ok(['on', 'off', 'partial', 'unsupported', 'unknown'].includes(state), state);
  if (['on', 'off', 'partial'].includes(state))
    assert.ok(evidence, `${instance.name} is ${state} on evidence`);
  else assert.ok(reason, `${instance.name} is ${state} for a reason`);
  if (evidence) checkEvidence(evidence);
  if (reason) checkReason(reason);
}

function checkEvidence(evidence: Evidence): void {
  assert.ok(SOURCES.has(evidence.source), evidence.source);
  checkTime(evidence.seenAt);
  if (evidence.source === 'backup-set') assert.ok(evidence.asOf, 'a backup has an end');
  if (evidence.asOf !== undefined) checkTime(evidence.asOf);
  checkOptionalTexts(evidence, ['requestId', 'detail']);
}

function checkReason(reason: Reason): void {
  assert.ok(CATEGORIES.has(reason.category), reason.category);
  assert.equal(typeof reason.message, 'string');
  checkOptionalTexts(reason, ['code', 'requestId']);
}

function checkTime(time: string): void {
  assert.match(time, ISO_UTC);
  assert.ok(!Number.isNaN(Date.parse(time)), time);
}

function checkTexts<T extends object>(object: T, members: readonly (keyof T & string)[]): void {
  for (const member of members) assert.equal(typeof object[member], 'string', member);
}

function checkOptionalTexts<T extends object>(object: T, members: readonly (keyof T & string)[]): void {
  for (const member of members) assert.ok(['string', 'undefined'].includes(typeof object[member]), member);
}
