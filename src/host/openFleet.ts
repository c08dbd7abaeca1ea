import { randomUUID } from 'node:crypto';
import type * as vscode from 'vscode';
import type { Account } from '../accounts/account.ts';
import { loginFile } from '../accounts/logins.ts';
import type { Redactor } from '../cloud/transport/redact.ts';
import { systemClock } from '../domain/time.ts';
import { Fleet } from '../fleet/fleet.ts';
import { Journal } from '../files/journal.ts';
import { journalPath } from '../fleet/changing/ledger.ts';
import type { FleetDependencies } from '../fleet/members.ts';
import type { HostLog } from './log.ts';
import { machinePlaces } from './machine.ts';
import { openNetwork } from './network.ts';
import { programsOf } from './programs.ts';
import { secretStore } from './secrets.ts';
import { keepConcurrency } from './settings.ts';

export { readAccounts } from '../accounts/settings.ts';

export interface OpenFleet {
  readonly fleet: Fleet;
  close(): Promise<void>;
}

/** Puts the working parts on VS Code's services. Loaded at first need: nothing of it is on the activation path. */
export function openFleet(
  context: vscode.ExtensionContext,
  log: HostLog,
  redactor: Redactor,
  own: Pick<FleetDependencies, 'inventory' | 'storageOf'>,
): OpenFleet {
  const network = openNetwork();
  const concurrency = keepConcurrency();
  const fleet = new Fleet({
    ...own,
    http: network.http,
    clock: systemClock,
    random: Math.random,
    nonce: randomUUID,
    log,
    redactor,
    concurrency: () => concurrency.value,
    secrets: secretStore(context.secrets),
    ...machinePlaces(),
    programs: programsOf(context.globalState),
  });
  return {
    fleet,
    async close() {
      fleet.dispose();
      concurrency.dispose();
      await network.close();
    },
  };
}

/** The file that each account's login comes from, by the account's id; those whose login is no file's are left out. */
export async function loginFilesOf(accounts: readonly Account[]): Promise<Map<string, string>> {
  const files = await Promise.all(
    accounts.map(async (account) => [account.id, await loginFile(account, machinePlaces())] as const),
  );
  return new Map(files.flatMap(([id, path]) => (path ? [[id, path] as const] : [])));
}

/** The change journal of this VS Code, to be read. */
export function openJournal(context: vscode.ExtensionContext, log: HostLog): Journal {
  return new Journal(journalPath(context.globalStorageUri.fsPath), systemClock, log);
}
