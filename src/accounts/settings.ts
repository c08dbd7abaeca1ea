import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { ID_PATTERN } from '../cloud/identifiers.ts';
import { checkOrigin } from '../cloud/origin.ts';
import { findProfile } from '../cloud/registry.ts';
import { plainText } from '../domain/text.ts';
import { ALL_REGIONS, type Account, type AccountProblem } from './account.ts';
import { describeOrigin } from './originProblem.ts';
import { credentialSetting, sourceProblem, toSource } from './credentialSetting.ts';

export interface ConfiguredAccounts {
  readonly accounts: readonly Account[];
  readonly problems: readonly AccountProblem[];
}

const REGION = /^[a-z]{2,}(-[a-z0-9]+)+(_[A-Za-z0-9_-]+)?$/;

/**
 * Whether a text can be a region id, such as `cn-north-4`; clouds open new ones, so no list decides. Some have projects in
 * a region, of which one can be named: `cn-north-4_dba`.
 */
export function isRegionId(text: string): boolean {
  return REGION.test(text);
}

const ACCOUNT_ID = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,64}$/u;

const filled = (member: string) =>
  z
    .string({ error: () => l10n.t('"{0}" must be a text.', member) })
    .check(z.trim(), z.minLength(1, { error: () => l10n.t('"{0}" must not be empty.', member) }));

const regionError = {
  error: ({ input }: { input?: unknown }) =>
    l10n.t('"{0}" is not a region id, such as cn-north-4.', shown(input)),
};
const region = z.string(regionError).check(z.regex(REGION, regionError));
const regionOrAll = z
  .string(regionError)
  .check(z.refine((text) => text === ALL_REGIONS || isRegionId(text), regionError));

const pinned = z.object({
  id: z.string({ error: () => l10n.t('Each of "instances" needs an "id".') }).check(
    z.regex(ID_PATTERN, {
      error: ({ input }) =>
        l10n.t('"{0}" is not an instance id: letters, digits, - and _ only.', shown(input)),
    }),
  ),
  region,
  name: z.optional(z.string()),
});

const entry = z.object({
  id: filled('id').check(
    z.regex(ACCOUNT_ID, {
      error: () => l10n.t('"id" must be up to 64 characters without control characters.'),
    }),
  ),
  provider: filled('provider'),
  name: z.optional(z.string()),
  regions: z.optional(
    z.array(regionOrAll, { error: () => l10n.t('"regions" must be a list of region ids.') }),
  ),
  credentials: z.optional(credentialSetting),
  instances: z.optional(z.array(pinned, { error: () => l10n.t('"instances" must be a list.') })),
  endpoints: z.optional(z.record(z.string(), z.string())),
  site: z.optional(
    z.enum(['international', 'china'], {
      error: () => l10n.t('"site" must be "international" or "china".'),
    }),
  ),
});
type Entry = z.infer<typeof entry>;

/**
 * Reads the setting `backupEncryption.accounts`. Nothing is lost: what does not fit becomes a problem with the
 * reason, and the other entries go on.
 */
export function readAccounts(setting: unknown): ConfiguredAccounts {
  if (setting === undefined || setting === null) return { accounts: [], problems: [] };
  if (!Array.isArray(setting)) {
    const message = l10n.t('The setting must be a list of accounts.');
    return { accounts: [], problems: [{ id: '#1', provider: '', name: l10n.t('Accounts'), message }] };
  }
  const accounts: Account[] = [];
  const misfits: { readonly raw: unknown; readonly index: number; readonly message: string }[] = [];
  const taken = new Set<string>();
  setting.forEach((raw: unknown, index) => {
    const read = readEntry(raw, taken);
    if ('account' in read) {
      accounts.push(read.account);
      taken.add(read.account.id);
    } else misfits.push({ raw, index, message: read.message });
  });
  // Named last, and each apart: a problem must hide neither an account nor another problem.
  const problems = misfits.map(({ raw, index, message }) => {
    const named = nameOf(raw, index, taken);
    taken.add(named.id);
    return { ...named, message };
  });
  return { accounts, problems };
}

function readEntry(raw: unknown, taken: ReadonlySet<string>): { account: Account } | { message: string } {
  const result = z.safeParse(entry, raw);
  if (!result.success) return { message: describeIssue(result.error.issues[0]) };
  const message = contradiction(result.data, taken);
  return message ? { message } : { account: toAccount(result.data) };
}

/** What cannot be seen from one member alone. */
function contradiction(data: Entry, taken: ReadonlySet<string>): string | undefined {
  const { id, provider, regions = [], credentials, instances, endpoints = {} } = data;
  const profile = findProfile(provider);
  if (!profile) return l10n.t('Provider "{0}" is not known.', shown(provider));
  if (taken.has(id)) return l10n.t('The id "{0}" is used by another account.', shown(id));
  if (!instances && regions.length === 0) return l10n.t('"regions" names no region to look in.');
  if (regions.includes(ALL_REGIONS) && regions.length > 1) {
    return l10n.t('"regions" names all regions ("*") and others beside them.');
  }
  const named = [...regions, ...(instances ?? []).map((instance) => instance.region)];
  const project = profile.hasProjects ? undefined : named.find((id) => id.includes('_'));
  if (project) return regionError.error({ input: project });
  const source = credentials && sourceProblem(credentials, profile);
  if (source) return source;
  for (const [service, origin] of Object.entries(endpoints)) {
    if (!profile.endpoints.includes(service)) {
      return l10n.t('"endpoints.{0}" is not one of {1}.', shown(service), profile.endpoints.join(', '));
    }
    const checked = checkOrigin(origin, profile.domain);
    if ('problem' in checked) return describeOrigin(`endpoints.${service}`, checked.problem);
  }
  return undefined;
}

function toAccount({
  id,
  provider,
  name,
  regions = [],
  credentials,
  instances,
  endpoints = {},
  site,
}: Entry): Account {
  return {
    id,
    provider,
    name: plainText(name ?? '', 80) || id,
    // A project of a region that is looked in wholly is looked in with it.
    regions: [...new Set(regions)].filter((id) => !regions.some((whole) => id.startsWith(`${whole}_`))),
    credentials: credentials ? toSource(credentials) : { source: 'secretStorage' },
    ...(site && { site }),
    ...(instances && {
      instances: instances.map(({ name: own, ...rest }) => ({ ...rest, ...(own && { name: own }) })),
    }),
    endpoints: Object.fromEntries(
      Object.entries(endpoints).map(([service, origin]) => [service, new URL(origin).origin]),
    ),
  };
}

function nameOf(raw: unknown, index: number, taken: ReadonlySet<string>): Omit<AccountProblem, 'message'> {
  const { id, provider, name } = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<
    string,
    unknown
  >;
  let place = `#${index + 1}`;
  while (taken.has(place)) place += '#';
  const usable = typeof id === 'string' && ACCOUNT_ID.test(id) && !taken.has(id);
  const label = [name, id].map((text) => (typeof text === 'string' ? plainText(text, 80) : '')).find(Boolean);
  return {
    id: usable ? id : place,
    provider: typeof provider === 'string' ? plainText(provider, 40) : '',
    name: label ?? l10n.t('Account {0}', place),
  };
}

function describeIssue(issue: z.core.$ZodIssue | undefined): string {
  if (!issue) return l10n.t('The entry does not fit.');
  if (issue.message && issue.message !== 'Invalid input') return issue.message;
  const path = issue.path.map(String).join('.');
  return path ? l10n.t('"{0}" does not fit.', plainText(path, 60)) : l10n.t('The entry must be an object.');
}

function shown(input: unknown): string {
  if (input === undefined) return '';
  return plainText(typeof input === 'string' ? input : JSON.stringify(input), 60);
}
