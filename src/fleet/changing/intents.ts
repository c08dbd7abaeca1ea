import * as l10n from '@vscode/l10n';
import { CloudError } from '../../cloud/error.ts';
import type { IntentDetails } from '../../files/journal.ts';
import type { Intent } from '../../files/journalEntry.ts';
import type { ReadingContext } from '../reading/context.ts';
import { codeOf } from './beforehand.ts';

/** What differs from change to change; the rest is of the account and whoever signed in. */
type Asked = Omit<IntentDetails, 'accountName' | 'principal' | 'skew'>;

/**
 * Writes down what is about to be asked for, by whom, and when by the cloud's clock.
 * @throws CloudError when it could not be written: then nothing is sent
 */
export async function beginIntent(context: ReadingContext, asked: Asked): Promise<Intent> {
  const { member, identity, clock, ownClock } = context;
  const skew = Math.round((clock.now() - ownClock.now()) / 1000) * 1000;
  const principal = identity.principal || identity.key;
  try {
    return await member.ledger.journal.begin({
      ...asked,
      accountName: member.account.name,
      ...(identity.accountId && { owner: identity.accountId }),
      ...(principal && { principal }),
      ...(skew !== 0 && { skew }),
    });
  } catch (error) {
    const message = l10n.t('Nothing was sent: the change journal cannot be written ({0}).', codeOf(error));
    throw new CloudError({ category: 'configuration', message, cause: error, unsent: true });
  }
}
