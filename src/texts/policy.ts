import * as l10n from '@vscode/l10n';

/** Said once a policy is on the clipboard; what it allows beyond what its words suggest stands below. */
export function policyCopied(
  account: string,
  warnings: readonly string[],
): { message: string; detail?: string } {
  const message = l10n.t('The policy for "{0}" is on the clipboard.', account);
  if (warnings.length === 0) return { message };
  return { message, detail: warnings.map((warning) => `• ${warning}`).join('\n') };
}
