/** What an answer says of a change, and when none can be offered. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Encryption } from '../../../../src/domain/encryption.ts';
import type { Intent } from '../../../../src/files/journalEntry.ts';
import { obstacle } from '../../../../src/fleet/changing/obstacle.ts';
import {
  acceptedUnseen,
  lostReply,
  resultOf,
  unconfirmedAnswer,
  wantedState,
} from '../../../../src/fleet/changing/wanted.ts';
import { AT, database, statusCall, UNKNOWN, UNSUPPORTED } from '../../../support/stage.ts';

function asked(change: Intent['change']): Intent {
  const place = { provider: 'huawei', accountId: 'a', region: 'r-1', instanceId: 'i-1', process: 1 };
  return { version: 1, entry: 'intent', changeId: 'x', at: AT, change, ...place };
}

test('an answer confirms a change, rules it out, or says nothing', () => {
  const said = (change: 'enable' | 'disable') =>
    [statusCall('on'), statusCall('off'), statusCall('partial'), UNKNOWN, UNSUPPORTED].map((answer) =>
      resultOf(asked(change), answer),
    );
  assert.deepEqual(said('enable'), ['confirmed', 'not-applied', 'not-applied', undefined, undefined]);
  assert.deepEqual(said('disable'), ['not-applied', 'confirmed', 'not-applied', undefined, undefined]);
  assert.deepEqual([wantedState(asked('enable')), wantedState(asked('disable'))], ['on', 'off']);
});

test('what is said meanwhile names when it was asked for', () => {
  const unconfirmed = { category: 'unconfirmed', since: AT } as const;
  assert.deepEqual(unconfirmedAnswer(asked('enable')), {
    state: 'unknown',
    reason: {
      ...unconfirmed,
      message: `A change was asked for at ${AT}, the reply was lost, and the state was not read since.`,
    },
  });
  assert.deepEqual(acceptedUnseen(asked('enable')), {
    ...unconfirmed,
    message: `The change asked for at ${AT} was accepted; the cloud does not show it yet.`,
  });
  assert.deepEqual(lostReply(asked('enable')), {
    ...unconfirmed,
    message: `A change was asked for at ${AT} and the reply was lost; it may still take effect.`,
  });
});

describe('a change cannot be offered', () => {
  const unsupported: Encryption = { ...UNSUPPORTED, stale: false };
  const unknown: Encryption = { ...UNKNOWN, stale: false };
  const known = (state: 'on' | 'off' | 'partial') => ({ ...statusCall(state), stale: false }) as Encryption;
  const why = (change: 'enable' | 'disable', encryption: Encryption, provider = 'huawei', busy?: string) =>
    obstacle(change, { instance: database('i-1', { provider, ...(busy && { busy }) }), encryption });

  test('for what it is already, for what cannot have it, and where the cloud has no way back', () => {
    assert.equal(why('enable', known('on')), 'its backups are encrypted already');
    assert.equal(why('disable', known('off')), 'its backups are not encrypted');
    assert.equal(why('enable', unsupported), 'too old');
    assert.equal(why('disable', unsupported), 'too old');
    for (const provider of ['alibaba', 'gone'])
      assert.match(why('disable', known('on'), provider) ?? '', /cannot switch backup encryption off/);
    assert.equal(why('enable', known('off'), 'huawei', 'it restarts'), 'it restarts');
  });

  test('for nothing else', () => {
    for (const encryption of [known('off'), known('partial'), unknown])
      assert.equal(why('enable', encryption, 'alibaba'), undefined);
    for (const encryption of [known('on'), known('partial'), unknown])
      assert.equal(why('disable', encryption), undefined);
  });
});
