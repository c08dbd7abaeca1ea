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
  shape: z.optional(z.string()),
  createdAt: z.optional(z.string()),
  ineligible: z.optional(reason),
  unreadable: z.optional(reason),
  busy: z.optional(z.string()),
  home: z.optional(z.string()),
  keyScope: z.optional(z.string()),
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
