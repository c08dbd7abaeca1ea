import * as z from 'zod/mini';

/** What our own files hold. */

export const evidence = z.object({
  source: z.enum(['status-call', 'backup-set', 'change-accepted', 'already-enabled']),
  asOf: z.optional(z.string()),
  seenAt: z.string(),
  requestId: z.optional(z.string()),
  detail: z.optional(z.string()),
  keyId: z.optional(z.string()),
  coverage: z.optional(
    z.object({
      encrypted: z.number(),
      plain: z.number(),
      unclear: z.number(),
      days: z.number(),
      newestEnd: z.optional(z.string()),
      lastPlainEnd: z.optional(z.string()),
      everyHours: z.optional(z.number()),
    }),
  ),
});

export const reason = z.object({
  category: z.enum([
    'credentials',
    'permission',
    'key',
    'instance-state',
    'unsupported',
    'billing',
    'not-found',
    'invalid-request',
    'throttled',
    'clock-skew',
    'network',
    'server',
    'unexpected-reply',
    'pending',
    'no-evidence',
    'unconfirmed',
    'contradicting-evidence',
    'configuration',
  ]),
  code: z.optional(z.string()),
  message: z.string(),
  requestId: z.optional(z.string()),
  remedy: z.optional(z.string()),
  since: z.optional(z.string()),
  until: z.optional(z.string()),
});

const instance = z.object({
  provider: z.string(),
  accountId: z.string(),
  region: z.string(),
  id: z.string(),
  name: z.string(),
  engine: z.string(),
  engineVersion: z.string(),
  lifecycle: z.string(),
  ineligible: z.optional(reason),
  unreadable: z.optional(reason),
  busy: z.optional(z.string()),
  enterpriseProjectId: z.optional(z.string()),
});

/** Both rules hold for files as well: a known state has evidence, the others a reason. */
const encryption = z.discriminatedUnion('state', [
  z.object({
    state: z.enum(['on', 'off', 'partial']),
    evidence,
    reason: z.optional(reason),
    stale: z.boolean(),
  }),
  z.object({ state: z.enum(['unsupported', 'unknown']), reason, stale: z.boolean() }),
]);

export const snapshot = z.object({
  provider: z.string(),
  refreshedAt: z.string(),
  /** The cloud's own id of the account. */
  cloudAccountId: z.optional(z.string()),
  records: z.array(z.object({ instance, encryption })),
});
export type Snapshot = z.infer<typeof snapshot>;

/** Proofs by the cloud's own account id and the instance id. */
export const proofs = z.record(z.string(), evidence);

/** Put in by the file itself: the SHA-256 of the line before. */
const chained = { previous: z.optional(z.string()) };

const intent = z.object({
  version: z.literal(1),
  entry: z.literal('intent'),
  /** The same in an intent and its outcome. */
  changeId: z.string(),
  at: z.string(),
  change: z.enum(['enable', 'disable', 'create-role']),
  provider: z.string(),
  accountId: z.string(),
  region: z.string(),
  /** Empty for a change of the account itself. */
  instanceId: z.string(),
  keyId: z.optional(z.string()),
  /** Who sends it, to tell a crash from a change still under way. */
  process: z.number(),
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
