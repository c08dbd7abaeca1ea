import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fresh, type Encryption, type Reason } from '../../../src/domain/encryption.ts';
import { newTally } from '../../../src/domain/posture.ts';
import { groupWords } from '../../../src/texts/groups.ts';
import { adviceWords } from '../../../src/texts/advice.ts';
import { accountWords, instanceWords, regionWords } from '../../../src/texts/rows.ts';
import { accountTooltip, instanceTooltip, reasonTooltip } from '../../../src/texts/tooltip.ts';
import { badgeWords, viewMessage } from '../../../src/texts/viewMessage.ts';
import { accountView, instanceCalled } from '../../support/named.ts';

const SEEN = '2026-01-02T03:04:05Z';
const NETWORK: Reason = { category: 'network', message: 'No route.', code: 'ENETUNREACH' };
const ON = fresh({ state: 'on', evidence: { source: 'status-call', seenAt: SEEN, requestId: 'R-1' } });

const record = (encryption: Encryption) => ({ instance: instanceCalled('orders'), encryption });
/** A tooltip as it is read. */
const read = (markdown: string) =>
  markdown.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

describe("an instance's row", () => {
  test('begins with its state, and is spoken as name, state, engine, region, account', () => {
    const { description, spoken } = instanceWords(record(ON), accountView(), false);
    assert.match(description, /^encrypted · MySQL 8\.0 · /);
    assert.match(spoken, /^orders, encrypted, MySQL 8\.0, region cn-hangzhou, account Production, /);
  });

  test('says whose it is among those of all accounts', () => {
    assert.match(
      instanceWords(record(ON), accountView(), true).description,
      /8\.0 · Production · cn-hangzhou/,
    );
  });

  test('that is old says when it was seen, and why there is no newer', () => {
    const old = { ...ON, stale: true, reason: NETWORK };
    const { description } = instanceWords(record(old), accountView(), false);
    assert.match(description, /^encrypted · last seen 2026-01-02 03:04 UTC · .* · not reachable$/);
  });
});

test('a row that is on by what the cloud said alone begins with its state, and says what is pending', () => {
  const evidence = { source: 'change-accepted', seenAt: SEEN } as const;
  const { description, spoken } = instanceWords(
    record(fresh({ state: 'on', evidence })),
    accountView(),
    false,
  );
  assert.match(description, /^encrypted · first backup pending · MySQL 8\.0 · change accepted 2026/);
  assert.match(
    spoken,
    /^orders, encrypted, MySQL 8\.0, region cn-hangzhou, account Production, first backup pending/,
  );
  const tooltip = instanceTooltip(record(fresh({ state: 'on', evidence })), accountView());
  assert.match(read(tooltip), /^\*\*orders\*\* — encrypted, first backup pending\n/);
});

describe('the backups that are kept', () => {
  const coverage = {
    encrypted: 5,
    plain: 2,
    unclear: 0,
    days: 31,
    newestEnd: SEEN,
    lastPlainEnd: '2026-01-01T00:00:00Z',
  };
  const evidence = { source: 'backup-set', asOf: '2025-12-01T00:00:00Z', seenAt: SEEN, coverage } as const;
  const known = (state: 'on' | 'off', details = {}) =>
    record(fresh({ state, evidence: { ...evidence, coverage: { ...coverage, ...details } } }));

  test('are on the row with the newest one, and how many of them are encrypted', () => {
    const { description } = instanceWords(known('on'), accountView(), false);
    assert.match(description, /newest backup 2026-01-02 03:04 UTC · 5 of 7 kept backups encrypted$/);
    const all = instanceWords(known('on', { plain: 0 }), accountView(), false).description;
    assert.match(all, /newest backup 2026-01-02 03:04 UTC$/);
  });

  test('are in the tooltip with the last plain one', () => {
    const text = read(instanceTooltip(known('on', { unclear: 1 }), accountView()));
    assert.ok(
      text.includes('- Backups kept: 5 encrypted, 2 not encrypted, 1 unclear (of the last 31 days)\n'),
    );
    assert.ok(text.includes('- Last plain backup: 2026-01-01 00:00 UTC\n'));
  });
});

test('a key that keeps backups from being restored is on the row and in the tooltip', () => {
  const evidence = { source: 'status-call', seenAt: SEEN, keyId: 'k-1' } as const;
  const on = record(fresh({ state: 'on', evidence }));
  const account = accountView({ keyTroubles: new Map([['cn-hangzhou/k-1', 'to-be-deleted']]) });
  const { description, spoken } = instanceWords(on, account, false);
  assert.match(description, /^encrypted · key to be deleted · /);
  assert.match(spoken, /^orders, encrypted, MySQL 8\.0, .*key to be deleted/);
  assert.match(read(instanceTooltip(on, account)), /- Key state: The key is scheduled for deletion\./);
  assert.doesNotMatch(instanceWords(on, accountView(), false).description, /key/);
});

describe("an account's row", () => {
  test('says what is wrong first, and how many regions were not read', () => {
    const failed = accountView({ state: 'problem', reason: NETWORK, regions: ['a-b', 'c-d'] });
    assert.match(accountWords(failed, newTally(), []).description, /^not reachable/);
    const partly = { ...failed, regionReasons: new Map([['a-b', NETWORK]]) };
    const { description, spoken } = accountWords(partly, newTally(), []);
    assert.match(description, /^1 of 2 regions not read/);
    assert.match(spoken, /^Production, Alibaba Cloud ApsaraDB RDS, 1 of 2 regions.*No route\.$/);
  });

  test('that has no instances says where it looked, and what it left out', () => {
    const words = (differences: Partial<Parameters<typeof accountWords>[0]>) =>
      accountWords(accountView({ state: 'ok', ...differences }), newTally(), []);
    assert.equal(words({ lookedIn: ['cn-north-4'] }).description, 'no instances in cn-north-4');
    const many = ['a-1', 'a-2', 'a-3', 'a-4'];
    assert.equal(words({ lookedIn: many }).description, 'no instances in 4 regions');
    assert.equal(words({ lookedIn: many, state: 'pending' }).description, '');
    const leftOut = [{ region: 'a-1', name: 'a-1_dba', reason: NETWORK, isFailure: false }];
    const { description, spoken } = words({ lookedIn: many, leftOut });
    assert.equal(description, 'no instances in 4 regions · 1 project not looked in');
    assert.match(spoken, /1 project not looked in/);
    const tooltip = read(accountTooltip(accountView({ lookedIn: many, leftOut }), []));
    assert.match(tooltip, /- Looked in: a-1, a-2, a-3, a-4/);
    assert.match(tooltip, /- Not looked in: a-1_dba: No route\./);
  });

  test('names a cloud account by both ends of a long id', () => {
    const named = (accountId: string) => {
      const account = accountView({ identity: { accountId, principal: '' } });
      return accountWords(account, newTally(), [account]).description;
    };
    assert.equal(named('4640a7389a413b000b136229a18ce1a5'), 'cloud account 4640…e1a5');
    assert.equal(named('1234567890123456'), 'cloud account 1234567890123456');
  });

  test('of a region has its name and what is wrong with it', () => {
    const partly = accountView({ regionReasons: new Map([['cn-hangzhou', NETWORK]]) });
    const { description, spoken } = regionWords('cn-hangzhou', partly, newTally());
    assert.equal(description, 'not reachable · China (Hangzhou)');
    assert.equal(spoken, 'region cn-hangzhou, not reachable, China (Hangzhou), Production');
  });

  test('has advice below it: what happened, and one step', () => {
    const { description, spoken, command } = adviceWords(NETWORK, accountView(), undefined);
    assert.equal(description, 'No route. (ENETUNREACH)');
    assert.equal(command.id, 'backupEncryption.diagnoseConnection');
    assert.ok(spoken.endsWith(command.title));
  });
});

test('a group is named after what its instances have in common', () => {
  const counts = { ...newTally(), off: 1, total: 1 };
  assert.deepEqual(groupWords('state', 'off', counts), { label: 'not encrypted', description: '1 instance' });
  assert.equal(groupWords('engine', '', counts).label, 'unknown engine');
  assert.equal(groupWords('provider', 'huawei', counts).label, 'Huawei Cloud TaurusDB');
  assert.equal(groupWords('provider', 'gone', counts).label, 'gone');
});

describe('a tooltip', () => {
  test('of an instance has its evidence and all that is known of it', () => {
    const text = read(instanceTooltip(record(ON), accountView()));
    assert.match(text, /^\*\*orders\*\* — encrypted\n\n/);
    for (const line of [
      'Seen: 2026-01-02 03:04 UTC',
      'Request: R-1',
      'Instance: rm-orders',
      'Account: Production',
    ])
      assert.ok(text.includes(`- ${line}\n`), line);
  });

  test('of a failure has the reason, its code and the next step', () => {
    const text = read(reasonTooltip('cn-hangzhou', NETWORK, accountView()));
    assert.match(text, /- Reason: No route\. \(ENETUNREACH\)\n- Next step: /);
    assert.match(
      read(instanceTooltip(record({ ...ON, stale: true }), accountView())),
      /encrypted \(last known\)/,
    );
  });

  test('of an account says who it is, until when, and who else it is', () => {
    const identity = { accountId: '1', principal: 'acs:ram::1:user/a', expiresAt: SEEN };
    const account = accountView({ identity, refreshedAt: SEEN });
    const twin = accountView({ id: 'other', name: 'Other', identity });
    const text = read(accountTooltip(account, [account, twin]));
    for (const line of [
      'Signed in as: acs:ram::1:user/a',
      'Same user as: Other',
      'Last read: 2026-01-02 03:04 UTC',
    ])
      assert.ok(text.includes(`- ${line}\n`), line);
    assert.ok(text.includes('- Expires: 2026-01-02 03:04 UTC\n'));
  });

  test('takes nothing from outside for Markdown', () => {
    const instance = instanceCalled('[x](command:quit)', { lifecycle: '<img src=x>' });
    const text = instanceTooltip({ instance, encryption: ON }, accountView({ name: '**a**' }));
    assert.doesNotMatch(text, /\]\(|<img|\*\*a/);
  });
});

describe('above the rows', () => {
  const filter = { text: ' prod ', states: ['off'] } as const;

  test('the view says what is filtered', () => {
    assert.equal(
      viewMessage(filter, { shown: 12, total: 10_000 }),
      'Showing 12 of 10,000 · filter: "prod", not encrypted',
    );
    assert.equal(
      viewMessage(filter, { shown: 0, total: 3 }),
      'No instances match the filter: "prod", not encrypted',
    );
    assert.equal(viewMessage({ text: '', states: [] }, { shown: 3, total: 3 }), undefined);
  });

  test('the number is explained, also of one', () => {
    assert.equal(badgeWords(1), '1 instance without encrypted backups');
    assert.equal(badgeWords(1200), '1,200 instances without encrypted backups');
  });
});
