import * as l10n from '@vscode/l10n';
import { isoTime, readTime } from '../domain/time.ts';

const HOUR = 3_600_000;

/** A time that somebody could type for the end of a temporary key: a full hour, always in the future. */
export function exampleExpiry(now: number): string {
  return isoTime((Math.floor(now / HOUR) + 12) * HOUR).replace(/:00Z$/, 'Z');
}

/** What is wrong with a time typed for the end of a key; an empty one stands for a time that nobody knows. */
export function expiryProblem(text: string, now: number): string | undefined {
  if (text.trim() === '') return undefined;
  const time = readTime(text.trim());
  if (!time) return l10n.t('Enter a time such as {0}.', exampleExpiry(now));
  return Date.parse(time) <= now ? l10n.t('This time has passed: the key has ended.') : undefined;
}
