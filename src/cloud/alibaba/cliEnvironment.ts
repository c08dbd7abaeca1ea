import * as l10n from '@vscode/l10n';
import type { Environment } from '../login.ts';
import { unusableProfile, type Section } from '../profileFile.ts';

/**
 * The variables that the Aliyun CLI looks at when it takes a profile (July 2026, config/configuration.go and
 * config/profile.go): of each row the first that is set, and an empty one is not.
 */
const PROFILE = ['ALIBABACLOUD_PROFILE', 'ALIBABA_CLOUD_PROFILE', 'ALICLOUD_PROFILE'];

/** What the CLI fills in where the profile itself has nothing. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  access_key_id: [
    'ALIBABA_CLOUD_ACCESS_KEY_ID',
    'ALIBABACLOUD_ACCESS_KEY_ID',
    'ALICLOUD_ACCESS_KEY_ID',
    'ACCESS_KEY_ID',
  ],
  access_key_secret: [
    'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    'ALIBABACLOUD_ACCESS_KEY_SECRET',
    'ALICLOUD_ACCESS_KEY_SECRET',
    'ACCESS_KEY_SECRET',
  ],
  sts_token: [
    'ALIBABA_CLOUD_SECURITY_TOKEN',
    'ALIBABACLOUD_SECURITY_TOKEN',
    'ALICLOUD_SECURITY_TOKEN',
    'SECURITY_TOKEN',
  ],
  ram_role_arn: ['ALIBABACLOUD_ROLE_ARN', 'ALIBABA_CLOUD_ROLE_ARN'],
  external_id: ['ALIBABACLOUD_EXTERNAL_ID', 'ALIBABA_CLOUD_EXTERNAL_ID'],
};

/** Variables by which the CLI or the SDKs are told to leave these profiles alone, and the values that tell them. */
const FORBIDDING: Readonly<Record<string, RegExp>> = {
  ALIBABA_CLOUD_IGNORE_PROFILE: /^TRUE$/,
  ALIBABACLOUD_IGNORE_PROFILE: /^TRUE$/,
  ALIBABA_CLOUD_CLI_PROFILE_DISABLED: /^true$/i,
};

const NO_PROGRAMS = 'ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS';

/** The profile that the environment prefers. */
export function preferredProfile(environment: Environment): string | undefined {
  return firstSet(environment, PROFILE);
}

/** A profile with what the environment has for it. */
export function filledIn(profile: Section, environment: Environment): Section {
  const found = Object.entries(MEMBERS).map(([member, names]) => [
    member,
    profile[member] || firstSet(environment, names),
  ]);
  return { ...profile, ...(Object.fromEntries(found) as Section) };
}

/** @throws CloudError `credentials` when the environment says that profiles are not to be used */
export function requireAllowed(environment: Environment): void {
  const [name] = Object.entries(FORBIDDING).find(([key, value]) => value.test(environment[key] ?? '')) ?? [];
  if (name) throw unusableProfile(l10n.t('The environment of VS Code forbids to use profiles ({0}).', name));
}

/** @throws CloudError `credentials` when the environment says that no program may be run for credentials */
export function requireProgramsAllowed(environment: Environment): void {
  if (!/^(1|true)$/i.test(environment[NO_PROGRAMS] ?? '')) return;
  throw unusableProfile(
    l10n.t('The environment of VS Code forbids to run programs for credentials ({0}).', NO_PROGRAMS),
  );
}

function firstSet(environment: Environment, names: readonly string[]): string | undefined {
  return names.map((name) => environment[name]).find(Boolean);
}
