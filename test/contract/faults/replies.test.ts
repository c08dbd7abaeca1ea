/** Rows 1, 3, 4, 6, 7, 11 and 12: what one bad reply does to a row, at both clouds. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Effect } from '../../../src/sandbox/faults.ts';
import { changing } from '../../support/requests.ts';
import {
  arrived,
  CLOUDS,
  openPair,
  PAIRS,
  shown,
  strike,
  type Cloud,
  type Pair,
} from '../../support/pair.ts';
import { row } from './rows.ts';

interface Cell {
  readonly effect: Effect | Readonly<Record<Cloud, Effect>>;
  readonly category: string;
  /** How often the victim's state is asked for in one refresh. */
  readonly requests: 1 | 3 | 9 | 15;
  readonly code?: string;
}
type Cells = Readonly<Record<string, Cell>>;

const GOOD = '{"encryption_status":"on","Items":{"Backup":[]},"TotalRecordCount":"0"}';
const DENIED = '<!DOCTYPE html><h1>Access denied</h1>';
const page = (text: string, status = 200, contentType = 'application/json'): Effect => ({
  kind: 'body',
  text,
  status,
  contentType,
});
const refusal = (status: number, alibaba: string, huawei: string) => ({
  alibaba: { kind: 'status', status, code: alibaba, message: 'No.' } as const,
  huawei: { kind: 'status', status, code: huawei, message: 'No.' } as const,
});

const LATER = { requests: 3 } as const;
/** Three attempts in each of five passes. */
const AGAIN = { requests: 15 } as const;
const ONCE = { requests: 1 } as const;
const odd = { category: 'unexpected-reply', ...ONCE } as const;

const TABLE: readonly (readonly [title: string, cells: Cells])[] = [
  [
    row(1),
    {
      'reset before the reply': { effect: { kind: 'resetBefore' }, category: 'network', ...LATER },
      'reset in the middle of a body': { effect: { kind: 'truncate' }, category: 'network', ...LATER },
    },
  ],
  [
    row(3),
    {
      'captive portal': { effect: page('<!DOCTYPE html><p>Sign in</p>', 200, 'text/html'), ...odd },
      "a proxy's page with 401": { effect: page(DENIED, 401, 'text/html'), ...odd },
      "a proxy's page with 403": { effect: page(DENIED, 403, 'text/html'), ...odd },
      "a proxy's page with 404": { effect: page(DENIED, 404, 'text/html'), ...odd },
      "a proxy's page with 502": { effect: page(DENIED, 502, 'text/html'), category: 'server', ...LATER },
      'HTML that calls itself JSON': { effect: page('<html><code>Throttling</code>'), ...odd },
      'empty body': { effect: page(''), ...odd },
      'truncated JSON': { effect: page(GOOD.slice(0, -20)), ...odd },
      'plain text': { effect: page('encryption_status=on', 200, 'text/plain'), ...odd },
      'UTF-16': { effect: page(GOOD.replace(/./g, '$&\0')), ...odd },
    },
  ],
  [
    row(4),
    {
      'Code/Message, error_code/error_msg': {
        effect: {
          alibaba: page('{"Code":"Forbidden.RAM","Message":"No.","Items":{"Backup":[]}}'),
          huawei: page('{"error_code":"DBS.200010","error_msg":"No.","encryption_status":"off"}'),
        },
        category: 'permission',
        ...ONCE,
      },
      'a code in lower case, error.code': {
        effect: {
          alibaba: page('{"code":"InvalidDBInstanceId.NotFound","Items":{"Backup":[]}}'),
          huawei: page('{"error":{"code":404,"message":"No."},"encryption_status":"off"}'),
        },
        category: 'not-found',
        ...ONCE,
      },
    },
  ],
  [
    row(6),
    {
      'body beyond 2 MiB': { effect: page(`${GOOD}${' '.repeat(3_000_000)}`), ...odd },
      'gzip bomb': { effect: { kind: 'gzipBomb', bytes: 50_000_000 }, ...odd },
    },
  ],
  [
    row(7),
    {
      "the cloud's own words": { effect: { kind: 'throttle' }, category: 'throttled', ...AGAIN },
      'with a wait': {
        effect: { kind: 'throttle', retryAfterMs: 1000 },
        category: 'throttled',
        // Three attempts, and three more after each of two waits in which nothing came through.
        requests: 9,
      },
      '429 without a word': { effect: page('', 429), category: 'throttled', ...AGAIN },
      '503 without a word': { effect: page('', 503), category: 'server', ...LATER },
    },
  ],
  [
    row(11),
    {
      'no permission': {
        effect: refusal(403, 'Forbidden.RAM', 'DBS.200010'),
        category: 'permission',
        ...ONCE,
      },
    },
  ],
  [
    row(12),
    {
      'instance gone meanwhile': {
        effect: refusal(404, 'InvalidDBInstanceId.NotFound', 'DBS.200002'),
        category: 'not-found',
        ...ONCE,
      },
    },
  ],
];

/** One refresh in which the victim's reading fails: requests, and what the bystander shows. */
async function fail(pair: Pair, { effect, requests }: Cell): Promise<void> {
  const { bench, desk, cloud } = pair;
  const heal = strike(pair, 'kind' in effect ? effect : effect[cloud]);
  bench.sandbox.clearRequests();
  await desk.fleet.refresh(false);
  assert.equal(arrived(pair), requests);
  assert.deepEqual(changing(bench.sandbox), []);
  assert.equal(shown(pair, PAIRS[cloud].bystander), 'on - fresh');
  assert.equal(desk.inventory.account(PAIRS[cloud].accountId)?.state, 'ok', 'the account itself can be read');
  heal();
}

const atOnce = { concurrency: 8 };

describe('one bad reply', atOnce, () => {
  for (const [title, cells] of TABLE)
    describe(title, atOnce, () => {
      for (const [name, cell] of Object.entries(cells))
        for (const cloud of CLOUDS)
          test(`${name} (${cloud}): ${cell.category}, ${cell.requests} requests`, async (t) => {
            const pair = await openPair(t, cloud);
            const { victim } = PAIRS[cloud];
            await fail(pair, cell);
            assert.equal(shown(pair, victim), `unknown ${cell.category} fresh`);
            await pair.desk.fleet.refresh(false);
            assert.equal(shown(pair, victim), 'off - fresh');
            const { evidence } = pair.desk.encryption(victim);
            await fail(pair, cell);
            // What the cloud does not know any more has no state, however it was before.
            const isGone = cell.category === 'not-found';
            assert.equal(
              shown(pair, victim),
              isGone ? 'unknown not-found fresh' : `off ${cell.category} stale`,
            );
            if (!isGone) assert.deepEqual(pair.desk.encryption(victim).evidence, evidence, 'with its time');
          });
    });
});

describe('the request id is shown where there is one', () => {
  for (const cloud of CLOUDS)
    test(cloud, async (t) => {
      const pair = await openPair(t, cloud);
      strike(pair, { kind: 'status', status: 403, code: 'Odd.Code', message: 'No.' });
      await pair.desk.fleet.refresh(false);
      assert.match(
        pair.desk.encryption(PAIRS[cloud].victim).reason?.requestId ?? '',
        /^[0-9a-fA-F-]{32,36}$/,
      );
    });
});
