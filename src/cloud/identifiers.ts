import * as l10n from '@vscode/l10n';
import { plainText } from '../domain/text.ts';
import { CloudError } from './error.ts';

/** What an id may consist of. Ids go into paths and comma-separated lists, where anything else could mean more. */
export const ID_PATTERN = /^[A-Za-z0-9_-]+$/;

/** @throws CloudError `unexpected-reply` for an id no cloud gives */
export function requireId(id: string): string {
  if (ID_PATTERN.test(id)) return id;
  const message = l10n.t('"{0}" is not an id this cloud gives; nothing is sent with it.', plainText(id, 60));
  throw new CloudError({ category: 'unexpected-reply', message });
}

/** Splits a list into parts of at most `size`. */
export function batches<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Keeps the first of each id: lists that change while they are paged through name some twice. */
export function uniqueById<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
  return [...new Map(items.toReversed().map((item) => [item.id, item])).values()].reverse();
}
