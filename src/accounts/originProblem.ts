import * as l10n from '@vscode/l10n';
import type { OriginProblem } from '../cloud/origin.ts';

/** Says what is wrong with an endpoint; the text itself is not repeated, since it may hold a password. */
export function describeOrigin(member: string, problem: OriginProblem): string {
  const problems: Record<OriginProblem, string> = {
    'not-a-url': l10n.t('"{0}" is not an address such as https://host.', member),
    'not-an-origin': l10n.t('"{0}" must be scheme and host alone, without user, path or query.', member),
    'not-https': l10n.t('"{0}" must be https; plain http is for loopback only.', member),
    'link-local': l10n.t('"{0}" must not be a link-local address.', member),
    lookalike: l10n.t('"{0}" only looks like a host of the cloud.', member),
    'odd-host': l10n.t('"{0}" names no host, or ends in a dot.', member),
  };
  return problems[problem];
}
