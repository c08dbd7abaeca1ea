import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { fresh } from '../../../src/domain/encryption.ts';
import { Journal } from '../../../src/files/journal.ts';
import { makeReport, reportRows, type Scope } from '../../../src/fleet/reporting/makeReport.ts';
import { Inventory } from '../../../src/inventory/inventory.ts';
import { readPolicy } from '../../../src/policy/read.ts';
import { writeJson } from '../../../src/report/writers/json.ts';
import { evidenceJson, rowText } from '../../../src/texts/copies.ts';
import { instance } from '../../support/inventories.ts';
import { listingLog } from '../../support/log.ts';
import { openStorage } from '../../support/storage.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const CLOCK = { now: () => NOW };
const SEEN = { source: 'status-call', seenAt: '2026-05-31T23:00:00Z', requestId: 'R-1' } as const;

/** Two accounts that see the same database, a third that cannot be read, and one of the sandbox. */
function fleet(): Inventory {
  const inventory = new Inventory(() => undefined);
  const account = { provider: 'huawei', regions: ['r'], state: 'ok' } as const;
  inventory.setAccounts([
    { ...account, id: 'a', name: 'A', source: 'environment' },
    { ...account, id: 'b', name: 'B', source: 'environment' },
    { ...account, id: 'c', name: 'C', source: 'environment' },
    { ...account, id: 'play', name: 'Sandbox', source: 'given' },
  ]);
  for (const id of ['a', 'b'])
    inventory.updateAccount(id, { identity: { accountId: 'same', principal: '' } });
  const of = (accountId: string, ...numbers: number[]) =>
    numbers.map((number) => ({
      ...instance({ id: 'x', regions: [], instances: 0, provider: 'huawei' }, 'r', number),
      accountId,
    }));
  inventory.setRegion('a', 'r', of('a', 1, 2));
  inventory.setRegion('b', 'r', of('b', 2, 3));
  inventory.setRegion('play', 'r', of('play', 9));
  inventory.updateAccount('c', { state: 'problem', reason: { category: 'network', message: 'no way' } });
  inventory.updateAccount('b', {
    leftOut: [
      { region: 'r', name: 'dba', reason: { category: 'permission', message: 'no' }, isFailure: true },
    ],
  });
  inventory.setEncryption({ accountId: 'a', instanceId: 'rm-x-1' }, fresh({ state: 'on', evidence: SEEN }));
  inventory.setEncryption({ accountId: 'b', instanceId: 'rm-x-2' }, fresh({ state: 'off', evidence: SEEN }));
  return inventory;
}

async function report(t: TestContext, scope: Scope, policy?: string, inventory = fleet()) {
  const journal = new Journal(join(await openStorage(t), 'journal.jsonl'), CLOCK, listingLog());
  const read = policy === undefined ? undefined : readPolicy(policy).policy;
  const file = read && { name: 'backup-encryption.yaml', policy: read };
  const tool = { name: 'backup-encryption', version: '1' };
  return makeReport({ inventory, journal, tool, clock: CLOCK, policy: file }, scope);
}

describe('a report of the inventory', () => {
  test('has each database once, by the record that tells most, and names who else sees it', async (t) => {
    const { rows, summary } = await report(t, { kind: 'all' });
    assert.deepEqual(
      rows.map(({ id, accountId, alsoSeenBy }) => [id, accountId, alsoSeenBy]),
      [
        ['rm-x-2', 'b', ['a']],
        ['rm-x-3', 'b', undefined],
        ['rm-x-1', 'a', undefined],
      ],
    );
    assert.equal(summary.total, 3);
  });

  test('says what was not looked at: an account, a part, what is not known', async (t) => {
    const { completeness } = await report(t, { kind: 'all' });
    assert.deepEqual(
      completeness.unreadAccounts.map(({ account, reason }) => [account, reason.message]),
      [['c', 'no way']],
    );
    assert.deepEqual(
      completeness.leftOut.map(({ account, part }) => [account, part]),
      [['b', 'dba']],
    );
    assert.deepEqual([completeness.complete, completeness.unknown, completeness.read], [false, 1, 2]);
  });

  test('is complete only when every account and every state was read', async (t) => {
    const inventory = fleet();
    const isComplete = async () =>
      (await report(t, { kind: 'all' }, undefined, inventory)).completeness.complete;
    inventory.setEncryption({ accountId: 'b', instanceId: 'rm-x-3' }, fresh({ state: 'on', evidence: SEEN }));
    inventory.updateAccount('b', { leftOut: [] });
    assert.equal(await isComplete(), false, 'an account is not read');
    inventory.updateAccount('c', { state: 'ok' });
    assert.equal(await isComplete(), true);
    inventory.markFailed('b', { category: 'network', message: 'gone' });
    assert.equal(await isComplete(), false, 'states are of an earlier reading');
  });

  test('keeps the sandbox out, unless it alone is asked for', async (t) => {
    const all = await report(t, { kind: 'all' });
    assert.ok(all.accounts.every(({ sandbox }) => !sandbox));
    const play = await report(t, { kind: 'account', accountId: 'play' });
    assert.deepEqual(
      play.rows.map(({ id, sandbox }) => [id, sandbox]),
      [['rm-x-9', true]],
    );
  });

  test('is about one account, a filter or a selection, and says how many are outside', async (t) => {
    const account = await report(t, { kind: 'account', accountId: 'a' });
    assert.deepEqual(
      account.rows.map(({ id }) => id),
      ['rm-x-2', 'rm-x-1'],
    );
    assert.deepEqual([account.scope.accounts, account.scope.outside], [['a'], 1]);
    const filtered = await report(t, { kind: 'filter', filter: { text: '', states: ['off'] } });
    assert.deepEqual(
      filtered.rows.map(({ id }) => id),
      ['rm-x-2'],
    );
    assert.deepEqual([filtered.scope.filter?.states, filtered.scope.outside], [['off'], 2]);
    const refs = [
      { accountId: 'a', instanceId: 'rm-x-2' },
      { accountId: 'b', instanceId: 'rm-x-2' },
    ];
    const selected = await report(t, { kind: 'selection', refs });
    assert.deepEqual(
      selected.rows.map(({ id }) => id),
      ['rm-x-2'],
    );
  });

  test('judges by the policy, and keeps what an exception softens', async (t) => {
    const policy = `version: 1
rules:
  - id: mine
    match: { name: "x-2" }
    require: { encrypted: true }
    severity: medium
exceptions:
  - { rule: mine, instances: [ huawei/a/r/rm-x-2 ], owner: me, reason: "Long enough a reason", expires: 2026-06-30 }
`;
    const { rows, policy: told, exceptions } = await report(t, { kind: 'all' }, policy);
    const row = rows.find(({ id }) => id === 'rm-x-2');
    assert.deepEqual(
      [row?.verdict, row?.originalVerdict, row?.severity, row?.policy.rule],
      ['excepted', 'fail', 'medium', 'mine'],
    );
    assert.deepEqual(
      told?.rules.map(({ id, line }) => [id, line]),
      [['mine', 3]],
    );
    assert.equal(exceptions[0]?.owner, 'me');
    assert.equal(rows.find(({ id }) => id === 'rm-x-1')?.policy.rule, 'default');
  });

  test('has nothing of credentials, not even their names', async (t) => {
    const text = [...writeJson(await report(t, { kind: 'all' }))].join('');
    assert.doesNotMatch(text, /secret|password|accessKey|securityToken/i);
  });
});

describe('what is copied of an instance', () => {
  const inventory = fleet();
  const record = inventory.record({ accountId: 'b', instanceId: 'rm-x-2' });
  const [row] = reportRows(inventory, record ? [record] : [], CLOCK);
  assert.ok(row);

  test('as a row has its parts apart by tabs, and no formula', () => {
    assert.equal(
      rowText(row),
      'x-2\trm-x-2\tnot encrypted\tMySQL 8.0\tr\tB\tThe cloud reported new backups as not encrypted at 2026-05-31 23:00 UTC.',
    );
    assert.match(rowText({ ...row, name: '=1+1' }), /^'=1\+1\t/);
  });

  test('as evidence has source, time and request', () => {
    const told = JSON.parse(evidenceJson([row])) as { evidence: object; state: string };
    assert.deepEqual(
      [told.state, told.evidence],
      [
        'off',
        { ...SEEN, apiService: 'gaussdb', apiVersion: 'v3', apiOperation: 'DescribeBackupEncryptStatus' },
      ],
    );
    assert.equal((JSON.parse(evidenceJson([row, row])) as unknown[]).length, 2);
  });
});
