/** The words that the sandbox's server and its clouds share. */

/** A request as it came in, read to its end. */
export interface IncomingRequest {
  readonly method: string;
  /** As sent, still percent-encoded, without the query. */
  readonly path: string;
  /** Decoded, in the order sent; a name may repeat. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body: object;
}

/** What a request asks for, known before its signature is checked: for the log and for faults. */
export interface AskedOperation {
  /** The cloud's own name of the operation, such as `DescribeBackups`; empty when there is no such operation. */
  readonly operation: string;
  /** Whether the operation changes anything in the cloud. */
  readonly changing: boolean;
  readonly accessKeyId: string;
  readonly region?: string | undefined;
  readonly instanceId?: string | undefined;
  /**
   * Checks the signature and the permission, then does what was asked.
   * @throws Refusal
   */
  answer(requestId: string): Reply;
}

/** One cloud's front door. */
export interface Gateway {
  readonly provider: string;
  newRequestId(): string;
  /** Whether a request is meant for this cloud: by the scheme it is signed by, not by its path, since some share `/`. */
  recognizes(request: IncomingRequest): boolean;
  read(request: IncomingRequest): AskedOperation;
  /** A refusal in this cloud's own words. */
  refuse(refusal: Refusal, requestId: string): Reply;
  /**
   * This cloud's refusal of too many requests.
   * @param retryAfterMs the wait to ask for, in milliseconds, in this cloud's own header
   */
  throttle(retryAfterMs?: number): Refusal;
}

/** A request that the cloud turned down. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** Members to add to the body. */
  readonly extra: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    add: { extra?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.extra = add.extra ?? {};
    this.headers = add.headers ?? {};
  }
}
