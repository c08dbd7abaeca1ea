import * as vscode from 'vscode';
import { storeCredentials } from '../accounts/credentials.ts';
import type { Account } from '../accounts/account.ts';
import { describeOrigin, isRegionId } from '../accounts/settings.ts';
import { checkOrigin } from '../cloud/origin.ts';
import type { ProviderProfile } from '../cloud/provider.ts';
import { PROFILES } from '../cloud/registry.ts';
import { secretStore } from '../host/secrets.ts';
import { accountIds, addAccountEntry } from '../host/settings.ts';
import type { Fleet } from '../inventory/fleet.ts';
import { askChoice, askInTurn, askSeveral, askText, BACK, type Frame } from '../ui/steps.ts';
import type { CommandContext } from './command.ts';
import { askKeyId, askSecret, type Proven } from './credentialSteps.ts';

/** Where an account is: a cloud, at its own addresses or at others. */
interface Place {
  readonly profile: ProviderProfile;
  readonly endpoints: Readonly<Record<string, string>>;
}

interface Answers {
  readonly place?: Place;
  readonly name?: string;
  readonly accessKeyId?: string;
  readonly proven?: Proven;
  readonly regions?: readonly string[];
}

/** Asks for an account step by step, proves its credentials at the cloud, and only then saves it. */
export async function addAccount({ inventory, host, secrets, sandbox }: CommandContext): Promise<void> {
  const fleet = await host.fleet();
  const taken = new Set([...accountIds(), ...inventory.accounts().map(({ id }) => id)]);
  const sandboxOrigin = await sandbox.origin();
  const { place, name, proven, regions } = await askInTurn<Answers>(vscode.l10n.t('Add Account'), {}, [
    (given, frame) => askPlace(given, frame, sandboxOrigin),
    askName,
    askAccessKey,
    (given, frame) => askAccessSecret(given, frame, fleet, freeId(given.name ?? '', taken)),
    askRegions,
  ]);
  if (!place || !name || !proven || !regions) return;
  const id = freeId(name, taken);
  const { profile, endpoints } = place;
  // The secret first: once the entry is there, every window reads the account.
  await storeCredentials(id, proven.credentials, secretStore(secrets));
  const own = Object.keys(endpoints).length > 0 ? { endpoints } : {};
  await addAccountEntry({ id, provider: profile.id, name, regions, ...own });
}

async function askPlace(
  given: Answers,
  frame: Frame,
  sandboxOrigin?: string,
): Promise<Answers | typeof BACK> {
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const choices = (suffix: string, origin: string | undefined) =>
    PROFILES.map((profile) => ({ label: profile.name, description: suffix, value: { profile, origin } }));
  const chosen = await askChoice(frame, vscode.l10n.t('Which cloud?'), [
    ...choices('', undefined),
    ...(sandboxOrigin
      ? [separator(vscode.l10n.t('sandbox')), ...choices(vscode.l10n.t('in the sandbox'), sandboxOrigin)]
      : []),
    separator(vscode.l10n.t('private clouds')),
    ...choices(vscode.l10n.t('at my own endpoints…'), ''),
  ]);
  if (chosen === BACK) return BACK;
  const { profile, origin } = chosen;
  const endpoints = origin === '' ? await askEndpoints(frame, profile) : allAt(profile, origin);
  return endpoints === BACK ? BACK : { ...given, place: { profile, endpoints } };
}

function allAt(profile: ProviderProfile, origin: string | undefined): Record<string, string> {
  return origin ? Object.fromEntries(profile.endpoints.map((service) => [service, origin])) : {};
}

/** One question for each service; an empty answer leaves the cloud's own address. */
async function askEndpoints(
  frame: Frame,
  profile: ProviderProfile,
): Promise<Record<string, string> | typeof BACK> {
  const endpoints: Record<string, string> = {};
  for (const service of profile.endpoints) {
    const text = await askText(frame, {
      prompt: vscode.l10n.t('Endpoint of {0}; leave empty for the public one', service),
      placeholder: 'https://…',
      value: Object.values(endpoints).at(-1) ?? '',
      validate: (value) => endpointProblem(service, value, profile.domain),
    });
    if (text === BACK) return BACK;
    if (text !== '') endpoints[service] = text;
  }
  return endpoints;
}

function endpointProblem(service: string, text: string, domain: string): string | undefined {
  if (text === '') return undefined;
  const checked = checkOrigin(text, domain);
  return 'problem' in checked ? describeOrigin(service, checked.problem) : undefined;
}

async function askName(given: Answers, frame: Frame): Promise<Answers | typeof BACK> {
  const name = await askText(frame, {
    prompt: vscode.l10n.t('A name for the account, as it is shown in the tree'),
    placeholder: vscode.l10n.t('Production'),
    value: given.name ?? '',
    validate: (text) => (text.trim() === '' ? vscode.l10n.t('Type a name.') : undefined),
  });
  return name === BACK ? BACK : { ...given, name: name.trim() };
}

async function askAccessKey(given: Answers, frame: Frame): Promise<Answers | typeof BACK> {
  if (!given.place) return BACK;
  const accessKeyId = await askKeyId(frame, given.place.profile, given.accessKeyId);
  return accessKeyId === BACK ? BACK : { ...given, accessKeyId };
}

async function askAccessSecret(
  given: Answers,
  frame: Frame,
  fleet: Fleet,
  id: string,
): Promise<Answers | typeof BACK> {
  const { place, name = id, accessKeyId } = given;
  if (!place || !accessKeyId) return BACK;
  const proven = await askSecret(frame, place.profile, fleet, trialAccount(place, id, name), accessKeyId);
  return proven === BACK ? BACK : { ...given, proven };
}

/** The account as far as it is known, to try the credentials with. */
function trialAccount({ profile, endpoints }: Place, id: string, name: string): Account {
  return {
    id,
    provider: profile.id,
    name,
    regions: [],
    credentials: { source: 'secretStorage' },
    endpoints,
  };
}

async function askRegions(given: Answers, frame: Frame): Promise<Answers | typeof BACK> {
  const { place, proven } = given;
  if (!place || !proven) return BACK;
  const offered = proven.regions.length > 0 ? proven.regions : place.profile.regions;
  const regions = await askSeveral(
    frame,
    vscode.l10n.t('Regions to look in; one that is not listed can be typed'),
    offered.map(({ id, name }) => ({ label: id, description: name })),
    (text) => (isRegionId(text) ? { label: text, description: vscode.l10n.t('as typed') } : undefined),
  );
  return regions === BACK ? BACK : { ...given, regions };
}

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
