import * as l10n from '@vscode/l10n';
import type { Instance } from '../domain/instance.ts';
import { plainText } from '../domain/text.ts';
import { CloudError } from './error.ts';

/** What an id may consist of. Ids go into paths and comma-separated lists, where anything else could mean more. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{1,100}$/;

/** @throws CloudError `unexpected-reply` for an id no cloud gives */
export function requireId(id: string): string {
  if (ID_PATTERN.test(id)) return id;
  throw oddId(id);
}

function oddId(id: string): CloudError {
  const message = l10n.t('"{0}" is not an id this cloud gives; nothing is sent with it.', plainText(id, 60));
  return new CloudError({ category: 'unexpected-reply', message });
}

/** An instance of which nothing is known but its id. */
export function bareInstance(
  place: Pick<Instance, 'provider' | 'accountId' | 'region'>,
  rawId: string,
): Instance {
  const id = plainText(rawId, 100);
  const odd = !ID_PATTERN.test(rawId);
  return {
    ...place,
    id,
    name: id,
    engine: '',
    engineVersion: '',
    lifecycle: '',
    ...(odd && { unreadable: oddId(rawId).reason }),
  };
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
