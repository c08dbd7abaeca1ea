import * as l10n from '@vscode/l10n';
import { CloudError } from './error.ts';

/** No list of ours is longer than this many pages; one that is does not end. */
const MOST_PAGES = 500;

export interface Page<Item, Cursor> {
  readonly items: readonly Item[];
  /** Where the next page starts; unset on the last one. */
  readonly next?: Cursor;
}

/**
 * Reads a list to its end.
 * @param readPage reads one page
 * @throws CloudError `unexpected-reply` for a list that repeats its cursor or never ends
 */
export async function readPages<Item, Cursor>(
  first: Cursor,
  readPage: (cursor: Cursor) => Promise<Page<Item, Cursor>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor = first;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await readPage(cursor);
    items.push(...page.items);
    if (page.next === undefined) return items;
    if (page.next === cursor) break;
    cursor = page.next;
  }
  throw new CloudError({ category: 'unexpected-reply', message: l10n.t('The list does not end.') });
}
