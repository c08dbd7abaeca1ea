import type { Inventory } from '../../inventory/inventory.ts';
import { accountTooltip, instanceTooltip, reasonTooltip } from '../../texts/tooltip.ts';
import type { Node } from './nodes.ts';

/** What a row's tooltip says, as Markdown; loaded when somebody first points at a row. */
export function nodeTooltip(node: Node, inventory: Inventory): string | undefined {
  if (node.kind === 'group') return undefined;
  const account = inventory.account(node.accountId);
  if (!account) return undefined;
  if (node.kind === 'account') return accountTooltip(account, inventory.accounts());
  if (node.kind === 'instance') {
    const record = inventory.record(node);
    return record && instanceTooltip(record, account);
  }
  const reason = node.region === undefined ? account.reason : account.regionReasons.get(node.region);
  return reason && reasonTooltip(node.region ?? account.name, reason, account);
}
