import * as l10n from '@vscode/l10n';
import { ALL_REGIONS, type Account } from '../accounts/account.ts';
import { findLogins, type FoundLogin } from '../accounts/discovery.ts';
import { isRegionId } from '../accounts/settings.ts';
import { machinePlaces } from '../host/machine.ts';
import { accountIds, addAccountEntry } from '../host/accountEntries.ts';
import { tell } from '../ui/dialogs/messages.ts';
import { askChoice, askSeveral } from '../ui/pickers/choice.ts';
import { BACK } from '../ui/pickers/frame.ts';
import { askInTurn, type Question } from '../ui/pickers/inTurn.ts';
import { askText } from '../ui/pickers/text.ts';
import type { CommandContext } from './shared/command.ts';
import { askPlace, type Place } from './shared/placeSteps.ts';
import { askForProgram } from './shared/programConsent.ts';
import { sourceOf, tryAt, type SignIn, type Try, type Way } from './shared/signIn.ts';
import { typedSteps } from './shared/signInSteps.ts';
import { keepTyped } from './shared/typedSecret.ts';
import { foundWay, typedWays } from './shared/ways.ts';

interface Answers extends SignIn {
  readonly place?: Place;
  readonly name?: string;
  readonly regions?: readonly string[];
}

/** Asks for an account step by step, proves its credentials at the cloud, and only then saves it. */
export async function addAccount(context: CommandContext): Promise<void> {
  const { inventory, host, secrets, sandbox, memory } = context;
  const fleet = await host.fleet();
  const taken = new Set([...accountIds(), ...inventory.accounts().map(({ id }) => id)]);
  const found = await findLogins(machinePlaces());
  const sandboxOrigin = await sandbox.origin();
  const tryWith = (given: Answers) => {
    const account = accountOf(given, taken);
    return tryAt(fleet, account, (program) => askForProgram(memory, account.name, program));
  };
  const answers = await askInTurn<Answers>(l10n.t('Add Account'), {}, ({ place, way }) => [
    placeQuestion(found, sandboxOrigin),
    ...(place?.way ? [] : [wayQuestion(found)]),
    nameQuestion(tryWith),
    ...(place ? typedSteps<Answers>(place.profile, way, tryWith) : []),
    askRegions,
  ]);
  const { proven, regions } = answers;
  if (!proven || !regions) return;
  const { id, provider, name, credentials, endpoints } = accountOf(answers, taken);
  // The secret first: once the entry is there, every window reads the account.
  if (proven.secret) await keepTyped(id, proven.secret, secrets);
  await addAccountEntry({
    id,
    provider,
    name,
    regions,
    ...(credentials.source !== 'secretStorage' && { credentials }),
    ...(Object.keys(endpoints).length > 0 && { endpoints }),
  });
  tell(l10n.t('Account "{0}" was added. Its instances are being read.', name));
}

/** The account as far as it is known. */
function accountOf(answers: Answers, taken: ReadonlySet<string>): Account {
  const { place, name = '', regions = [] } = answers;
  const { profile, endpoints = {} } = place ?? {};
  const id = freeId(name, taken);
  return {
    id,
    provider: profile?.id ?? '',
    name: name || id,
    regions,
    credentials: sourceOf(answers),
    endpoints,
  };
}

function placeQuestion(found: readonly FoundLogin[], sandboxOrigin: string | undefined): Question<Answers> {
  return async (_given, frame) => {
    const place = await askPlace(frame, found, sandboxOrigin);
    if (place === BACK) return BACK;
    return { place, ...(place.way && { way: place.way, ...nameOf(place.way) }) };
  };
}

/** How to sign in at a cloud that was chosen by itself. */
function wayQuestion(found: readonly FoundLogin[]): Question<Answers> {
  return async (given, frame) => {
    const { place } = given;
    if (!place) return BACK;
    const { profile } = place;
    const here = found.filter(({ provider }) => provider === profile.id);
    const way = await askChoice<Way>(frame, l10n.t('How does the account sign in?'), [
      ...typedWays(profile),
      ...here.map((login) => foundWay(login, '')),
    ]);
    return way === BACK ? BACK : { ...given, way, ...(given.name ? {} : nameOf(way)) };
  };
}

/** A profile's own name is a good one for the account. */
function nameOf(way: Way): Pick<Answers, 'name'> {
  return way.kind === 'found' && way.found.name ? { name: way.found.name } : {};
}

/** Asks for the name; what is signed in with by itself is tried here, since nothing else is asked for. */
function nameQuestion(tryWith: (given: Answers) => Try): Question<Answers> {
  return async (given, frame) => {
    let proven = given.proven;
    const accept = async (text: string, signal: AbortSignal) => {
      if (given.way?.kind !== 'found') return undefined;
      const trial = await tryWith({ ...given, name: text.trim() })(undefined, signal);
      if (typeof trial === 'string') return trial;
      proven = { trial };
      return undefined;
    };
    const name = await askText(frame, {
      prompt: l10n.t('A name for the account, as shown in the tree'),
      placeholder: l10n.t('Such as Production'),
      value: given.name ?? '',
      validate: (text) => (text.trim() === '' ? l10n.t('Enter a name.') : undefined),
      accept,
    });
    return name === BACK ? BACK : { ...given, name: name.trim(), ...(proven && { proven }) };
  };
}

const askRegions: Question<Answers> = async (given, frame) => {
  const { place, proven, way } = given;
  if (!place || !proven) return BACK;
  const { regions: told } = proven.trial;
  const offered = told.length > 0 ? told : place.profile.regions;
  const everywhere = l10n.t('All regions');
  const preferred = way?.kind === 'found' ? way.found.region : '';
  const labels = await askSeveral(
    frame,
    l10n.t('Select regions, or type a region id'),
    [
      { label: everywhere, description: l10n.t('empty ones are hidden') },
      ...offered.map(({ id, name }) => ({ label: id, description: name, picked: id === preferred })),
    ],
    (text) => (isRegionId(text) ? { label: text, description: l10n.t('typed') } : undefined),
  );
  if (labels === BACK) return BACK;
  return { ...given, regions: labels.includes(everywhere) ? [ALL_REGIONS] : labels };
};

/** An id made of the name, which no other entry has. */
function freeId(name: string, taken: ReadonlySet<string>): string {
  const base =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40) || 'account';
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}
