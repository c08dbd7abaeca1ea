import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Inventory } from '../../../src/inventory/inventory.ts';
import { createPublicApi } from '../../../src/ui/publicApi.ts';

describe('the public API', () => {
  test('marks the accounts of the sandbox, and no others', () => {
    const inventory = new Inventory(() => undefined);
    const account = { provider: 'alibaba', name: 'A', regions: [], state: 'pending' } as const;
    inventory.setAccounts([
      { ...account, id: 'own', source: 'environment' },
      { ...account, id: 'broken' },
      { ...account, id: 'sandbox', source: 'given' },
    ]);
    const api = createPublicApi(
      inventory,
      () => ({ dispose: () => undefined }),
      () => Promise.resolve(),
    );
    assert.deepEqual(
      api.accounts().map(({ id, sandbox }) => [id, sandbox]),
      [
        ['own', undefined],
        ['broken', undefined],
        ['sandbox', true],
      ],
    );
    assert.equal('sandbox' in (api.accounts()[0] ?? {}), false);
  });
});
