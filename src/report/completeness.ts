import type { Reason } from '../domain/encryption.ts';
import type { AccountFacts, InstanceFacts } from './facts.ts';
import type { Completeness, Unread } from './report.ts';
import { plain, reasonOf } from './rows.ts';

/** What is said of an account that nobody has read yet. */
const PENDING: Reason = { category: 'pending', message: '' };

/** What was looked at, and what was not: an auditor must be able to see the second as plainly as the first. */
export function completenessOf(
  accounts: readonly AccountFacts[],
  instances: readonly InstanceFacts[],
): Completeness {
  const unknown = instances.filter(({ encryption }) => encryption.state === 'unknown').length;
  const stale = instances.filter(
    ({ encryption }) => encryption.stale && encryption.state !== 'unknown',
  ).length;
  const unreadAccounts = accounts.flatMap(unreadOf);
  const leftOut = accounts.flatMap(leftOutOf);
  const hasFailures = unreadAccounts.length > 0 || leftOut.some(({ isFailure }) => isFailure);
  return {
    complete: !hasFailures && unknown + stale === 0,
    read: instances.length - unknown - stale,
    stale,
    unknown,
    unreadAccounts,
    leftOut,
  };
}

/** The account as a whole, or the regions of it that failed. */
function unreadOf(account: AccountFacts): Unread[] {
  const { state, reason, unreadRegions } = account;
  if (unreadRegions.length > 0) {
    return unreadRegions.map(({ region, reason: why }) => ({
      ...naming(account),
      region: plain(region),
      reason: reasonOf(why),
    }));
  }
  if (state === 'ok') return [];
  return [{ ...naming(account), reason: reasonOf(reason ?? PENDING) }];
}

function leftOutOf(account: AccountFacts): Completeness['leftOut'] {
  return account.leftOut.map(({ region, name, reason, isFailure }) => ({
    ...naming(account),
    region: plain(region),
    part: plain(name),
    reason: reasonOf(reason),
    isFailure,
  }));
}

function naming({ id, name, provider }: AccountFacts): Pick<Unread, 'account' | 'name' | 'provider'> {
  return { account: plain(id), name: plain(name), provider };
}
