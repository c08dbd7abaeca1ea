import * as z from 'zod/mini';
import { RECORDED_STATES } from '../domain/stateChange.ts';
import { evidence, reason } from './schemas.ts';

/**
 * A line of the history. Members may be added, never renamed or given another meaning: lines are kept long, and other
 * windows may still run the version before.
 */
export const historyEntry = z.object({
  version: z.literal(1),
  /** By the clock of the cloud, as far as it was known. */
  at: z.string(),
  provider: z.string(),
  /** The cloud's own account id, so that a database that two accounts see is one. */
  owner: z.string(),
  region: z.string(),
  instanceId: z.string(),
  /** What it was called then. */
  name: z.string(),
  from: z.optional(z.enum(RECORDED_STATES)),
  to: z.enum(RECORDED_STATES),
  by: z.enum(['us', 'elsewhere', 'unknown']),
  /** Our own change, by its id in the journal. */
  changeId: z.optional(z.string()),
  isNew: z.optional(z.literal(true)),
  keyId: z.optional(z.string()),
  keyTrouble: z.optional(z.enum(['disabled', 'to-be-deleted', 'no-material', 'missing'])),
  /** Without its coverage, which is another with each backup. */
  evidence: z.optional(z.omit(evidence, { coverage: true })),
  /** Why there is no evidence. */
  reason: z.optional(z.pick(reason, { category: true, code: true, message: true, requestId: true })),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

/** A line as it stands in the file. */
export interface HistoryLine {
  readonly text: string;
  /** Undefined for a line of a version to come, which is left as it is. */
  readonly entry: HistoryEntry | undefined;
}

/** @returns undefined for what is no line of a history at all */
export function parseLine(text: string): HistoryLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = z.safeParse(historyEntry, value);
  if (parsed.success) return { text, entry: parsed.data };
  return isOfVersionToCome(value) ? { text, entry: undefined } : undefined;
}

function isOfVersionToCome(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('version' in value)) return false;
  return typeof value.version === 'number' && value.version > 1;
}
