import * as l10n from '@vscode/l10n';
import type { Login } from '../cloud/login.ts';

/** The longest token that a cloud was seen to give, with room to spare; in characters. */
const LONGEST_TOKEN = 16_384;

/** What a text must not be to serve as part of an access key; undefined when it may serve. */
export function keyPartProblem(text: string, maxLength = 256): string | undefined {
  if (text === '') return l10n.t('is empty');
  if (text.length > maxLength) return l10n.t('is longer than {0} characters', maxLength);
  if (/\s/.test(text)) return l10n.t('has a space or a line break in it');
  if (!/^[\x21-\x7e]+$/.test(text)) return l10n.t('has characters in it that no access key has');
  return undefined;
}

/** What a text must not be to serve as a session token; an empty one is none. */
export function tokenProblem(text: string): string | undefined {
  return text === '' ? undefined : keyPartProblem(text, LONGEST_TOKEN);
}

/**
 * What is wrong with a login that can be seen without asking the cloud.
 * @param now milliseconds since 1970
 */
export function loginProblem(login: Login, now: number): string | undefined {
  switch (login.kind) {
    case 'role':
      return loginProblem(login.from, now);
    case 'password':
      return login.password === '' ? l10n.t('The password is empty.') : undefined;
    case 'keys':
      return keysProblem(login) ?? expiryProblem(login, now);
  }
}

function keysProblem({ credentials }: Extract<Login, { kind: 'keys' }>): string | undefined {
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  const id = keyPartProblem(accessKeyId);
  if (id) return l10n.t('The access key id {0}.', id);
  const secret = keyPartProblem(accessKeySecret);
  if (secret) return l10n.t('The access key secret {0}.', secret);
  const token = tokenProblem(securityToken ?? '');
  return token && l10n.t('The security token {0}.', token);
}

function expiryProblem({ expiresAt }: Extract<Login, { kind: 'keys' }>, now: number): string | undefined {
  if (!expiresAt || !(Date.parse(expiresAt) <= now)) return undefined;
  return l10n.t('The temporary access key ended at {0}.', expiresAt);
}
