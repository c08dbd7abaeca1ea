import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOf, figuresOf } from '../../soak/report.ts';
import { soak } from '../../soak/soak.ts';
import { seedFrom } from '../../support/seed.ts';

const OPERATIONS = 500;

test('five hundred readings of clouds in trouble: no wrong state, nothing left behind', async (t) => {
  const seed = seedFrom('SOAK_SEED');
  t.diagnostic(`SOAK_SEED=${seed}; the long run is npm run soak`);
  const result = await soak({ operations: OPERATIONS, seed, longest: 900_000 });
  for (const line of figuresOf(result)) t.diagnostic(line);
  // A tenth of so short a run is hardly warm: only a heap that runs away is found here.
  assert.deepEqual(faultsOf(result, OPERATIONS, 1.6), []);
});
