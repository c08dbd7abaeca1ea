import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import type { ProviderProfile } from '../cloud/profile.ts';
import { plainText } from '../domain/text.ts';
import type { CredentialSource } from './account.ts';

/** Roles one behind the other: more than this is a mistake, or somebody who wants to keep us busy. */
const MOST_ROLES = 3;

const member = (name: string, pattern: RegExp) =>
  z
    .string({ error: () => l10n.t('"credentials.{0}" must be a text.', name) })
    .check(z.regex(pattern, { error: () => l10n.t('"credentials.{0}" does not fit.', name) }));

/** A name that people gave: anything on one line. */
const LINE = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]{1,128}$/u;

const profile = z.optional(member('profile', LINE));

/** What a role is assumed with; the cloud's own pattern decides on its name. */
const role = {
  roleArn: member('roleArn', /^[\x21-\x7e]{1,300}$/),
  sessionName: z.optional(member('sessionName', /^[A-Za-z0-9.@_-]{2,64}$/)),
  externalId: z.optional(member('externalId', /^[\w+=,.@:/-]{2,1224}$/)),
};

interface Chained {
  readonly source: 'assumeRole';
  readonly roleArn: string;
  readonly sessionName?: string | undefined;
  readonly externalId?: string | undefined;
  readonly from: ParsedSource;
}
type ParsedSource =
  | { readonly source: 'secretStorage' | 'environment' }
  | { readonly source: 'cliProfile' | 'sharedFile'; readonly profile?: string | undefined }
  | { readonly source: 'password'; readonly domain: string; readonly user: string }
  | Chained;

/**
 * @param roles how many roles one behind the other are taken
 * @param name of the member, to be shown
 */
function schemaOf(roles: number, name: string): z.ZodMiniType<ParsedSource> {
  const plain = [
    z.object({ source: z.enum(['secretStorage', 'environment']) }),
    z.object({ source: z.enum(['cliProfile', 'sharedFile']), profile }),
    z.object({ source: z.literal('password'), domain: member('domain', LINE), user: member('user', LINE) }),
  ] as const;
  const error = { error: ({ input }: { input?: unknown }) => shapeProblem(input, name) };
  if (roles === 0) return z.discriminatedUnion('source', plain, error);
  const chained = z.object({
    source: z.literal('assumeRole'),
    ...role,
    from: schemaOf(roles - 1, `${name}.from`),
  });
  return z.discriminatedUnion('source', [...plain, chained], error);
}

/** The member `credentials` of an entry of `backupEncryption.accounts`. Members that it does not know are let be. */
export const credentialSetting = schemaOf(MOST_ROLES, 'credentials');

/** Of the member only the source's name is shown: what else is in there may be a secret in the wrong place. */
function shapeProblem(input: unknown, name: string): string {
  const example = '{ "source": "environment" }';
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return l10n.t('"{0}" must be an object such as {1}.', name, example);
  }
  if (!('source' in input) || typeof input.source !== 'string') {
    return l10n.t('"{0}" has no "source" such as in {1}.', name, example);
  }
  if (input.source === 'assumeRole') {
    return l10n.t('No more than {0} roles can be assumed one after the other.', MOST_ROLES);
  }
  return l10n.t('Credentials from "{0}" are not supported.', plainText(input.source, 60));
}

/** What cannot be seen from the member alone: whether this cloud knows such a source. */
export function sourceProblem(source: ParsedSource, cloud: ProviderProfile): string | undefined {
  if (!cloud.sources.includes(source.source)) {
    return l10n.t('{0} has no credentials from "{1}".', cloud.name, source.source);
  }
  if (source.source !== 'assumeRole') return undefined;
  if (!cloud.roleArn?.test(source.roleArn)) return l10n.t('"credentials.{0}" does not fit.', 'roleArn');
  if (source.from.source === 'password') return l10n.t('A role cannot be assumed with a password.');
  return sourceProblem(source.from, cloud);
}

/** The source with nothing in it that was left out. */
export function toSource(source: ParsedSource): CredentialSource {
  switch (source.source) {
    case 'cliProfile':
    case 'sharedFile':
      return { source: source.source, ...(source.profile && { profile: source.profile }) };
    case 'assumeRole': {
      const { roleArn, sessionName, externalId, from } = source;
      const named = { ...(sessionName && { sessionName }), ...(externalId && { externalId }) };
      return { source: 'assumeRole', roleArn, ...named, from: toSource(from) };
    }
    default:
      return source;
  }
}
