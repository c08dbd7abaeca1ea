import * as l10n from '@vscode/l10n';
import { SESSION_NAME, type Login } from '../cloud/login.ts';
import { findProfile } from '../cloud/registry.ts';
import { rootSource, type Account, type CredentialSource } from './account.ts';
import { readEnvironment } from './environment.ts';
import { loginProblem } from './keyParts.ts';
import { profilePath, readProfile, type Places, type Programs } from './profiles.ts';
import { refusal } from './refusal.ts';
import { readStoredKeys, readStoredPassword, type SecretStore } from './storedSecret.ts';

/** Where logins are looked for. */
export interface LoginSources extends Places {
  readonly secrets: SecretStore;
  readonly programs: Programs;
}

/**
 * Finds what an account signs in with; nothing is copied anywhere.
 * @param now milliseconds since 1970
 * @throws CloudError `credentials` when there is nothing, or it is nothing a cloud could have given, or it has ended
 */
export async function readLogin(account: Account, sources: LoginSources, now: number): Promise<Login> {
  const login = await find(account, account.credentials, sources);
  const problem = loginProblem(login, now);
  if (problem) throw refusal(problem);
  return login;
}

async function find(account: Account, source: CredentialSource, sources: LoginSources): Promise<Login> {
  switch (source.source) {
    case 'given':
      return { kind: 'keys', credentials: source.credentials };
    case 'secretStorage':
      return readStoredKeys(account.id, sources.secrets);
    case 'password':
      return readStoredPassword(account.id, source, sources.secrets);
    case 'environment':
      return fromEnvironment(account, sources);
    case 'cliProfile':
    case 'sharedFile':
      return readProfile(account, source, sources, sources.programs);
    case 'assumeRole': {
      const { roleArn, sessionName = SESSION_NAME, externalId } = source;
      const role = { roleArn, sessionName, ...(externalId && { externalId }) };
      return { kind: 'role', role, from: await find(account, source.from, sources) };
    }
  }
}

function fromEnvironment({ provider }: Account, { environment }: LoginSources): Login {
  const profile = findProfile(provider);
  if (!profile) throw refusal(l10n.t('Provider "{0}" is not known.', provider));
  return readEnvironment(profile, environment);
}

/** The file that an account's login comes from, if it comes from one. */
export async function loginFile(account: Account, places: Places): Promise<string | undefined> {
  const source = rootSource(account.credentials);
  if (source.source !== 'cliProfile' && source.source !== 'sharedFile') return undefined;
  return profilePath(account, source, places);
}
