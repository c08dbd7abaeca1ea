/** A cloud that has no keys to choose from. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CloudSession } from '../../../src/cloud/provider.ts';
import { requireKeys } from '../../../src/fleet/changing/beforehand.ts';
import { probesOf } from '../../../src/fleet/checks/probes.ts';
import type { AccountSession } from '../../../src/fleet/accountSession.ts';
import { bare, never } from '../../support/session.ts';

const cloud = {
  listInstances: () => Promise.resolve([bare('new', 'r-1', 'i-1')]),
} as unknown as CloudSession;

test('a change with a key is not sent', () => {
  assert.throws(() => requireKeys(cloud), { category: 'key', unsent: true });
});

test('a diagnosis does not count keys that cannot be', async () => {
  const account = {
    id: 'one',
    provider: 'new',
    name: 'one',
    regions: ['r-1'],
    credentials: { source: 'environment' },
    endpoints: {},
  } as const;
  const open = () => Promise.resolve({ cloud } as unknown as AccountSession);
  const probes = new Map(probesOf(account, 'r-1', open).map(([what, ask]) => [what, ask]));
  await probes.get('instances')?.(never);
  assert.equal(await probes.get('keys')?.(never), 'the cloud has none to choose from');
});
