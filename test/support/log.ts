import type { Log } from '../../src/domain/log.ts';

/** A log that keeps its lines. */
export function listingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const write = (line: string) => {
    lines.push(line);
  };
  return { lines, debug: write, info: write, warn: write, error: write };
}
