/** What the sandbox remembers of a request: nothing secret. */
export interface LoggedRequest {
  readonly provider: string;
  /** The cloud's own name of the operation; empty when there is no such operation. */
  readonly operation: string;
  /** Whether the operation changes anything in the cloud. */
  readonly changing: boolean;
  readonly accessKeyId: string;
  readonly region?: string | undefined;
  readonly instanceId?: string | undefined;
  /** When it came in, by the sandbox's clock, milliseconds since 1970. */
  readonly at: number;
  /** The HTTP status of the reply; 0 as long as there is none. */
  readonly status: number;
}

/** Makes a log's entry writable for the one who answers the request. */
export type OpenEntry = { -readonly [member in keyof LoggedRequest]: LoggedRequest[member] };
