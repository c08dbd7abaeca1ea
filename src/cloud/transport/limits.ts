/** Bounds on every exchange with a cloud. Times in milliseconds, sizes in bytes. */
export const LIMITS = {
  connect: 10_000,
  /** Until the reply's headers are there; also the longest silence in a body. */
  attempt: 10_000,
  /** All attempts of one call, with the waits between them. */
  operation: 30_000,
  /** Of the decompressed reply. */
  replyBytes: 2 * 1024 * 1024,
  /** Of a reply's headers: Huawei Cloud documents tokens of up to 102,400 characters, which come in one. */
  headerBytes: 512 * 1024,
  /** Keep-alive connections to one origin, over all accounts: the most that `concurrency` can be. */
  connections: 32,
  /** Attempts of one read. */
  attempts: 3,
  firstBackoff: 250,
  longestBackoff: 10_000,
  /** A server clock further away than this from ours is not believed. */
  believableSkew: 3 * 24 * 60 * 60 * 1000,
} as const;
