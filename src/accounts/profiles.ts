import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Environment, Login, ProfileFile, Profiles, Recipe } from '../cloud/login.ts';
import { CloudError } from '../cloud/error.ts';
import { loadProvider } from '../cloud/registry.ts';
import { plainText } from '../domain/text.ts';
import type { Account, CredentialSource } from './account.ts';
import { splitCommand } from './commandLine.ts';
import { ProgramNotAllowed, refusal } from './refusal.ts';

type ProfileSource = Extract<CredentialSource, { profile?: string }>;

/** Programs that profiles name: none runs without the user's word. */
export interface Programs {
  isAllowed(command: string): boolean;
  /** @returns what it printed @throws CloudError `credentials` when it failed, quoting nothing of its output */
  run(command: string): Promise<string>;
}

/** Where profile files are looked for. */
export interface Places {
  readonly environment: Environment;
  /** The user's home directory. */
  readonly home: string;
}

/** The path of the file that holds an account's profile. @throws CloudError `credentials` where there is none */
export async function profilePath(
  { provider }: Account,
  { source }: ProfileSource,
  { environment, home }: Places,
): Promise<string> {
  return (await profileFile(provider, source)).path(environment, home);
}

/**
 * Reads a profile and makes a login of it.
 * @throws CloudError `credentials`; it names the file and quotes nothing of it
 */
export async function readProfile(
  account: Account,
  source: ProfileSource,
  places: Places,
  programs: Programs,
): Promise<Login> {
  const file = await profileFile(account.provider, source.source);
  const path = file.path(places.environment, places.home);
  const profiles = await readProfiles(file, path, places);
  const name = source.profile || file.preferred(places.environment) || profiles.current || '';
  const recipe = inFile(path, places.home, () => profiles.recipe(name));
  return follow(recipe, file, programs);
}

/** @throws CloudError `credentials` when the file is not there or cannot be read */
export async function readProfiles(
  file: ProfileFile,
  path: string,
  { environment, home }: Places,
): Promise<Profiles> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const place = shownPath(path, home);
    throw refusal(
      missing ? l10n.t('There is no file {0}.', place) : l10n.t('The file {0} cannot be read.', place),
    );
  }
  // What Windows calls Unicode has a zero byte in every other place.
  if (text.includes('\0'))
    throw refusal(l10n.t('The file {0} is not written in UTF-8.', shownPath(path, home)));
  return inFile(path, home, () => file.parse(text.replace(/^\uFEFF/, ''), environment));
}

/** Runs a reader and names the file in what it throws; the causes are left out, since they may quote it. */
function inFile<T>(path: string, home: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const why = error instanceof CloudError ? error.message : l10n.t('It cannot be read.');
    throw refusal(`${shownPath(path, home)}: ${why}`);
  }
}

/** Turns a recipe into a login, running the program that it may name. */
async function follow(recipe: Recipe, file: ProfileFile, programs: Programs): Promise<Login> {
  if (recipe.kind === 'role') return { ...recipe, from: await follow(recipe.from, file, programs) };
  if (recipe.kind !== 'program') return recipe;
  const { command } = recipe;
  if (!programs.isAllowed(command)) {
    const message = l10n.t('The profile runs a program for its credentials; allow it first: {0}', command);
    throw new ProgramNotAllowed(plainText(message), command);
  }
  if (!file.readOutput) throw refusal(l10n.t('Programs are not supported here.'));
  const [program] = splitCommand(command, process.platform);
  return follow(file.readOutput(await programs.run(command), program), file, programs);
}

async function profileFile(provider: string, source: ProfileSource['source']): Promise<ProfileFile> {
  const file = (await loadProvider(provider)).profileFiles[source];
  if (!file) throw refusal(l10n.t('This cloud has no such profiles.'));
  return file;
}

function shownPath(path: string, home: string): string {
  const below = relative(home, path);
  return plainText(below.startsWith('..') ? path : `~/${below}`, 200);
}
