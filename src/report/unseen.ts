import type { Completeness, Unread } from './report.ts';
import { reasonText } from './words.ts';

/** Something that was not looked at, as formats tell of it that have findings only. */
export interface Unseen extends Unread {
  readonly part: string;
  /** Whether it should have been. */
  readonly isFailure: boolean;
  /** Where, as one name. */
  readonly place: string;
  readonly text: string;
}

export function unseenOf({ unreadAccounts, leftOut }: Completeness): Unseen[] {
  return [
    ...unreadAccounts.map((unread) => unseen(unread, '', true)),
    ...leftOut.map((unread) => unseen(unread, unread.part, unread.isFailure)),
  ];
}

function unseen(unread: Unread, part: string, isFailure: boolean): Unseen {
  const { provider, account, region, name, reason } = unread;
  const place = [provider, account, region, part].filter(Boolean).join('/');
  const text = `${[name, region, part].filter(Boolean).join(', ')}: ${reasonText(reason)}`;
  return { ...unread, part, isFailure, place, text };
}
