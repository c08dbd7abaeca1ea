import type { Usage } from '../usage.ts';

/** What reading a fleet took of an extension host. */
export interface HostReading {
  readonly usage: Usage;
  /** The most memory that the host had before there were accounts, KiB. */
  readonly bareRssKb: number;
}

/** What the companion writes down. */
export type HostReadingResult = HostReading | { readonly failure: string };
