import * as l10n from '@vscode/l10n';
import type { EncryptionKey } from '../cloud/provider.ts';
import type { KeyTrouble } from '../domain/keyTrouble.ts';
import { shownTime } from '../domain/words.ts';

/** A key as a choice: its name, why it cannot be chosen or what it is, and what else to know. */
export interface KeyWords {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

export function keyWords(key: EncryptionKey): KeyWords {
  const { id, alias, spec, origin, unusable } = key;
  return {
    label: alias || id,
    description: unusable ?? [spec, origin && originWord(origin)].filter(Boolean).join(' · '),
    detail: [alias && id, ...facts(key)].filter(Boolean).join(' · '),
  };
}

/** A key in a sentence: by its alias and its id. */
export function keyName({ id, alias }: Pick<EncryptionKey, 'id' | 'alias'>): string {
  return l10n.t('key {0}', alias ? `${alias} (${id})` : id);
}

/** What else to know of a key; a date that stands in the reason or the warning is not said twice. */
function facts({ expiresAt, deletedAt, belongsTo, unusable = '', warning = '' }: EncryptionKey) {
  const news = (time = '') => (unusable.includes(time) || warning.includes(time) ? '' : shownTime(time));
  const [expiry, deletion] = [news(expiresAt), news(deletedAt)];
  return [
    expiry && l10n.t('key material expires {0}', expiry),
    deletion && l10n.t('will be deleted {0}', deletion),
    belongsTo,
    warning && `$(warning) ${warning}`,
  ];
}

function originWord(origin: 'cloud' | 'imported'): string {
  return origin === 'cloud' ? l10n.t('created by the cloud') : l10n.t('imported material');
}

/** What that means for the backups: a sentence. */
export function troubleText(trouble: KeyTrouble): string {
  const texts: Record<KeyTrouble, string> = {
    disabled: l10n.t('The key is disabled. Until it is enabled again, its backups cannot be restored.'),
    'to-be-deleted': l10n.t(
      'The key is scheduled for deletion. Cancel that, or its backups can never be restored again.',
    ),
    'no-material': l10n.t(
      'The imported material of the key is gone. Until it is imported again, its backups cannot be restored.',
    ),
    missing: l10n.t('The cloud knows no such key in this region. Its backups may not be restorable.'),
  };
  return texts[trouble];
}
