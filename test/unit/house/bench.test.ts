import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { attempt } from '../../bench/attempt.ts';
import { madeReady } from '../../bench/bare.ts';
import { figureOver } from '../../bench/figure.ts';
import { reasonsIn, resultsOf } from '../../bench/results.ts';
import { tableOf } from '../../bench/table.ts';

const slow = () => Promise.reject(new Error('no row in 120 s\nand a long story'));

describe('the benchmark', () => {
  test('goes on without what could not be measured: null, with the reason', async () => {
    const figures = {
      host: { 100: { rowsMs: figureOver([await attempt('rows', slow)], (took) => took()) } },
    };
    const reasons = { 'host.100.rowsMs': 'rows: no row in 120 s' };
    assert.deepEqual(reasonsIn(figures), reasons);
    const { host, reasons: told, spread } = resultsOf(figures) as Record<string, unknown>;
    assert.deepEqual({ host, told, spread }, { host: { 100: { rowsMs: null } }, told: reasons, spread: {} });
    assert.match(tableOf(figures).at(-1) ?? '', /^host\.100\.rowsMs +– +rows: no row in 120 s$/);
  });

  test('takes a figure of the rounds that were measured', async () => {
    const rounds = await Promise.all([5, 3].map((value) => attempt('rows', () => Promise.resolve(value))));
    const turns = [...rounds, await attempt('rows', slow)];
    assert.deepEqual(
      figureOver(turns, (took) => took()),
      { median: 4, least: 3, most: 5 },
    );
  });

  test('does not take its own mistakes for a slow machine', () => {
    const mistake = () => {
      throw new TypeError('a mistake');
    };
    assert.throws(() => figureOver([1], mistake), TypeError);
  });

  test('has the bare client send what was asked, signed anew', () => {
    const target = '/?DBInstanceId=rm-1&PageSize=100';
    const asked = { method: 'POST', target, action: 'DescribeBackups', version: '2014-08-15' };
    const [first = '', second = ''] = madeReady([asked, asked], '127.0.0.1:1');
    const [line, host, ...rest] = first.split('\r\n');
    assert.deepEqual([line, host], [`POST ${target} HTTP/1.1`, 'host: 127.0.0.1:1']);
    assert.ok(rest.includes('x-acs-action: DescribeBackups') && first.endsWith('content-length: 0\r\n\r\n'));
    assert.notEqual(first, second, 'each has its own nonce');
  });
});
