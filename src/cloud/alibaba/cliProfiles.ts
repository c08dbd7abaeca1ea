import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { plainText } from '../../domain/text.ts';
import type { Environment, ProfileFile, Profiles, Recipe } from '../login.ts';
import { noProfile, notSupported, textIn, unusableProfile, type Section } from '../profileFile.ts';
import { filledIn, preferredProfile, requireAllowed, requireProgramsAllowed } from './cliEnvironment.ts';
import { cliRole, modeOf, recipeByKeys } from './cliModes.ts';
import { readPrinted } from './cliProgram.ts';

/** A chain of profiles that is longer than this helps nobody. */
const LONGEST_CHAIN = 5;
/** The profile that the CLI takes where the file names none. */
const USUAL = 'default';

const file = z.object({
  current: z.optional(z.nullable(z.string())),
  profiles: z.array(z.record(z.string(), z.unknown())),
});

/** The Aliyun CLI's configuration: `{ "current": "default", "profiles": [ … ] }`. */
export const cliProfiles: ProfileFile = {
  path: (_environment, home) => join(home, '.aliyun', 'config.json'),
  preferred: preferredProfile,
  parse(text, environment) {
    requireAllowed(environment);
    const read = z.safeParse(file, withMembersInLowerCase(parseJson(text)));
    if (!read.success) throw unusableProfile(l10n.t('It is not a configuration of the Aliyun CLI.'));
    const { current, profiles } = read.data;
    return profilesOf(profiles.map(withMembersInLowerCase), current ?? USUAL, environment);
  },
  readOutput: (output, program) => readPrinted(withMembersInLowerCase(parseJson(output)), program),
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The cause is left out on purpose: it quotes the text.
    return undefined;
  }
}

/** The CLI finds members in whatever case they are; of several it takes the last. */
function withMembersInLowerCase<T>(object: T): T {
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return object;
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name.toLowerCase(), value])) as T;
}

function profilesOf(profiles: readonly Section[], current: string, environment: Environment): Profiles {
  const named = profiles.flatMap((profile) => {
    const name = profile['name'];
    return typeof name === 'string' && name !== '' ? [[name, profile] as const] : [];
  });
  // Of profiles with the same name the CLI takes the first.
  const byName = new Map(named.toReversed());
  return {
    names: [...new Set(named.map(([name]) => name))],
    current,
    recipe: (name) => recipeOf(byName, name, [], environment),
    region: (name) => textIn(byName.get(name) ?? {}, 'region_id'),
  };
}

/** @param chain the profiles that led here, each by its `source_profile` */
function recipeOf(
  profiles: ReadonlyMap<string, Section>,
  name: string,
  chain: readonly string[],
  environment: Environment,
): Recipe {
  const found = profiles.get(name);
  const shown = plainText(name, 60);
  if (!found) throw noProfile(shown);
  if (chain.includes(name) || chain.length >= LONGEST_CHAIN) {
    throw unusableProfile(l10n.t('The profile "{0}" leads back to itself by "source_profile".', shown));
  }
  // The environment fills in the profile itself only, not those that it leads to.
  const profile = chain.length === 0 ? filledIn(found, environment) : found;
  const mode = modeOf(profile);
  switch (mode) {
    case 'ChainableRamRoleArn':
      return cliRole(
        profile,
        recipeOf(profiles, textIn(profile, 'source_profile'), [...chain, name], environment),
      );
    case 'External':
      requireProgramsAllowed(environment);
      return programIn(profile);
    case '':
      throw unusableProfile(l10n.t('The profile "{0}" has neither a mode nor a complete access key.', shown));
    default:
      return recipeByKeys(profile, mode) ?? unsupported(shown, mode);
  }
}

function programIn(profile: Section): Recipe {
  const command = textIn(profile, 'process_command');
  if (command === '') throw unusableProfile(l10n.t('The profile names no "process_command".'));
  return { kind: 'program', command };
}

function unsupported(shown: string, mode: string): never {
  throw notSupported(shown, plainText(mode, 40));
}
