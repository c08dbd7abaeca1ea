import * as l10n from '@vscode/l10n';
import { findGuide } from '../cloud/guides.ts';
import { findProfile } from '../cloud/registry.ts';
import type { EncryptionState } from '../domain/encryption.ts';
import type { LeftOut, Named, Planned } from './named.ts';
import { plural } from './plural.ts';
import { instanceCount, shownCount } from './words.ts';

/** The one question before a change. */
export interface Confirmation {
  readonly title: string;
  readonly detail: string;
  /** The button that makes the change. */
  readonly verb: string;
  /** What cannot be taken back, a line each. */
  readonly effects: readonly string[];
  /** Where a cloud can never undo it: what has to be typed besides. */
  readonly typed?: Typed;
}

export interface Typed {
  readonly prompt: string;
  readonly wanted: string;
  /** Said of anything else. */
  readonly refusal: string;
}

/** As many as these have a line of their own; more are grouped in the dialog, and have their lines in the review. */
const MOST_LINES = 10;
/** As many of a group are named in the dialog: nobody reads more there. */
const MOST_NAMES = 50;

/** Which instances of which account, with which key, and what cannot be taken back. */
export function confirmationOf(
  change: 'enable' | 'disable',
  planned: readonly Planned[],
  leftOut: readonly LeftOut[],
): Confirmation {
  const effects = effectsOf(change, planned);
  const detail = [
    ...describeAll(planned),
    '',
    ...effects,
    ...(leftOut.length > 0 ? ['', l10n.t('Not included:')] : []),
    ...describeLeftOut(leftOut),
  ].join('\n');
  const typed = typedFor(planned);
  return {
    title: change === 'enable' ? enableQuestion(planned) : disableQuestion(planned),
    detail,
    verb: change === 'enable' ? l10n.t('Enable') : l10n.t('Disable'),
    effects,
    ...(typed && { typed }),
  };
}

function enableQuestion(planned: readonly Planned[]): string {
  const [first] = planned;
  const count = shownCount(planned.length);
  return plural(planned.length, {
    one: l10n.t(
      'Enable backup encryption on "{0}" in the account "{1}"?',
      first?.instance.name ?? '',
      first?.account ?? '',
    ),
    other: l10n.t('Enable backup encryption on {0} instances?', count),
  });
}

function disableQuestion(planned: readonly Planned[]): string {
  const [first] = planned;
  const count = shownCount(planned.length);
  return plural(planned.length, {
    one: l10n.t(
      'Disable backup encryption on "{0}" in the account "{1}"?',
      first?.instance.name ?? '',
      first?.account ?? '',
    ),
    other: l10n.t('Disable backup encryption on {0} instances?', count),
  });
}

/** What a hand that types Enter twice cannot type by accident: the name of the one instance, else how many there are. */
function typedFor(planned: readonly Planned[]): Typed | undefined {
  if (!planned.some(isForEver)) return undefined;
  const [first] = planned;
  const { name = '' } = first?.instance ?? {};
  const count = shownCount(planned.length);
  return {
    wanted: planned.length === 1 ? name : count,
    prompt: plural(planned.length, {
      one: l10n.t('This can never be switched off again. Type the name of the instance: {0}', name),
      other: l10n.t('This can never be switched off again. Type the number of instances: {0}', count),
    }),
    refusal: plural(planned.length, {
      one: l10n.t('This is not the name of the instance.'),
      other: l10n.t('This is not the number of instances.'),
    }),
  };
}

function isForEver({ instance }: Named): boolean {
  return findProfile(instance.provider)?.isOneWay !== false;
}

/** Each on its line below its account and cloud; many by what they get, with their names. */
function describeAll(planned: readonly Planned[]): string[] {
  if (planned.length > MOST_LINES) {
    return alike(planned, groupWords).flatMap(({ text, items }) => [
      `${instanceCount(items.length)}: ${text}`,
      namesOf(items),
    ]);
  }
  return alike(planned, ownerOf).flatMap(({ text, items }) => [`${text}:`, ...items.map(describePlanned)]);
}

function ownerOf({ instance, account }: Named): string {
  return l10n.t('Account "{0}", {1}', account, findProfile(instance.provider)?.name ?? instance.provider);
}

function groupWords({ instance, account, key }: Planned): string {
  const place = `${ownerOf({ instance, account })}, ${instance.region}`;
  return key ? l10n.t('{0} with {1}', place, key) : place;
}

function describePlanned({ instance: { name, id, region }, key }: Planned): string {
  const place = name === id ? `${id}, ${region}` : `${name} (${id}, ${region})`;
  return key ? l10n.t('{0} with {1}', place, key) : place;
}

/** Each with its reason; of many, how many have which. */
export function describeLeftOut(leftOut: readonly LeftOut[]): string[] {
  if (leftOut.length <= MOST_LINES) return leftOut.map(({ instance, why }) => `${instance.name}: ${why}`);
  return alike(leftOut, ({ why }) => why).map(({ text, items }) => `${instanceCount(items.length)}: ${text}`);
}

/** Those of which the same is said, together. */
function alike<Item>(items: readonly Item[], describe: (item: Item) => string) {
  return [...Map.groupBy(items, describe)].map(([text, members]) => ({ text, items: members }));
}

function namesOf(planned: readonly Planned[]): string {
  const names = planned.slice(0, MOST_NAMES).map(({ instance }) => instance.name);
  const rest = planned.length - names.length;
  return [...names, ...(rest > 0 ? [l10n.t('and {0} more', shownCount(rest))] : [])].join(', ');
}

/** The lasting effects, by provider when there are several. */
function effectsOf(change: 'enable' | 'disable', planned: readonly Planned[]): string[] {
  const providers = [...new Set(planned.map(({ instance }) => instance.provider))];
  return providers.flatMap((id) => {
    const [profile, guide] = [findProfile(id), findGuide(id)];
    if (!profile || !guide) return [];
    const effects = guide.lastingEffects(change, stateOf(planned, id)).map((effect) => `• ${effect}`);
    return providers.length > 1 ? [`${profile.name}:`, ...effects] : effects;
  });
}

/** What all instances of a cloud are before the change; undefined where they differ. */
function stateOf(planned: readonly Planned[], provider: string): EncryptionState | undefined {
  const own = planned.filter(({ instance }) => instance.provider === provider);
  const [state, another] = new Set(own.map(({ record }) => record?.encryption.state));
  return another ? undefined : state;
}

/** The question before the cloud's service-linked role is created, which is a change of the account. */
export function roleConfirmation(
  role: string,
  account: string,
): Pick<Confirmation, 'title' | 'detail' | 'verb'> & { readonly refusal: string } {
  return {
    title: l10n.t('Create the role "{0}" in the account "{1}"?', role, account),
    detail: l10n.t(
      'The database service needs this service-linked role to use your own keys, and the account does not have it. The role lets the service list the keys and use those tagged for backup encryption. It remains until someone deletes it.',
    ),
    verb: l10n.t('Create Role'),
    refusal: l10n.t('Do Not Create'),
  };
}
