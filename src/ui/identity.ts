import { l10n } from 'vscode';
import type { Identity } from '../cloud/provider.ts';
import type { AccountView } from '../inventory/inventory.ts';
import { shownTime } from './words.ts';

/** Who an account's credentials are, in a few words: the user or role, else the account; empty when not known. */
export function identityWords({ identity }: AccountView): string {
  if (!identity) return '';
  return shortPrincipal(identity) || identity.accountId;
}

/** `acs:ram::1234567890123456:user/alice` is `user/alice` to whoever reads it. */
function shortPrincipal({ principal }: Identity): string {
  return principal.replace(/^acs:(?:ram|sts)::\d*:/, '');
}

/** Until when the credentials last; empty when they do not end, or nobody told. */
export function expiryWords({ identity }: AccountView): string {
  return identity?.expiresAt ? l10n.t('until {0}', shownTime(identity.expiresAt)) : '';
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
