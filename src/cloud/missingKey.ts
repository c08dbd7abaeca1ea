import * as l10n from '@vscode/l10n';
import { plainText } from '../domain/text.ts';
import { CloudError } from './error.ts';

/**
 * What to say when no key goes by the id or alias that somebody typed.
 * @param refusal of the cloud, if it was the cloud that said so
 */
export function missingKey(typed: string, region: string, refusal?: CloudError): CloudError {
  const message = l10n.t(
    'There is no key {0} in region {1}; keys of other regions cannot be used.',
    plainText(typed, 100),
    region,
  );
  return (
    refusal?.withMessage(`${message} ${refusal.message}`) ?? new CloudError({ category: 'key', message })
  );
}
