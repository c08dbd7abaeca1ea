import * as vscode from 'vscode';
import type { ServiceRole } from '../cloud/provider.ts';
import { findProfile } from '../cloud/registry.ts';
import type { Instance } from '../domain/instance.ts';

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

/** More names than this of those that are left out do not help in a dialog; those to be changed are all named. */
const MOST_LINES = 12;

/** The one question before any change: which instances, which key, and what cannot be taken back. */
export async function confirmChange(
  change: 'enable' | 'disable',
  planned: readonly Planned[],
  leftOut: readonly LeftOut[],
): Promise<boolean> {
  const verb = change === 'enable' ? vscode.l10n.t('Enable') : vscode.l10n.t('Disable');
  const detail = [
    ...planned.map(describePlanned),
    '',
    ...effectsOf(change, planned),
    ...(leftOut.length > 0 ? ['', vscode.l10n.t('Left out:')] : []),
    ...shortened(leftOut.map(({ instance, why }) => `${instance.name}: ${why}`)),
  ].join('\n');
  return (
    (await vscode.window.showWarningMessage(question(change, planned), { modal: true, detail }, verb)) ===
    verb
  );
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

function shortened(all: readonly string[]): string[] {
  if (all.length <= MOST_LINES) return [...all];
  const rest = vscode.l10n.t('… and {0} more', all.length - MOST_LINES + 1);
  return [...all.slice(0, MOST_LINES - 1), rest];
}
