import type { InstanceRef } from '../../domain/instance.ts';
import type { Grouping } from '../../domain/viewChoice.ts';

/** One row of the tree. Commands take these as they are: the ids in them are their arguments. */
export type Node = SectionNode | InstanceNode | AdviceNode;

/** A row with instances below it. */
export type SectionNode = AccountNode | RegionNode | GroupNode;

export interface AccountNode {
  readonly kind: 'account';
  readonly accountId: string;
}

export interface RegionNode {
  readonly kind: 'region';
  readonly accountId: string;
  readonly region: string;
}

/** Instances of all accounts that have something in common: a cloud, a state or an engine. */
export interface GroupNode {
  readonly kind: 'group';
  readonly by: Exclude<Grouping, 'account'>;
  /** What they have in common; empty where the cloud did not tell. */
  readonly value: string;
}

export interface InstanceNode extends InstanceRef {
  readonly kind: 'instance';
  /** The group it stands in, if it does: an instance that moves to another group is another row there. */
  readonly group?: GroupNode;
}

/** What to do about an account or a region that could not be read. */
export interface AdviceNode {
  readonly kind: 'advice';
  readonly accountId: string;
  readonly region?: string;
}

/** A row's stable id. */
export function keyOf(node: Node): string {
  switch (node.kind) {
    case 'account':
      return `account/${node.accountId}`;
    case 'region':
      return `region/${node.accountId}/${node.region}`;
    case 'group':
      return `group/${node.by}/${node.value}`;
    case 'instance':
      return `${node.group ? `${keyOf(node.group)}/` : ''}instance/${node.accountId}/${node.instanceId}`;
    case 'advice':
      return `advice/${node.accountId}/${node.region ?? ''}`;
  }
}

export function isSection(node: Node): node is SectionNode {
  return node.kind !== 'instance' && node.kind !== 'advice';
}
