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
  /** True when the request certainly never reached what it was for: a change was not made. */
  readonly unsent?: boolean;
  /** True when there is no host of the name that it was to go to. */
  readonly noHost?: boolean;
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
  readonly noHost: boolean;
  #said: string;

  constructor(details: CloudErrorDetails) {
    super(details.message, { cause: details.cause });
    this.name = 'CloudError';
    this.category = details.category;
    this.code = details.code;
    this.#said = details.code ?? '';
    this.requestId = details.requestId;
    this.httpStatus = details.httpStatus;
    this.retryable = details.retryable ?? false;
    this.retryAfterMs = details.retryAfterMs;
    this.serverTime = details.serverTime;
    this.until = details.until;
    this.unsent = details.unsent ?? false;
    this.noHost = details.noHost ?? false;
  }

  /** The same error with other words. */
  withMessage(message: string): CloudError {
    return this.#with({ message });
  }

  /** The same error with texts that may be shown. What it was caused by stays behind: nobody has looked at its texts. */
  withTexts(texts: Pick<CloudErrorDetails, 'message' | 'code' | 'requestId' | 'until'>): CloudError {
    return this.#with({ ...texts, cause: undefined });
  }

  /** Whether the cloud's code is a certain one: judged as it came, also when something was taken out of it to show it. */
  says(test: (code: string) => boolean): boolean {
    return test(this.#said);
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

  #with(changes: Partial<CloudErrorDetails>): CloudError {
    const { category, message, code, requestId, httpStatus, retryable } = this;
    const { retryAfterMs, serverTime, until, unsent, noHost, cause } = this;
    const said = { category, message, code, requestId, httpStatus, retryable, noHost };
    const error = new CloudError({ ...said, retryAfterMs, serverTime, until, unsent, cause, ...changes });
    error.#said = this.#said;
    return error;
  }
}

/** Waits for what a request needs first, such as a token: when that fails, the request itself never left. */
export function beforeSending<T>(needed: Promise<T>): Promise<T> {
  return needed.catch((error: unknown) => {
    throw error instanceof CloudError ? error.asUnsent() : error;
  });
}
