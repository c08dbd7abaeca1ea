/** Rows 3, 5 and 6: replies that are whole, and odd inside. None of them is ever read as "not encrypted". */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Effect } from '../../../src/sandbox/faults.ts';
import { openPair, PAIRS, shown, strike, type Cloud } from '../../support/pair.ts';
import { row } from './rows.ts';

interface Cell {
  readonly cloud: Cloud;
  readonly operation?: string;
  readonly text: string;
  readonly contentType?: string;
  readonly shown: string;
}

const CHECK = 'CheckRegionSupportBackupEncryption';
const ODD = 'unknown unexpected-reply fresh';
const NONE = 'unknown no-evidence fresh';
const NOT_ASCII = '\uFEFF';

function nested(depth: number, inside = '"x"'): string {
  return '['.repeat(depth) + inside + ']'.repeat(depth);
}

/** A reply of DescribeBackups with one physical backup of an hour ago. */
function backup(encryption: string, more = ''): string {
  const end = new Date(Date.now() - 3_600_000).toISOString();
  const start = new Date(Date.now() - 7_200_000).toISOString();
  const times = `"BackupStartTime":"${start}","BackupEndTime":"${end}"`;
  const set = `{"BackupStatus":"Success","BackupMethod":"Physical",${times}${encryption}}`;
  return `{"RequestId":"R"${more},"TotalRecordCount":"1","Items":{"Backup":[${set}]}}`;
}

const support = (value: string): Cell => ({
  cloud: 'alibaba',
  operation: CHECK,
  text: `{"SupportBackupEncryption":${value}}`,
  shown: ODD,
});
const sets = (text: string, wanted: string): Cell => ({ cloud: 'alibaba', text, shown: wanted });
const status = (text: string, wanted: string): Cell => ({ cloud: 'huawei', text, shown: wanted });

const TABLE: Readonly<Record<string, Readonly<Record<string, Cell>>>> = {
  [row(3)]: {
    'BOM before a good answer': status(`${NOT_ASCII}{"encryption_status":"on"}`, 'on - fresh'),
    'BOM before good backups': sets(NOT_ASCII + backup(',"Encryption":"{}"'), 'off - fresh'),
    'wrong content type of a good answer': {
      ...status('{"encryption_status":"on"}', 'on - fresh'),
      contentType: 'text/html',
    },
  },
  [row(5)]: {
    'support missing': { ...support('1'), text: '{"RequestId":"R"}' },
    'support null': support('null'),
    'support upper case': support('"TRUE"'),
    'support number': support('1'),
    'list of backups missing': sets('{"RequestId":"R","Items":{}}', ODD),
    'list of backups null': sets('{"RequestId":"R","Items":{"Backup":null}}', ODD),
    'Encryption null': sets(backup(',"Encryption":null'), 'off - fresh'),
    'Encryption false': sets(backup(',"Encryption":false'), 'off - fresh'),
    'Encryption a new value': sets(backup(',"Encryption":"SM4"'), 'on - fresh'),
    'backup without an end': sets(
      '{"Items":{"Backup":[{"BackupStatus":"Success","BackupMethod":"Physical","Encryption":"{}"}]}}',
      NONE,
    ),
    'method of a new kind': sets(backup(',"Encryption":"{}"').replace('Physical', 'Cloudy'), NONE),
    'status of a failure': sets(backup(',"Encryption":"{}"').replace('Success', 'Failed'), NONE),
    'status word of a new kind': status('{"encryption_status":"enabling"}', ODD),
  },
  [row(6)]: {
    'unknown extra fields': status('{"encryption_status":"off","a":{"b":[1]},"c":null}', 'off - fresh'),
    'nesting beside the answer': status(`{"x":${nested(10_000)},"encryption_status":"off"}`, 'off - fresh'),
    'nesting in the answer': status(`{"encryption_status":${nested(10_000)}}`, ODD),
    'deep nesting in the answer': status(`{"encryption_status":${nested(300_000)}}`, ODD),
    'nesting beside the backups': sets(backup(',"Encryption":"{}"', `,"x":${nested(10_000)}`), 'off - fresh'),
    'nesting in the Encryption field': sets(backup(`,"Encryption":${nested(10_000)}`), ODD),
    'empty nesting in the Encryption field': sets(backup(`,"Encryption":${nested(300_000, '')}`), ODD),
    'nesting in the text of the Encryption field': sets(
      backup(`,"Encryption":${JSON.stringify(nested(300_000))}`),
      ODD,
    ),
    'nesting behind a word in the Encryption field': sets(
      backup(`,"Encryption":{"Key":"k","x":${nested(10_000)}}`),
      ODD,
    ),
    'an error code that is nested': status(`{"error_code":${nested(10_000)}}`, ODD),
  },
};

function effectOf({ text, contentType = 'application/json' }: Cell): Effect {
  return { kind: 'body', text, contentType };
}

for (const [title, cells] of Object.entries(TABLE))
  describe(title, { concurrency: 8 }, () => {
    for (const [name, cell] of Object.entries(cells))
      test(`${name} (${cell.cloud}): ${cell.shown}`, async (t) => {
        const pair = await openPair(t, cell.cloud);
        strike(pair, effectOf(cell), cell.operation);
        await pair.desk.fleet.refresh(false);
        const { victim, bystander, accountId } = PAIRS[cell.cloud];
        assert.equal(shown(pair, victim), cell.shown);
        assert.equal(shown(pair, bystander), 'on - fresh', 'the rest goes on');
        assert.equal(pair.desk.inventory.account(accountId)?.state, 'ok');
      });
  });
