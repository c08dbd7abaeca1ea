import * as vscode from 'vscode';
import type { ServiceRole } from '../cloud/provider.ts';
import { findProfile } from '../cloud/registry.ts';
import type { Instance } from '../domain/instance.ts';
import type { GeneratedTexts } from './generatedTexts.ts';
import { instanceCount } from './groupAppearance.ts';
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

/** As many as these are named one by one; more are counted in the dialog, and named in the review. */
const MOST_NAMED = 10;

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
  const offers = Math.max(planned.length, leftOut.length) > MOST_NAMED ? [verb, show] : [verb];
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

/** Each by its name; of many, how many get which key. */
function describeAll(planned: readonly Planned[]): string[] {
  if (planned.length <= MOST_NAMED) return planned.map(describePlanned);
  return countAlike(planned, ({ instance, key }) => {
    const place = `${instance.accountId}, ${instance.region}`;
    return key ? vscode.l10n.t('{0} with {1}', place, key) : place;
  });
}

/** Each with its reason; of many, how many have which. */
export function describeLeftOut(leftOut: readonly LeftOut[]): string[] {
  if (leftOut.length <= MOST_NAMED) return leftOut.map(({ instance, why }) => `${instance.name}: ${why}`);
  return countAlike(leftOut, ({ why }) => why);
}

/** "25 instances: …" for each text that several share. */
function countAlike<Item>(items: readonly Item[], describe: (item: Item) => string): string[] {
  const counts = new Map<string, number>();
  for (const text of items.map(describe)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([text, count]) => `${instanceCount(count)}: ${text}`);
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
