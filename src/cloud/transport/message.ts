export interface HttpRequest {
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string;
  readonly method: string;
  /** Path with the query, sent exactly as signed. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** By lower-case names. */
export interface ReplyHeaders {
  get(name: string): string | null;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: ReplyHeaders;
  readonly text: string;
}
