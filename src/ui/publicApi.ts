import type { Event } from 'vscode';
import type { Encryption } from '../domain/encryption.ts';
import type { Instance } from '../domain/instance.ts';
import type { AccountView } from '../inventory/accountView.ts';
import type { Inventory } from '../inventory/inventory.ts';

/** What `activate` returns to other extensions. Kept stable: members are added, never renamed. */
export interface PublicApi {
  readonly apiVersion: 1;
  accounts(): readonly AccountSnapshot[];
  instances(): readonly InstanceSnapshot[];
  readonly onDidChangeInstances: Event<void>;
  /** Resolves when every account has answered or failed; never rejects for a cloud's failure. */
  refresh(): Promise<void>;
}

export interface AccountSnapshot extends Pick<
  AccountView,
  'id' | 'provider' | 'name' | 'state' | 'reason' | 'refreshedAt'
> {
  /** Set for an account of the sandbox: its instances are make-believe. */
  readonly sandbox?: true;
}

export interface InstanceSnapshot extends Pick<
  Instance,
  'provider' | 'accountId' | 'region' | 'id' | 'name' | 'engine' | 'engineVersion' | 'lifecycle'
> {
  readonly encryption: Encryption;
}

/** Builds the API as a view on the inventory; everything it gives is a copy. */
export function createPublicApi(
  inventory: Inventory,
  onDidChangeInstances: Event<void>,
  refresh: () => Promise<void>,
): PublicApi {
  return {
    apiVersion: 1,
    accounts: () => inventory.accounts().map(accountSnapshot),
    instances: () =>
      [...inventory.records()].map(({ instance, encryption }) => instanceSnapshot(instance, encryption)),
    onDidChangeInstances,
    refresh,
  };
}

function accountSnapshot(account: AccountView): AccountSnapshot {
  const { id, provider, name, state, reason, refreshedAt, source } = account;
  return {
    id,
    provider,
    name,
    state,
    ...(reason && { reason: { ...reason } }),
    ...(refreshedAt && { refreshedAt }),
    ...(source === 'given' && { sandbox: true }),
  };
}

function instanceSnapshot(instance: Instance, encryption: Encryption): InstanceSnapshot {
  const { provider, accountId, region, id, name, engine, engineVersion, lifecycle } = instance;
  return {
    provider,
    accountId,
    region,
    id,
    name,
    engine,
    engineVersion,
    lifecycle,
    encryption: structuredClone(encryption),
  };
}
