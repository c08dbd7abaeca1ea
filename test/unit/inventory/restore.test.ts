import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as, instance, stock } from '../../support/inventories.ts';

test('what is restored over what was shown is told as changed, row by row', () => {
  const shelf = { id: 'prod', regions: ['cn-hangzhou'], instances: 2 };
  const fleet = stock(shelf);
  fleet.told();
  const records = [2, 3].map((number) => ({
    instance: instance(shelf, 'cn-hangzhou', number),
    encryption: as('on'),
  }));
  fleet.inventory.restore('prod', records);
  assert.deepEqual(
    fleet.told().filter(({ kind }) => kind === 'instances'),
    [{ kind: 'instances', accountId: 'prod', instanceIds: ['rm-prod-2'] }],
  );
});
