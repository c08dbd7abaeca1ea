import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { FleetHost } from './fleetHost.ts';
import type { Stay } from './openStay.ts';

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
    const { openStay } = await import('./openStay.ts');
    const { accounts, ...stay } = await openStay();
    await markOpen(true);
    await this.#host.setGuests({ accounts, storage: stay.storage });
    return stay;
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
