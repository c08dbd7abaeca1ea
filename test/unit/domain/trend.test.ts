import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trend, type DatabaseChange } from '../../../src/domain/trend.ts';
import { changeOf } from '../../support/histories.ts';

const NOW = Date.parse('2026-11-28T11:00:00Z');

function at(time: string, instanceId: string, to: DatabaseChange['to']): DatabaseChange {
  const place = { provider: 'alibaba', owner: '1001', region: 'cn-hangzhou', instanceId };
  return { ...place, ...changeOf({ at: `2026-11-${time}:00Z`, to }) };
}

test('each day is counted as it was at its end, from the first that anything is known of', () => {
  const history = [
    at('27T23:59', 'db-1', 'on'),
    at('25T09:00', 'db-1', 'off'),
    at('25T09:00', 'db-2', 'on'),
    at('26T12:00', 'db-1', 'awaited'),
    at('28T00:00', 'db-2', 'gone'),
    at('28T10:59', 'db-3', 'contradicting'),
    { ...at('26T08:00', 'db-1', 'partial'), owner: '1002' },
  ];
  const days = trend(history, NOW, 30).map(({ day, total, ...counts }) => {
    const said = Object.entries(counts).filter(([, count]) => count > 0);
    return [day.slice(-2), total, ...said.map(([state, count]) => `${count} ${state}`).toSorted()];
  });
  assert.deepEqual(days, [
    ['25', 2, '1 off', '1 on'],
    ['26', 3, '1 awaited', '1 on', '1 partial'],
    ['27', 3, '1 partial', '2 on'],
    ['28', 3, '1 contradicting', '1 on', '1 partial'],
  ]);
});

test('only so many days are told, and none of nothing', () => {
  const history = [at('01T09:00', 'db-1', 'off'), at('20T09:00', 'db-1', 'on')];
  const days = trend(history, NOW, 7);
  assert.deepEqual(
    days.map(({ day, on }) => [day.slice(-2), on]),
    ['22', '23', '24', '25', '26', '27', '28'].map((day) => [day, 1]),
  );
  assert.deepEqual(trend([], NOW, 7), []);
});
