import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { l10n } from 'vscode';
import type { Account } from '../accounts/account.ts';
import { PROFILES } from '../cloud/registry.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

/** An open sandbox, with the directory for the files of its accounts. */
export interface Stay {
  readonly sandbox: Sandbox;
  readonly storage: string;
}

/** Starts the clouds of the sandbox, with an account at each. */
export async function openStay(): Promise<Stay & { readonly accounts: readonly Account[] }> {
  const [{ startSandbox }, { SANDBOX_REGIONS }, { SANDBOX_CREDENTIALS }] = await Promise.all([
    import('../sandbox/sandbox.ts'),
    import('../sandbox/fleet.ts'),
    import('../sandbox/users.ts'),
  ]);
  const storage = await mkdtemp(join(tmpdir(), 'backup-encryption-sandbox-'));
  const sandbox = await startSandbox();
  const accounts = PROFILES.flatMap(({ id, name, endpoints }): Account[] => {
    if (!(id in SANDBOX_CREDENTIALS)) return [];
    const cloud = id as keyof typeof SANDBOX_CREDENTIALS;
    return [
      {
        id: `sandbox-${id}`,
        provider: id,
        name: l10n.t('Sandbox: {0}', name),
        regions: SANDBOX_REGIONS[cloud],
        credentials: { source: 'given', credentials: SANDBOX_CREDENTIALS[cloud] },
        endpoints: Object.fromEntries(endpoints.map((service) => [service, sandbox.origin])),
      },
    ];
  });
  return { sandbox, storage, accounts };
}
