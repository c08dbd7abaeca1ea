import { plainText } from '../domain/text.ts';
import type { CloudCategory, OwnCategory, Reason } from '../domain/encryption.ts';

export interface CloudErrorDetails {
  readonly category: CloudCategory | Extract<OwnCategory, 'configuration'>;
  readonly message: string;
  /** The cloud's own error code, as it spelt it. */
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly httpStatus?: number | undefined;
  /** Whether reading again at once (with back-off) may help. Changes are never repeated, whatever this says. */
  readonly retryable?: boolean;
  /** The wait the server asked for, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The server's clock when it answered, milliseconds since 1970. */
  readonly serverTime?: number | undefined;
  /** Before this it is not asked again, or not to be: ISO 8601 UTC. */
  readonly until?: string | undefined;
  /** True when the request certainly never reached the cloud: a change was not made. */
  readonly unsent?: boolean;
  readonly cause?: unknown;
}

/** The one error of the cloud layer: whatever goes wrong in or on the way to a cloud becomes one of these. */
export class CloudError extends Error {
  readonly category: CloudErrorDetails['category'];
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  readonly httpStatus: number | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly serverTime: number | undefined;
  readonly until: string | undefined;
  readonly unsent: boolean;

  constructor(details: CloudErrorDetails) {
    super(details.message, { cause: details.cause });
    this.name = 'CloudError';
    this.category = details.category;
    this.code = details.code && plainText(details.code, 100);
    this.requestId = details.requestId && plainText(details.requestId, 100);
    this.httpStatus = details.httpStatus;
    this.retryable = details.retryable ?? false;
    this.retryAfterMs = details.retryAfterMs;
    this.serverTime = details.serverTime;
    this.until = details.until;
    this.unsent = details.unsent ?? false;
  }

  /** The same error with other words, and perhaps another time. */
  withMessage(message: string, until = this.until): CloudError {
    const { category, code, requestId, httpStatus, retryable, retryAfterMs, serverTime, unsent, cause } =
      this;
    const rest = {
      category,
      code,
      requestId,
      httpStatus,
      retryable,
      retryAfterMs,
      serverTime,
      unsent,
      cause,
    };
    return new CloudError({ ...rest, message, until });
  }

  /** The same error as what kept another request from leaving. */
  asUnsent(): CloudError {
    const { category, code, message, requestId, httpStatus, retryable, retryAfterMs, serverTime, until } =
      this;
    const same = {
      category,
      code,
      message,
      requestId,
      httpStatus,
      retryable,
      retryAfterMs,
      serverTime,
      until,
    };
    return new CloudError({ ...same, unsent: true, cause: this.cause });
  }

  /** The part of the error that is shown, stored and given to other extensions. */
  get reason(): Reason {
    const { category, code, message, requestId, until } = this;
    return {
      category,
      message,
      ...(code && { code }),
      ...(requestId && { requestId }),
      ...(until && { until }),
    };
  }
}

/** Waits for what a request needs first, such as a token: when that fails, the request itself never left. */
export function beforeSending<T>(needed: Promise<T>): Promise<T> {
  return needed.catch((error: unknown) => {
    throw error instanceof CloudError ? error.asUnsent() : error;
  });
}
