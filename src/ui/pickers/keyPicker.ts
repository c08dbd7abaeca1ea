import * as vscode from 'vscode';
import { CloudError } from '../../cloud/error.ts';
import type { EncryptionKey } from '../../cloud/provider.ts';
import { describe } from '../../texts/failure.ts';
import { keyName, keyWords } from '../../texts/keys.ts';
import { askChoice, UNUSABLE, type Choice, type Typed } from './choice.ts';
import type { BACK, Frame } from './frame.ts';

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
  const placeholder = vscode.l10n.t('Select the key for the backups, or type a key id or alias');
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
        description: vscode.l10n.t('checked before use'),
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
    description: vscode.l10n.t('created and managed by the cloud'),
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
  const { unusable } = key;
  return {
    ...keyWords(key),
    iconPath: unusable ? UNUSABLE : new vscode.ThemeIcon('key'),
    ...(unusable && { unusable }),
    value: chosen(key),
  };
}

function chosen(key: EncryptionKey): ChosenKey {
  return { id: key.id, words: keyName(key) };
}
