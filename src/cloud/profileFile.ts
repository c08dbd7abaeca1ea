import * as l10n from '@vscode/l10n';
import { parse } from 'ini';
import { CloudError } from './error.ts';
import type { Credentials, Login } from './login.ts';

/** What the readers of profile files share. Their errors quote nothing of a file: it holds secrets. */

export type Section = Readonly<Record<string, unknown>>;

/** The sections of an INI file by name; what stands before the first one is left out. */
export function readSections(text: string): ReadonlyMap<string, Section> {
  const sections = Object.entries(parse(text)).filter(
    (entry): entry is [string, Section] => typeof entry[1] === 'object' && entry[1] !== null,
  );
  return new Map(sections);
}

/** A member of a section as text, empty without one. */
export function textIn(section: Section, name: string): string {
  const value = section[name];
  return typeof value === 'string' ? value.trim() : '';
}

/** The file's names of the parts of an access key; without one for the token, a token is not read. */
export type KeyNames = Omit<{ readonly [part in keyof Required<Credentials>]: string }, 'securityToken'> & {
  readonly securityToken?: string;
};

/** The access key in a section. @throws CloudError `credentials` when it is not complete */
export function keysIn(section: Section, names: KeyNames): Extract<Login, { kind: 'keys' }> {
  const accessKeyId = textIn(section, names.accessKeyId);
  const accessKeySecret = textIn(section, names.accessKeySecret);
  if (!accessKeyId || !accessKeySecret) {
    throw unusableProfile(l10n.t('The profile has no complete access key.'));
  }
  const securityToken = names.securityToken ? textIn(section, names.securityToken) : '';
  return {
    kind: 'keys',
    credentials: { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) },
  };
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
