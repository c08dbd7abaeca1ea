import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { CloudError } from '../cloud/error.ts';
import type { Credentials } from '../cloud/provider.ts';
import { findProfile } from '../cloud/registry.ts';
import { secretName, type Account } from './account.ts';

/** Where secrets are kept. */
export interface SecretStore {
  get(name: string): Promise<string | undefined>;
  store(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The vendors' sample code reads these, so they are accepted last. */
const SAMPLE_CODE = { accessKeyId: 'CLOUD_SDK_AK', accessKeySecret: 'CLOUD_SDK_SK' } as const;

const stored = z.object({
  accessKeyId: z.string(),
  accessKeySecret: z.string(),
  securityToken: z.optional(z.string()),
});

/**
 * Finds the credentials of an account.
 * @throws CloudError `credentials` when there are none, or they are nothing a cloud could have given
 */
export async function readCredentials(
  account: Account,
  secrets: SecretStore,
  environment: Environment,
): Promise<Credentials> {
  const found = await find(account, secrets, environment);
  const problem = credentialsProblem(found);
  if (problem) throw refusal(problem);
  return found;
}

async function find(account: Account, secrets: SecretStore, environment: Environment): Promise<Credentials> {
  switch (account.credentials.source) {
    case 'given':
      return account.credentials.credentials;
    case 'environment':
      return fromEnvironment(account, environment);
    case 'secretStorage':
      return fromJson(await storedText(account, secrets));
  }
}

/** Keeps credentials where `readCredentials` finds them. */
export function storeCredentials(
  accountId: string,
  credentials: Credentials,
  secrets: SecretStore,
): Promise<void> {
  return secrets.store(secretName(accountId), JSON.stringify(credentials));
}

/** A locked or broken keychain is no cloud's fault and no reason to stop: it is asked again at the next refresh. */
async function storedText(account: Account, secrets: SecretStore): Promise<string | undefined> {
  try {
    return await secrets.get(secretName(account.id));
  } catch {
    // The cause is left out on purpose: nobody knows what the keychain puts into its message.
    throw refusal(l10n.t('The secret storage of VS Code cannot be read.'));
  }
}

function fromJson(json: string | undefined): Credentials {
  if (!json) throw refusal(l10n.t('No credentials are stored for this account.'));
  try {
    const { accessKeyId, accessKeySecret, securityToken } = z.parse(stored, JSON.parse(json));
    return { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) };
  } catch {
    // The cause is left out on purpose: a parse error quotes what it could not read.
    throw refusal(l10n.t('The stored credentials cannot be read; set them again.'));
  }
}

function fromEnvironment({ provider }: Account, environment: Environment): Credentials {
  const names = findProfile(provider)?.environment;
  if (!names) throw refusal(l10n.t('Provider "{0}" is not known.', provider));
  const accessKeyId = environment[names.accessKeyId];
  const accessKeySecret = environment[names.accessKeySecret];
  if (accessKeyId && accessKeySecret) {
    const securityToken = environment[names.securityToken];
    return { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) };
  }
  const sampleId = environment[SAMPLE_CODE.accessKeyId];
  const sampleSecret = environment[SAMPLE_CODE.accessKeySecret];
  if (sampleId && sampleSecret) return { accessKeyId: sampleId, accessKeySecret: sampleSecret };
  throw refusal(
    l10n.t('The environment of VS Code has no {0} and {1}.', names.accessKeyId, names.accessKeySecret),
  );
}

/** What a text must not be to serve as part of an access key; undefined when it may serve. */
export function keyPartProblem(text: string, maxLength = 256): string | undefined {
  if (text === '') return l10n.t('is empty');
  if (text.length > maxLength) return l10n.t('is longer than {0} characters', maxLength);
  if (/\s/.test(text)) return l10n.t('has a space or a line break in it');
  if (!/^[\x21-\x7e]+$/.test(text)) return l10n.t('has characters in it that no access key has');
  return undefined;
}

function credentialsProblem({
  accessKeyId,
  accessKeySecret,
  securityToken,
}: Credentials): string | undefined {
  const id = keyPartProblem(accessKeyId);
  if (id) return l10n.t('The access key id {0}.', id);
  const secret = keyPartProblem(accessKeySecret);
  if (secret) return l10n.t('The access key secret {0}.', secret);
  const token = securityToken && keyPartProblem(securityToken, 16_384);
  return token ? l10n.t('The security token {0}.', token) : undefined;
}

function refusal(message: string): CloudError {
  return new CloudError({ category: 'credentials', message });
}
