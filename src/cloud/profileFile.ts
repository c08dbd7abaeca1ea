import * as l10n from '@vscode/l10n';
import { CloudError } from './error.ts';
import type { Credentials, KeysLogin } from './login.ts';

/** What the readers of profile files share. Their errors quote nothing of a file: it holds secrets. */

export type Section = Readonly<Record<string, unknown>>;

/** A member of a section as text, empty without one. @throws CloudError `credentials` when it is no text */
export function textIn(section: Section, name: string): string {
  const value = section[name] ?? '';
  if (typeof value === 'string') return value;
  throw unusableProfile(l10n.t('"{0}" of the profile must be a text.', name));
}

/** The file's names of the parts of an access key; without one for the token, a token is not read. */
export type KeyNames = Omit<{ readonly [part in keyof Required<Credentials>]: string }, 'securityToken'> & {
  readonly securityToken?: string;
};

/** The access key in a section. @throws CloudError `credentials` when it is not complete */
export function keysIn(section: Section, names: KeyNames): KeysLogin {
  const accessKeyId = textIn(section, names.accessKeyId);
  const accessKeySecret = textIn(section, names.accessKeySecret);
  if (`${accessKeyId}${accessKeySecret}`.includes('\n')) {
    throw unusableProfile(
      l10n.t('A line of the profile begins with a space, so it goes on with the line before it.'),
    );
  }
  if (!accessKeyId || !accessKeySecret) {
    throw incomplete([!accessKeyId && names.accessKeyId, !accessKeySecret && names.accessKeySecret]);
  }
  const securityToken = names.securityToken ? textIn(section, names.securityToken) : '';
  return {
    kind: 'keys',
    credentials: { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) },
  };
}

/** The temporary access key in a section. @throws CloudError `credentials` when it is not complete */
export function sessionKeysIn(section: Section, names: Required<KeyNames>): KeysLogin {
  const login = keysIn(section, names);
  if (login.credentials.securityToken) return login;
  throw incomplete([names.securityToken]);
}

function incomplete(missing: readonly (string | false)[]): CloudError {
  const named = missing.filter(Boolean).join(', ');
  return unusableProfile(l10n.t('The profile has no complete access key; missing: {0}.', named));
}

/** @param shown the profile's name, safe to show */
export function noProfile(shown: string): CloudError {
  return unusableProfile(l10n.t('There is no profile "{0}".', shown));
}

/** @param kind what the profile gets its credentials by, safe to show */
export function notSupported(shown: string, kind: string): CloudError {
  return unusableProfile(l10n.t('The profile "{0}" uses {1}, which is not supported here.', shown, kind));
}

export function unusableProfile(message: string): CloudError {
  return new CloudError({ category: 'credentials', message });
}
