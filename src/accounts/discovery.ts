import type { ProviderId } from '../domain/instance.ts';
import type { ProfileFile, ProfileSource, Recipe } from '../cloud/login.ts';
import { loadProvider, PROFILES } from '../cloud/registry.ts';
import { CloudError } from '../cloud/error.ts';
import { shortKeyId } from '../cloud/transport/redact.ts';
import { plainText } from '../domain/text.ts';
import type { CredentialSource } from './account.ts';
import { readEnvironment } from './environment.ts';
import { readProfiles, type Places } from './profiles.ts';

/** Something on this machine that an account could sign in with. Of its key only the tail is told. */
export interface FoundLogin {
  readonly provider: ProviderId;
  readonly source: CredentialSource;
  /** The profile's name; empty for the environment. */
  readonly name: string;
  /** The tail of its access key's id; empty when that is not known beforehand. */
  readonly key: string;
  /** The region that the profile names; empty without one. */
  readonly region: string;
}

/** Looks for logins in the environment and in the files of the clouds' own tools; nothing of them is kept or sent. */
export async function findLogins(places: Places): Promise<FoundLogin[]> {
  const found = await Promise.all(
    PROFILES.map(async (profile) => {
      const { profileFiles } = await loadProvider(profile.id);
      const files = Object.entries(profileFiles) as [ProfileSource, ProfileFile][];
      const inFiles = await Promise.all(
        files.map(([source, file]) => inFile(profile.id, source, file, places)),
      );
      return [...inEnvironment(profile, places), ...inFiles.flat()];
    }),
  );
  return found.flat();
}

function inEnvironment(profile: (typeof PROFILES)[number], { environment }: Places): FoundLogin[] {
  const recipe = attempt(() => readEnvironment(profile, environment));
  if (!recipe) return [];
  const source = { source: 'environment' } as const;
  return [{ provider: profile.id, source, name: '', key: keyOf(recipe), region: '' }];
}

async function inFile(
  provider: ProviderId,
  source: ProfileSource,
  file: ProfileFile,
  places: Places,
): Promise<FoundLogin[]> {
  const path = file.path(places.environment, places.home);
  const profiles = await readProfiles(file, path, places).catch(() => undefined);
  return (profiles?.names ?? []).flatMap((name) => {
    const recipe = attempt(() => profiles?.recipe(name));
    if (!recipe) return [];
    const region = plainText(attempt(() => profiles?.region(name)) ?? '', 40);
    return [{ provider, source: { source, profile: name }, name, key: keyOf(recipe), region }];
  });
}

/** What cannot be used is not offered; it says why where it is configured. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CloudError) return undefined;
    throw error;
  }
}

function keyOf(recipe: Recipe): string {
  if (recipe.kind === 'role') return keyOf(recipe.from);
  return recipe.kind === 'keys' ? plainText(shortKeyId(recipe.credentials.accessKeyId), 10) : '';
}
