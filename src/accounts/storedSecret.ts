import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import type { Credentials, Login } from '../cloud/login.ts';
import { secretName, type CredentialSource } from './account.ts';
import { refusal } from './refusal.ts';

/** Where secrets are kept. */
export interface SecretStore {
  get(name: string): Promise<string | undefined>;
  store(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
}

/** What is kept of an account: an access key, perhaps a temporary one, or a password. */
export type StoredSecret = (Credentials & { readonly expiresAt?: string }) | { readonly password: string };

const storedKey = z.object({
  accessKeyId: z.string(),
  accessKeySecret: z.string(),
  securityToken: z.optional(z.string()),
  expiresAt: z.optional(z.string()),
});
const storedPassword = z.object({ password: z.string() });

/** Keeps a secret where `readStoredKeys` and `readStoredPassword` find it. */
export function storeSecret(
  accountId: string,
  secret: StoredSecret,
  secrets: Pick<SecretStore, 'store'>,
): Promise<void> {
  return secrets.store(secretName(accountId), JSON.stringify(secret));
}

/** @throws CloudError `credentials` when nothing is stored, or nothing that can be read */
export async function readStoredKeys(accountId: string, secrets: SecretStore): Promise<Login> {
  const { accessKeyId, accessKeySecret, securityToken, expiresAt } = parse(
    storedKey,
    await storedText(accountId, secrets),
  );
  const credentials = { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) };
  return { kind: 'keys', credentials, ...(expiresAt && { expiresAt }) };
}

/** @throws CloudError `credentials` when nothing is stored, or nothing that can be read */
export async function readStoredPassword(
  accountId: string,
  { domain, user }: Extract<CredentialSource, { source: 'password' }>,
  secrets: SecretStore,
): Promise<Login> {
  const { password } = parse(storedPassword, await storedText(accountId, secrets));
  return { kind: 'password', domain, user, password };
}

/** A locked or broken keychain is no cloud's fault and no reason to stop: it is asked again at the next refresh. */
async function storedText(accountId: string, secrets: SecretStore): Promise<string | undefined> {
  try {
    return await secrets.get(secretName(accountId));
  } catch {
    // The cause is left out on purpose: nobody knows what the keychain puts into its message.
    throw refusal(l10n.t('The secret storage of VS Code cannot be read.'));
  }
}

function parse<T>(schema: z.core.$ZodType<T>, json: string | undefined): T {
  if (!json) throw refusal(l10n.t('No credentials are stored for this account.'));
  try {
    return z.parse(schema, JSON.parse(json));
  } catch {
    // The cause is left out on purpose: a parse error quotes what it could not read.
    throw refusal(l10n.t('The stored credentials cannot be read; set them again.'));
  }
}
