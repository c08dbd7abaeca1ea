import * as l10n from '@vscode/l10n';
import type { Identity } from '../cloud/provider.ts';
import { findProfile } from '../cloud/registry.ts';
import type { AccountView } from '../inventory/accountView.ts';
import { shownTime } from '../domain/words.ts';

/** In characters: an id of Alibaba Cloud's, which people know by heart. */
const LONGEST_ID = 16;

/** Who an account's credentials are, until when, and who else they are, in a few words; nothing while not known. */
export function identityWords(account: AccountView, accounts: readonly AccountView[]): string[] {
  const { identity, provider } = account;
  if (!identity) return [];
  const { accountId, expiresAt } = identity;
  const twin = twinOf(account, accounts);
  return [
    shortPrincipal(provider, identity) || (accountId && l10n.t('cloud account {0}', shortId(accountId))),
    expiresAt ? l10n.t('until {0}', shownTime(expiresAt)) : '',
    twin ? l10n.t('the same user as {0}', twin.name) : '',
  ];
}

/** Both ends of an id that nobody can remember; the tooltip has the whole one. */
function shortId(id: string): string {
  return id.length <= LONGEST_ID ? id : `${id.slice(0, 4)}…${id.slice(-4)}`;
}

function shortPrincipal(provider: string, { principal }: Identity): string {
  return findProfile(provider)?.shortPrincipal(principal) ?? principal;
}

/** Another account that signs in as the same user, which then reads everything twice. */
export function twinOf(account: AccountView, accounts: readonly AccountView[]): AccountView | undefined {
  const own = account.identity && keyOf(account, account.identity);
  if (!own) return undefined;
  return accounts.find(
    (other) =>
      other.id !== account.id && other.identity !== undefined && keyOf(other, other.identity) === own,
  );
}

/** Undefined for an identity that is not told apart from others of its account. */
function keyOf({ provider }: AccountView, { accountId, principal, key }: Identity): string | undefined {
  const who = principal || key;
  return who ? [provider, accountId, who].join('\n') : undefined;
}
