/** What the signers take and give. */

type Scalar = string | number | boolean | null | undefined;

/** A query value; null and undefined are left out, a list gives repeated names. */
export type QueryValue = Scalar | readonly Scalar[];

export type Query = Readonly<Record<string, QueryValue>>;

/** A request parameter that may nest. */
export type ParameterValue = Scalar | readonly ParameterValue[] | { readonly [name: string]: ParameterValue };

export type RpcParameters = Readonly<Record<string, ParameterValue>>;

/** A request ready to be sent as it is. */
export interface SignedRequest {
  readonly method: string;
  /** The request target: path with the canonical query, to be sent exactly so. */
  readonly path: string;
  /** All headers but `host`, which the HTTP client sets from the origin and which is signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A signature with the texts it was made from. They hold no secret, but may hold a security token. */
export interface Signature {
  /** What goes on the wire after the path, too. */
  readonly canonicalQuery: string;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signature: string;
  /** The value of the Authorization header. */
  readonly authorization: string;
}

/** Headers as they enter a canonical request. */
export interface CanonicalHeaders {
  /** One `name:value` line a header, each with a line feed before it. */
  readonly lines: string;
  /** The names, `;` between them. */
  readonly names: string;
}
