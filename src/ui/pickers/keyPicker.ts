import * as vscode from 'vscode';
import { CloudError } from '../../cloud/error.ts';
import type { EncryptionKey } from '../../cloud/provider.ts';
import { describe } from '../dialogs/failure.ts';
import { askChoice, UNUSABLE, type BACK, type Choice, type Frame, type Typed } from './steps.ts';
import { shownTime } from '../../texts/words.ts';

/** The key that was chosen; an empty id lets the cloud choose one. */
export interface ChosenKey {
  readonly id: string;
  readonly words: string;
}

/** The keys to choose from. */
export interface KeyOffer {
  /** Whether the cloud can choose one by itself; then that comes first. */
  readonly automatic: boolean;
  readonly keys: readonly EncryptionKey[];
  /** Why they could not be listed; then one can still be typed. */
  readonly unlisted?: CloudError;
  /** Looks a key up by its id or alias. */
  readonly find: (idOrAlias: string, signal: AbortSignal) => Promise<EncryptionKey>;
}

/**
 * Asks for a key: one of those listed, or one typed by its id or alias, which is then looked at. Unusable ones are
 * shown with the reason, and cannot be chosen.
 * @throws CancellationError when the picker was closed
 */
export function askKey(frame: Frame, offer: KeyOffer): Promise<ChosenKey | typeof BACK> {
  const usable = offer.keys.filter(({ unusable }) => !unusable);
  const unusable = offer.keys.filter((key) => key.unusable);
  const choices = [
    ...(offer.automatic ? [automaticKey()] : []),
    ...(offer.unlisted ? [unlistedNote(offer.unlisted)] : []),
    ...group(vscode.l10n.t('can be used'), usable.map(choiceOf)),
    ...group(vscode.l10n.t('cannot be used'), unusable.map(choiceOf)),
  ];
  const placeholder = vscode.l10n.t('The key to encrypt the backups with; an id or alias can be typed');
  return askChoice(frame, placeholder, choices, typedKey(offer));
}

function group(label: string, choices: readonly Choice<ChosenKey>[]): readonly vscode.QuickPickItem[] {
  if (choices.length === 0) return [];
  return [{ label, kind: vscode.QuickPickItemKind.Separator }, ...choices];
}

/** Any text may name a key of a list that is not complete; one that is in the list is not offered twice. */
function typedKey({ keys, find }: KeyOffer): Typed<ChosenKey> {
  return {
    choice(text) {
      if (text === '' || keys.some(({ id, alias }) => id === text || alias === text)) return undefined;
      return {
        label: vscode.l10n.t('Use "{0}"', text),
        description: vscode.l10n.t('it is looked up first'),
        iconPath: new vscode.ThemeIcon('search'),
      };
    },
    async look(text, signal) {
      try {
        const key = await find(text, signal);
        return key.unusable ? { problem: key.unusable } : { value: chosen(key) };
      } catch (error) {
        if (error instanceof CloudError) return { problem: describe(error) };
        throw error;
      }
    },
  };
}

function automaticKey(): Choice<ChosenKey> {
  return {
    label: vscode.l10n.t('Automatic key'),
    description: vscode.l10n.t('the cloud makes and keeps it'),
    iconPath: new vscode.ThemeIcon('sparkle'),
    value: { id: '', words: vscode.l10n.t('an automatic key') },
  };
}

/** A note, not a choice. */
function unlistedNote(error: CloudError): vscode.QuickPickItem {
  return {
    label: vscode.l10n.t('The keys could not be listed; type an id or alias'),
    detail: describe(error),
    iconPath: new vscode.ThemeIcon('warning'),
    alwaysShow: true,
  };
}

function choiceOf(key: EncryptionKey): Choice<ChosenKey> {
  const { id, alias, spec, origin, unusable } = key;
  return {
    label: alias || id,
    description: unusable ?? [spec, origin && originWord(origin)].filter(Boolean).join(' · '),
    detail: [alias && id, ...facts(key)].filter(Boolean).join(' · '),
    iconPath: unusable ? UNUSABLE : new vscode.ThemeIcon('key'),
    unusable: unusable !== undefined,
    value: chosen(key),
  };
}

/** What else to know of a key; a date that stands in the reason or the warning is not said twice. */
function facts({ expiresAt, deletedAt, enterpriseProjectId, unusable = '', warning = '' }: EncryptionKey) {
  const news = (time = '') => (unusable.includes(time) || warning.includes(time) ? '' : shownTime(time));
  const [expiry, deletion] = [news(expiresAt), news(deletedAt)];
  return [
    expiry && vscode.l10n.t('its material expires {0}', expiry),
    deletion && vscode.l10n.t('will be deleted {0}', deletion),
    enterpriseProjectId && vscode.l10n.t('enterprise project {0}', enterpriseProjectId),
    warning && `$(warning) ${warning}`,
  ];
}

function originWord(origin: 'cloud' | 'imported'): string {
  return origin === 'cloud' ? vscode.l10n.t('made by the cloud') : vscode.l10n.t('imported material');
}

function chosen({ id, alias }: EncryptionKey): ChosenKey {
  return { id, words: vscode.l10n.t('key {0}', alias ? `${alias} (${id})` : id) };
}
