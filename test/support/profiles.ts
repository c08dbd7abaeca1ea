/** What profile files on a machine give: the files of a home directory that goes with the test. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Account, CredentialSource } from '../../src/accounts/account.ts';
import { readLogin, type LoginSources } from '../../src/accounts/logins.ts';
import type { Environment } from '../../src/cloud/login.ts';
import { loginSources, makeHome } from './logins.ts';

export const KEY = { access_key_id: 'IdNotReal', access_key_secret: 'SecretNotReal' };
export const KEYS = {
  kind: 'keys',
  credentials: { accessKeyId: 'IdNotReal', accessKeySecret: 'SecretNotReal' },
} as const;
export const SESSION = { ...KEYS, credentials: { ...KEYS.credentials, securityToken: 'TokenNotReal' } };
export const ROLE = 'acs:ram::1234567890123456:role/auditor';

export function account(provider: string, credentials: CredentialSource): Account {
  return { id: 'one', provider, name: 'One', regions: ['cn-hangzhou'], credentials, endpoints: {} };
}

/** A home directory with one file in it. */
export function homeWith(t: TestContext, path: string, text: string): string {
  const home = makeHome();
  t.after(() => {
    rmSync(home, { recursive: true, force: true });
  });
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), text);
  return home;
}

/** What a profile of the Aliyun CLI's configuration gives. */
export function readCli(
  t: TestContext,
  configuration: object | string,
  profile?: string,
  differences: Partial<LoginSources> = {},
) {
  const text = typeof configuration === 'string' ? configuration : JSON.stringify(configuration);
  const home = homeWith(t, '.aliyun/config.json', text);
  const source = { source: 'cliProfile', ...(profile && { profile }) } as const;
  return readLogin(account('alibaba', source), loginSources({ home, ...differences }), 0);
}

/** What a profile of the file that a cloud's SDKs share gives. */
export function readShared(
  t: TestContext,
  provider: 'alibaba' | 'huawei',
  text: string,
  profile?: string,
  environment: Environment = {},
) {
  const folder = provider === 'alibaba' ? '.alibabacloud' : '.huaweicloud';
  const home = homeWith(t, `${folder}/credentials`, text);
  const source = { source: 'sharedFile', ...(profile && { profile }) } as const;
  return readLogin(account(provider, source), loginSources({ home, environment }), 0);
}

/** A refusal is one of credentials, says why, and quotes nothing secret. */
export async function refused(reading: Promise<unknown>, message: RegExp): Promise<void> {
  await assert.rejects(reading, (error: Error & { category?: string }) => {
    assert.equal(error.category, 'credentials');
    assert.match(error.message, message);
    const shown = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join();
    assert.doesNotMatch(shown, /SecretNotReal|TokenNotReal/);
    return true;
  });
}
