import * as l10n from '@vscode/l10n';
import { plainText } from '../../domain/text.ts';
import { isoTime } from '../../domain/time.ts';
import type { CloudError } from '../error.ts';
import type { Redactor } from './redact.ts';

/** The same error with a text that may be shown, and with what its headers tell. */
export function presentable(error: CloudError, redactor: Redactor, now: number): CloudError {
  const until = waitUntil(error, now);
  const told = until ? l10n.t('The cloud asks to wait until {0}.', until) : clockTold(error, now);
  const message = [plainText(redactor.redact(error.message)), told].filter(Boolean).join(' ');
  return error.withMessage(message, until);
}

const DAY = 24 * 60 * 60 * 1000;

/** Until when the cloud asks to wait, within a day; ISO 8601 UTC. */
function waitUntil({ category, retryAfterMs }: CloudError, now: number): string | undefined {
  return category === 'throttled' && retryAfterMs ? isoTime(now + Math.min(retryAfterMs, DAY)) : undefined;
}

/** How far off the clock is: the cloud says so beside its own words. */
function clockTold({ category, serverTime }: CloudError, now: number): string {
  if (category !== 'clock-skew' || serverTime === undefined) return '';
  const minutes = Math.round((now - serverTime) / 60_000);
  return minutes < 0
    ? l10n.t("This computer's clock is {0} minutes behind the cloud's.", -minutes)
    : l10n.t("This computer's clock is {0} minutes ahead of the cloud's.", minutes);
}

/** An error as it stands in the log. */
export function logged({ category, code, message, requestId }: CloudError): string {
  return [category, code, message, requestId && `(request ${requestId})`].filter(Boolean).join(' ');
}
