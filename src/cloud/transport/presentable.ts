import * as l10n from '@vscode/l10n';
import { plainText } from '../../domain/text.ts';
import { isoTime } from '../../domain/time.ts';
import type { CloudError } from '../error.ts';
import type { Redactor } from './redact.ts';

/** Characters of a message, and of a code or an id, that are looked at. */
const MESSAGE = 1000;
const NAME = 100;

/** The same error with texts that may be shown, and with what its headers tell. */
export function presentable(error: CloudError, redactor: Redactor, now: number): CloudError {
  const until = waitUntil(error, now);
  const told = until ? l10n.t('The cloud asks to wait until {0}.', until) : clockTold(error, now);
  const message = [plainText(redactor.redact(error.message, MESSAGE)), told].filter(Boolean).join(' ');
  const nameOf = (name: string | undefined) =>
    plainText(redactor.redact(name ?? '', NAME), NAME) || undefined;
  return error.withTexts({ message, code: nameOf(error.code), requestId: nameOf(error.requestId), until });
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
