import * as l10n from '@vscode/l10n';
import type { Login } from '../cloud/login.ts';

/** The longest token that a cloud documents (Huawei Cloud's `X-Auth-Token`), in characters. */
const LONGEST_TOKEN = 102_400;

/**
 * Why a text cannot be part of an access key, in a sentence; undefined when it can.
 * @param part what people call that part
 */
export function keyPartProblem(part: string, text: string, maxLength = 256): string | undefined {
  if (text === '') return l10n.t('{0} is empty.', part);
  if (text.length > maxLength) return l10n.t('{0} is longer than {1} characters.', part, maxLength);
  if (/\s/.test(text)) return l10n.t('{0} has a space or a line break in it.', part);
  if (!/^[\x21-\x7e]+$/.test(text)) return l10n.t('{0} has characters in it that no access key has.', part);
  return undefined;
}

/** Why a text cannot be a session token, in a sentence; an empty one is none. */
export function tokenProblem(part: string, text: string): string | undefined {
  return text === '' ? undefined : keyPartProblem(part, text, LONGEST_TOKEN);
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
  return (
    keyPartProblem(l10n.t('The access key id'), accessKeyId) ??
    keyPartProblem(l10n.t('The access key secret'), accessKeySecret) ??
    tokenProblem(l10n.t('The security token'), securityToken ?? '')
  );
}

function expiryProblem({ expiresAt }: Extract<Login, { kind: 'keys' }>, now: number): string | undefined {
  if (!expiresAt || !(Date.parse(expiresAt) <= now)) return undefined;
  return l10n.t('The temporary access key ended at {0}.', expiresAt);
}
