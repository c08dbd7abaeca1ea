import * as vscode from 'vscode';
import type { EncryptionKey } from '../cloud/provider.ts';
import { askChoice, type BACK, type Choice, type Frame } from './steps.ts';

/** The key that was chosen; an empty id lets the cloud choose one. */
export interface ChosenKey {
  readonly id: string;
  readonly words: string;
}

/**
 * Asks for a key. Unusable ones are shown with the reason, and cannot be chosen.
 * @param automatic whether the cloud can choose one by itself; then that comes first
 * @throws CancellationError when the picker was closed
 */
export function askKey(
  frame: Frame,
  automatic: boolean,
  keys: readonly EncryptionKey[],
): Promise<ChosenKey | typeof BACK> {
  const usable = keys.filter(({ unusable }) => !unusable);
  const unusable = keys.filter((key) => key.unusable);
  const placeholder =
    usable.length > 0 || automatic
      ? vscode.l10n.t('The key to encrypt the backups with')
      : vscode.l10n.t('No key can be used; create one in the key management of the cloud');
  return askChoice(frame, placeholder, [
    ...(automatic ? [automaticKey()] : []),
    ...usable.map(choiceOf),
    ...(unusable.length > 0
      ? [{ label: vscode.l10n.t('cannot be used'), kind: vscode.QuickPickItemKind.Separator }]
      : []),
    ...unusable.map(choiceOf),
  ]);
}

function automaticKey(): Choice<ChosenKey> {
  return {
    label: vscode.l10n.t('Automatic key'),
    description: vscode.l10n.t('the cloud makes and keeps it'),
    iconPath: new vscode.ThemeIcon('sparkle'),
    value: { id: '', words: vscode.l10n.t('an automatic key') },
  };
}

function choiceOf({ id, alias, spec, unusable, warning }: EncryptionKey): Choice<ChosenKey> {
  const name = alias || id;
  const icon = unusable ? new vscode.ThemeIcon('circle-slash', GREY) : new vscode.ThemeIcon('key');
  return {
    label: name,
    description: unusable ?? spec,
    detail: [alias && id, warning && `$(warning) ${warning}`].filter(Boolean).join(' · '),
    iconPath: icon,
    unusable: unusable !== undefined,
    value: { id, words: vscode.l10n.t('key {0}', alias ? `${alias} (${id})` : id) },
  };
}

const GREY = new vscode.ThemeColor('disabledForeground');
