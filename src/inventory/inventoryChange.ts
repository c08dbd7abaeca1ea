/**
 * What changed: the set of accounts; what is said of one account; which instances it has; some of its instances;
 * or whether we are reading.
 */
export type InventoryChange =
  | { readonly kind: 'accounts' | 'activity' }
  | { readonly kind: 'account' | 'members'; readonly accountId: string }
  | { readonly kind: 'instances'; readonly accountId: string; readonly instanceIds: readonly string[] };
