import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { FoundLogin } from '../../accounts/discovery.ts';
import { describeOrigin } from '../../accounts/originProblem.ts';
import { checkOrigin } from '../../cloud/origin.ts';
import type { ProviderProfile } from '../../cloud/profile.ts';
import { findProfile, PROFILES } from '../../cloud/registry.ts';
import { askChoice, type Choice } from '../../ui/pickers/choice.ts';
import { BACK, type Frame } from '../../ui/pickers/frame.ts';
import { askText } from '../../ui/pickers/text.ts';
import type { Way } from './signIn.ts';
import { foundWay } from './ways.ts';

/** Where an account is: a cloud, at its own addresses or at others. */
export interface Place {
  readonly profile: ProviderProfile;
  readonly endpoints: Readonly<Record<string, string>>;
  /** How it signs in, when that was chosen along with the place. */
  readonly way?: Way;
}

interface Chosen {
  readonly profile: ProviderProfile;
  /** Of all its services; undefined for the public ones, empty when they are to be asked for. */
  readonly origin?: string;
  readonly way?: Way;
}

/**
 * Asks where the account is. What was found on this machine comes first: it says where by itself.
 * @param sandboxOrigin where the sandbox listens, while it is open
 */
export async function askPlace(
  frame: Frame,
  found: readonly FoundLogin[],
  sandboxOrigin: string | undefined,
): Promise<Place | typeof BACK> {
  for (;;) {
    const chosen = await askChoice<Chosen>(frame, l10n.t('Which cloud?'), [
      ...group(l10n.t('found on this machine'), found.flatMap(choiceOfFound)),
      ...group(l10n.t('clouds'), clouds('', undefined)),
      ...(sandboxOrigin ? group(l10n.t('sandbox'), clouds(l10n.t('in the sandbox'), sandboxOrigin)) : []),
      ...group(l10n.t('private clouds'), clouds(l10n.t('at my own endpoints…'), '')),
    ]);
    if (chosen === BACK) return BACK;
    const { profile, origin, way } = chosen;
    const endpoints = origin === '' ? await askEndpoints(frame, profile) : allAt(profile, origin);
    if (endpoints !== BACK) return { profile, endpoints, ...(way && { way }) };
  }
}

function group(label: string, choices: readonly Choice<Chosen>[]): (Choice<Chosen> | vscode.QuickPickItem)[] {
  return choices.length > 0 ? [{ label, kind: vscode.QuickPickItemKind.Separator }, ...choices] : [];
}

function choiceOfFound(found: FoundLogin): Choice<Chosen>[] {
  const profile = findProfile(found.provider);
  if (!profile) return [];
  const { value: way, ...words } = foundWay(found, profile.name);
  return [{ ...words, value: { profile, way } }];
}

function clouds(description: string, origin: string | undefined): Choice<Chosen>[] {
  return PROFILES.map((profile) => ({
    label: profile.name,
    description,
    value: { profile, ...(origin !== undefined && { origin }) },
  }));
}

function allAt(profile: ProviderProfile, origin: string | undefined): Record<string, string> {
  return origin ? Object.fromEntries(profile.endpoints.map((service) => [service, origin])) : {};
}

/** One question for each service; an empty answer leaves the cloud's own address. */
async function askEndpoints(
  frame: Frame,
  profile: ProviderProfile,
): Promise<Record<string, string> | typeof BACK> {
  const services = profile.endpoints;
  const texts: string[] = [];
  for (let at = 0; at < services.length;) {
    const service = services[at] ?? '';
    const text = await askText(
      { ...frame, canGoBack: true },
      {
        prompt: l10n.t('Endpoint of {0}; leave empty for the public one', service),
        placeholder: 'https://…',
        value: texts[at] ?? texts[at - 1] ?? '',
        validate: (value) => endpointProblem(service, value, profile.domain),
      },
    );
    if (text !== BACK) texts[at] = text;
    at += text === BACK ? -1 : 1;
    if (at < 0) return BACK;
  }
  const given = services.map((service, at) => [service, texts[at] ?? ''] as const);
  return Object.fromEntries(given.filter(([, text]) => text !== ''));
}

function endpointProblem(service: string, text: string, domain: string): string | undefined {
  if (text === '') return undefined;
  const checked = checkOrigin(text, domain);
  return 'problem' in checked ? describeOrigin(service, checked.problem) : undefined;
}
