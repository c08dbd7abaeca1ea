import * as vscode from 'vscode';
import type { ServiceRole } from '../../cloud/provider.ts';
import { findProfile } from '../../cloud/registry.ts';
import type { Instance } from '../../domain/instance.ts';
import type { GeneratedTexts } from '../generatedTexts.ts';
import { instanceCount } from '../tree/groupAppearance.ts';
import { readReview } from './review.ts';

/** One instance that a change is about, and the key for it. */
export interface Planned {
  readonly instance: Instance;
  /** In words: the key's alias and id, or that the cloud chooses one. */
  readonly key?: string;
}

export interface LeftOut {
  readonly instance: Instance;
  readonly why: string;
}

/** As many as these have a line of their own; more are grouped in the dialog, and have their lines in the review. */
const MOST_LINES = 10;
/** As many of a group are named in the dialog: nobody reads more there. */
const MOST_NAMES = 50;

/**
 * The one question before any change: which instances, which key, and what cannot be taken back. Where there are too
 * many for a dialog, it offers a review of all of them, and asks again afterwards.
 */
export async function confirmChange(
  change: 'enable' | 'disable',
  planned: readonly Planned[],
  leftOut: readonly LeftOut[],
  texts: GeneratedTexts,
): Promise<boolean> {
  const verb = change === 'enable' ? vscode.l10n.t('Enable') : vscode.l10n.t('Disable');
  const show = vscode.l10n.t('Show Review');
  const title = question(change, planned);
  const effects = effectsOf(change, planned);
  const detail = [
    ...describeAll(planned),
    '',
    ...effects,
    ...(leftOut.length > 0 ? ['', vscode.l10n.t('Left out:')] : []),
    ...describeLeftOut(leftOut),
  ].join('\n');
  const offers = Math.max(planned.length, leftOut.length) > MOST_LINES ? [verb, show] : [verb];
  const answer = await vscode.window.showWarningMessage(title, { modal: true, detail }, ...offers);
  if (answer !== show) return answer === verb;
  const goOn = await readReview(texts, { title, planned, leftOut, effects });
  return goOn && confirmChange(change, planned, leftOut, texts);
}

/** The question before the cloud's service-linked role is created, which is a change of the account. */
export async function confirmRole(role: ServiceRole, account: string): Promise<boolean> {
  const create = vscode.l10n.t('Create Role');
  const message = vscode.l10n.t('Create the role "{0}" in the account "{1}"?', role.name, account);
  const detail = vscode.l10n.t(
    'A key of your own can be used only through this service-linked role, and the account does not have it yet. It lets the database service list the keys, and use those tagged for backup encryption. It stays until somebody deletes it.',
  );
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, create)) === create;
}

function question(change: 'enable' | 'disable', planned: readonly Planned[]): string {
  const [only] = planned;
  const count = planned.length;
  if (change === 'enable') {
    return count === 1 && only
      ? vscode.l10n.t('Enable backup encryption on "{0}"?', only.instance.name)
      : vscode.l10n.t('Enable backup encryption on {0} instances?', count);
  }
  return count === 1 && only
    ? vscode.l10n.t('Disable backup encryption on "{0}"?', only.instance.name)
    : vscode.l10n.t('Disable backup encryption on {0} instances?', count);
}

/** Each on its line; many by what they get, with their names. */
function describeAll(planned: readonly Planned[]): string[] {
  if (planned.length <= MOST_LINES) return planned.map(describePlanned);
  const groups = alike(planned, ({ instance, key }) => {
    const place = `${instance.accountId}, ${instance.region}`;
    return key ? vscode.l10n.t('{0} with {1}', place, key) : place;
  });
  return groups.flatMap(({ text, items }) => [`${instanceCount(items.length)}: ${text}`, namesOf(items)]);
}

/** Each with its reason; of many, how many have which. */
export function describeLeftOut(leftOut: readonly LeftOut[]): string[] {
  if (leftOut.length <= MOST_LINES) return leftOut.map(({ instance, why }) => `${instance.name}: ${why}`);
  return alike(leftOut, ({ why }) => why).map(({ text, items }) => `${instanceCount(items.length)}: ${text}`);
}

/** Those of which the same is said, together. */
function alike<Item>(items: readonly Item[], describe: (item: Item) => string) {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const text = describe(item);
    const members = groups.get(text) ?? [];
    members.push(item);
    groups.set(text, members);
  }
  return [...groups].map(([text, members]) => ({ text, items: members }));
}

function namesOf(planned: readonly Planned[]): string {
  const names = planned.slice(0, MOST_NAMES).map(({ instance }) => instance.name);
  const rest = planned.length - names.length;
  return [...names, ...(rest > 0 ? [vscode.l10n.t('and {0} more', rest)] : [])].join(', ');
}

function describePlanned({ instance, key }: Planned): string {
  const { name, id, region } = instance;
  const place = name === id ? `${id}, ${region}` : `${name} (${id}, ${region})`;
  return key ? vscode.l10n.t('{0} with {1}', place, key) : place;
}

/** The lasting effects, by provider when there are several. */
function effectsOf(change: 'enable' | 'disable', planned: readonly Planned[]): string[] {
  const providers = [...new Set(planned.map(({ instance }) => instance.provider))];
  return providers.flatMap((id) => {
    const profile = findProfile(id);
    if (!profile) return [];
    const effects = profile.lastingEffects(change).map((effect) => `• ${effect}`);
    return providers.length > 1 ? [`${profile.name}:`, ...effects] : effects;
  });
}
