import { createHash } from 'node:crypto';
import type { Row, Unread } from './report.ts';

/** Names a finding from one report to the next, whatever its words are by then. */
export function fingerprint({ provider, accountId, region, id, policy }: Row): string {
  return hashOf([provider, accountId, region, id, policy.rule]);
}

/** The same for something that was not looked at. */
export function unreadFingerprint({ provider, account, region = '' }: Unread, part = ''): string {
  return hashOf([provider, account, region, part, NOT_READ]);
}

/** What a tool calls the rule that everything in the scope is read. */
export const NOT_READ = 'account-not-read';

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
