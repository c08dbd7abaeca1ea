import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Account } from '../accounts/account.ts';
import { PROFILES } from '../cloud/registry.ts';
import type { FleetHost } from './fleetHost.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

interface Stay {
  readonly sandbox: Sandbox;
  readonly storage: string;
}

/**
 * The sandbox while it is open: the clouds on loopback and an account at each. The accounts live in memory and their
 * files in a temporary directory, so that leaving, or a crash, leaves no trace in settings, secrets or the journal.
 */
export class SandboxStay implements vscode.Disposable {
  readonly #host: FleetHost;
  #stay: Promise<Stay> | undefined;

  constructor(host: FleetHost) {
    this.#host = host;
  }

  /** Where the sandbox listens; undefined when it is not open. */
  async origin(): Promise<string | undefined> {
    return (await this.#stay)?.sandbox.origin;
  }

  async enter(): Promise<void> {
    const stay = (this.#stay ??= this.#start());
    try {
      await stay;
    } catch (error) {
      if (this.#stay === stay) this.#stay = undefined; // so that it can be tried again
      throw error;
    }
  }

  async leave(): Promise<void> {
    const stay = await this.#stay;
    this.#stay = undefined;
    if (!stay) return;
    await this.#host.setGuests(undefined);
    await end(stay);
    await markOpen(false);
  }

  async #start(): Promise<Stay> {
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
          name: vscode.l10n.t('Sandbox: {0}', name),
          regions: SANDBOX_REGIONS[cloud],
          credentials: { source: 'given', credentials: SANDBOX_CREDENTIALS[cloud] },
          endpoints: Object.fromEntries(endpoints.map((service) => [service, sandbox.origin])),
        },
      ];
    });
    await markOpen(true);
    await this.#host.setGuests({ accounts, storage });
    return { sandbox, storage };
  }

  /** The window closes, which leaves no time to wait: the server goes with the process. */
  dispose(): void {
    void this.#stay?.then(({ storage }) => {
      rmSync(storage, { recursive: true, force: true });
    });
  }
}

async function end({ sandbox, storage }: Stay): Promise<void> {
  await sandbox.close();
  await rm(storage, { recursive: true, force: true });
}

async function markOpen(open: boolean): Promise<void> {
  await vscode.commands.executeCommand('setContext', 'backupEncryption.sandbox', open);
}
