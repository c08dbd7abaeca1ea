import type { Recipe } from '../login.ts';
import { keysIn, sessionKeysIn, textIn, type Section } from '../profileFile.ts';
import { roleIn } from './profileRole.ts';

const KEY = { accessKeyId: 'access_key_id', accessKeySecret: 'access_key_secret' };
const SESSION_KEY = { ...KEY, securityToken: 'sts_token' };

/**
 * The mode of a profile of the Aliyun CLI; where it names none, what the CLI makes of the members that are filled in
 * (config/profile.go, AutoModeRecognition), in its order. Empty when they tell nothing.
 */
export function modeOf(profile: Section): string {
  const has = (...members: string[]) => members.every((member) => textIn(profile, member) !== '');
  const named = textIn(profile, 'mode');
  if (named) return named;
  if (has('access_key_id', 'access_key_secret')) {
    if (has('sts_token')) return 'StsToken';
    return has('ram_role_arn') ? 'RamRoleArn' : 'AK';
  }
  if (has('private_key', 'key_pair_name')) return 'RsaKeyPair';
  if (has('ram_role_name')) return 'EcsRamRole';
  if (has('process_command')) return 'External';
  if (has('oidc_provider_arn', 'oidc_token_file', 'ram_role_arn')) return 'OIDC';
  if (has('cloud_sso_sign_in_url')) return 'CloudSSO';
  return has('bearer_token') ? 'BearerToken' : '';
}

/** What a profile gives whose mode rests on the access key in it; undefined for the other modes. */
export function recipeByKeys(profile: Section, mode: string): Recipe | undefined {
  switch (mode) {
    case 'AK':
      return keysIn(profile, KEY);
    case 'StsToken':
      return sessionKeysIn(profile, SESSION_KEY);
    case 'RamRoleArn':
      return cliRole(profile, keysIn(profile, SESSION_KEY));
    default:
      return undefined;
  }
}

/** The role that a profile names, to be assumed from what `from` gives. */
export function cliRole(profile: Section, from: Recipe): Recipe {
  return roleIn(profile, from, {
    roleArn: 'ram_role_arn',
    sessionName: 'ram_session_name',
    externalId: 'external_id',
    policy: 'policy',
    seconds: 'expired_seconds',
    region: 'sts_region',
  });
}
