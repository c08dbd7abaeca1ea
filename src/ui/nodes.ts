import type { InstanceRef } from '../domain/instance.ts';
import type { AccountView, Inventory } from '../inventory/inventory.ts';

/** One row of the tree. Commands take these as they are: the ids in them are their arguments. */
export type Node = AccountNode | RegionNode | InstanceNode | AdviceNode;

export interface AccountNode {
  readonly kind: 'account';
  readonly accountId: string;
}

export interface RegionNode {
  readonly kind: 'region';
  readonly accountId: string;
  readonly region: string;
}

export interface InstanceNode extends InstanceRef {
  readonly kind: 'instance';
}

/** What to do about an account or a region that could not be read. */
export interface AdviceNode {
  readonly kind: 'advice';
  readonly accountId: string;
  readonly region?: string;
}

/** Rows stay the same object for as long as they name the same thing: VS Code tells them apart by identity. */
export class Nodes {
  readonly #inventory: Inventory;
  readonly #byKey = new Map<string, Node>();

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
  }

  account(accountId: string): Node {
    return this.#intern(keyOf({ kind: 'account', accountId }), { kind: 'account', accountId });
  }

  region(accountId: string, region: string): Node {
    return this.#intern(keyOf({ kind: 'region', accountId, region }), { kind: 'region', accountId, region });
  }

  instance(ref: InstanceRef): Node {
    const node = { kind: 'instance', accountId: ref.accountId, instanceId: ref.instanceId } as const;
    return this.#intern(keyOf(node), node);
  }

  advice(accountId: string, region?: string): Node {
    const node = { kind: 'advice', accountId, ...(region && { region }) } as const;
    return this.#intern(keyOf(node), node);
  }

  roots(): Node[] {
    return this.#inventory.accounts().map(({ id }) => this.account(id));
  }

  childrenOf(node: Node): Node[] {
    const account = this.#inventory.account(node.accountId);
    if (!account) return [];
    if (node.kind === 'account') return this.#ofAccount(account);
    return node.kind === 'region' ? this.#ofRegion(account, node.region) : [];
  }

  parentOf(node: Node): Node | undefined {
    const account = this.#inventory.account(node.accountId);
    if (!account || node.kind === 'account') return undefined;
    const region = regionOf(node, account);
    return hasRegionLevel(account) && region ? this.region(account.id, region) : this.account(account.id);
  }

  #ofAccount(account: AccountView): Node[] {
    const advice = account.reason && !hasOnlyRegionReasons(account) ? [this.advice(account.id)] : [];
    if (hasRegionLevel(account)) {
      return [...advice, ...account.regions.map((region) => this.region(account.id, region))];
    }
    const [region] = account.regions;
    return [...advice, ...(region === undefined ? [] : this.#ofRegion(account, region))];
  }

  #ofRegion(account: AccountView, region: string): Node[] {
    const advice = account.regionReasons.has(region) ? [this.advice(account.id, region)] : [];
    const instances = [...account.records.values()]
      .map(({ instance }) => instance)
      .filter((instance) => instance.region === region)
      .sort((a, b) => a.name.localeCompare(b.name));
    return [
      ...advice,
      ...instances.map(({ id }) => this.instance({ accountId: account.id, instanceId: id })),
    ];
  }

  #intern(key: string, node: Node): Node {
    const known = this.#byKey.get(key);
    if (known) return known;
    this.#byKey.set(key, node);
    return node;
  }
}

/** A row's stable id. */
export function keyOf(node: Node): string {
  switch (node.kind) {
    case 'account':
      return `account/${node.accountId}`;
    case 'region':
      return `region/${node.accountId}/${node.region}`;
    case 'instance':
      return `instance/${node.accountId}/${node.instanceId}`;
    case 'advice':
      return `advice/${node.accountId}/${node.region ?? ''}`;
  }
}

/** Accounts with one region show its instances directly. */
function hasRegionLevel({ regions }: AccountView): boolean {
  return regions.length > 1;
}

function hasOnlyRegionReasons({ reason, regionReasons }: AccountView): boolean {
  return [...regionReasons.values()].includes(reason as never);
}

function regionOf(node: Node, account: AccountView): string | undefined {
  if (node.kind === 'instance') return account.records.get(node.instanceId)?.instance.region;
  return node.kind === 'advice' ? node.region : undefined;
}
