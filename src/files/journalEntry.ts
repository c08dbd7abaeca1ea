import * as z from 'zod/mini';

/**
 * The lines of the journal. Members may be added, never renamed or given another meaning: lines are kept for ever, and
 * other windows may still run the version before.
 */

/** Put in by the file itself: the SHA-256 of the line before. */
const chained = { previous: z.optional(z.string()) };

const intent = z.object({
  version: z.literal(1),
  entry: z.literal('intent'),
  /** The same in an intent and its outcome. */
  changeId: z.string(),
  /** By the clock of the cloud, as far as it was known. */
  at: z.string(),
  /** How far that was ahead of this computer's clock, milliseconds. */
  skew: z.optional(z.number()),
  change: z.enum(['enable', 'disable', 'create-role']),
  provider: z.string(),
  accountId: z.string(),
  region: z.string(),
  /** Empty for a change of the account itself. */
  instanceId: z.string(),
  keyId: z.optional(z.string()),
  /** What these were called then, for whoever reads it when they are gone. */
  accountName: z.optional(z.string()),
  instanceName: z.optional(z.string()),
  keyAlias: z.optional(z.string()),
  /** The cloud's own account id. */
  owner: z.optional(z.string()),
  /** Who signed in at the cloud, in its own words, or else the tail of the key id. */
  principal: z.optional(z.string()),
  /** Who sat at the computer, as it calls them. */
  osUser: z.optional(z.string()),
  /** Who sends it, to tell a crash from a change still under way. */
  process: z.number(),
  host: z.optional(z.string()),
  boot: z.optional(z.string()),
  ...chained,
});
export type Intent = z.infer<typeof intent>;

const outcome = z.object({
  version: z.literal(1),
  entry: z.literal('outcome'),
  changeId: z.string(),
  at: z.string(),
  /** The last two were found out by reading, after the reply was lost. */
  result: z.enum(['accepted', 'already-enabled', 'refused', 'confirmed', 'not-applied']),
  code: z.optional(z.string()),
  message: z.optional(z.string()),
  requestId: z.optional(z.string()),
  ...chained,
});
export type Outcome = Omit<z.infer<typeof outcome>, 'version' | 'entry' | 'changeId' | 'at' | 'previous'>;

export const journalEntry = z.discriminatedUnion('entry', [intent, outcome]);
export type JournalEntry = z.infer<typeof journalEntry>;
