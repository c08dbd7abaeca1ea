import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { plainText } from '../../domain/text.ts';
import { isoTime } from '../../domain/time.ts';
import type { Recipe } from '../login.ts';
import { unusableProfile, type Section } from '../profileFile.ts';
import { modeOf, recipeByKeys } from './cliModes.ts';

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

/**
 * What the program of a profile of mode External printed: a profile of another mode, which is followed as if it stood
 * in the file. The end of its keys is a member that the vendor's SDKs know.
 * @param printed as JSON, its members in lower case
 * @param program its name, to be shown
 * @throws CloudError `credentials` that quotes nothing of it but the mode
 */
export function readPrinted(printed: unknown, program: string): Recipe {
  const profile = z.safeParse(z.record(z.string(), z.unknown()), printed);
  const mode = profile.success ? modeOf(profile.data) : '';
  if (!profile.success || mode === '')
    throw unusableProfile(l10n.t('The program did not print credentials.'));
  const recipe = recipeByKeys(profile.data, mode);
  if (recipe) return endingAt(recipe, expirationIn(profile.data));
  throw unusableProfile(
    l10n.t(
      'The program {0} printed a profile of mode {1}, which is not supported here.',
      plainText(program, 100),
      plainText(mode, 40),
    ),
  );
}

/** When the printed keys end, ISO 8601 UTC; undefined when the program did not tell. */
function expirationIn(profile: Section): string | undefined {
  const expiration = profile['expiration'] ?? '';
  if (expiration === '') return undefined;
  const milliseconds =
    typeof expiration === 'string' && RFC_3339.test(expiration) ? Date.parse(expiration) : NaN;
  if (!Number.isNaN(milliseconds)) return isoTime(milliseconds);
  throw unusableProfile(
    l10n.t(
      'The program printed an "expiration" that is no time with a time zone, such as {0}.',
      '2026-01-31T18:00:00Z',
    ),
  );
}

function endingAt(recipe: Recipe, expiresAt: string | undefined): Recipe {
  if (!expiresAt) return recipe;
  if (recipe.kind === 'role') return { ...recipe, from: endingAt(recipe.from, expiresAt) };
  return recipe.kind === 'keys' ? { ...recipe, expiresAt } : recipe;
}
