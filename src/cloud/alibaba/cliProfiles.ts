import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { plainText } from '../../domain/text.ts';
import { keysIn, noProfile, notSupported, textIn, unusableProfile, type Section } from '../profileFile.ts';
import type { ProfileFile, Profiles, Recipe } from '../login.ts';
import { roleIn } from './profileRole.ts';

const KEY = { accessKeyId: 'access_key_id', accessKeySecret: 'access_key_secret' };
const SESSION_KEY = { ...KEY, securityToken: 'sts_token' };

/** A chain of profiles that is longer than this helps nobody. */
const LONGEST_CHAIN = 5;

const file = z.object({
  current: z.optional(z.string()),
  profiles: z.array(z.record(z.string(), z.unknown())),
});

/** The Aliyun CLI's configuration: `{ "current": "default", "profiles": [ … ] }`. */
export const cliProfiles: ProfileFile = {
  path: (_environment, home) => join(home, '.aliyun', 'config.json'),
  preferred: (environment) => environment['ALIBABA_CLOUD_PROFILE'],
  parse(text) {
    const read = z.safeParse(file, parseJson(text));
    if (!read.success) throw unusableProfile(l10n.t('It is not a configuration of the Aliyun CLI.'));
    const { current, profiles } = read.data;
    return profilesOf(new Map(profiles.map((profile) => [textIn(profile, 'name'), profile])), current);
  },
  /** The program prints a profile of mode AK or StsToken. */
  readOutput(output) {
    const profile = z.safeParse(z.record(z.string(), z.unknown()), parseJson(output));
    if (profile.success) return keysIn(profile.data, SESSION_KEY);
    throw unusableProfile(l10n.t('The program did not print credentials.'));
  },
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The cause is left out on purpose: it quotes the text.
    return undefined;
  }
}

function profilesOf(profiles: ReadonlyMap<string, Section>, current: string | undefined): Profiles {
  return {
    names: [...profiles.keys()].filter(Boolean),
    current,
    recipe: (name) => recipeOf(profiles, name, []),
    region: (name) => textIn(profiles.get(name) ?? {}, 'region_id'),
  };
}

/** @param chain the profiles that led here, each by its `source_profile` */
function recipeOf(profiles: ReadonlyMap<string, Section>, name: string, chain: readonly string[]): Recipe {
  const profile = profiles.get(name);
  const shown = plainText(name, 60);
  if (!profile) throw noProfile(shown);
  if (chain.includes(name) || chain.length >= LONGEST_CHAIN) {
    throw unusableProfile(l10n.t('The profile "{0}" leads back to itself by "source_profile".', shown));
  }
  const mode = textIn(profile, 'mode') || 'AK';
  switch (mode) {
    case 'AK':
      return keysIn(profile, KEY);
    case 'StsToken':
      return keysIn(profile, SESSION_KEY);
    case 'RamRoleArn':
      return roleIn(profile, keysIn(profile, SESSION_KEY));
    case 'ChainableRamRoleArn':
      return roleIn(profile, recipeOf(profiles, textIn(profile, 'source_profile'), [...chain, name]));
    case 'External':
      return programIn(profile);
    default:
      throw notSupported(shown, plainText(mode, 40));
  }
}

function programIn(profile: Section): Recipe {
  const command = textIn(profile, 'process_command');
  if (command === '') throw unusableProfile(l10n.t('The profile names no "process_command".'));
  return { kind: 'program', command };
}
