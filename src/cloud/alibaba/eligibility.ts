import * as l10n from '@vscode/l10n';
import type { Reason } from '../../domain/encryption.ts';
import { unsupported } from '../provider.ts';
import type { InstanceItem } from './schemas.ts';

const VERSIONS = new Set(['5.6', '5.7', '8.0']);
const STORAGE = new Set(['local_ssd', 'ephemeral_ssd']);

/**
 * The published rule that excludes backup encryption for an instance (RDS feature page "backup encryption",
 * 2026-03-30: MySQL, High-availability Edition, local SSDs, primary instance).
 * @returns undefined when none does; what the cloud did not tell excludes nothing
 */
export function ineligibility(item: InstanceItem): Reason | undefined {
  const { Engine, Category, DBInstanceStorageType, DBInstanceType } = item;
  if (isOtherEngine(Engine)) return unsupported(l10n.t('For MySQL only; this is {0}.', Engine));
  if (DBInstanceType && DBInstanceType.toLowerCase() !== 'primary') {
    return unsupported(
      l10n.t('Set on the primary instance; this one is "{0}".', DBInstanceType),
      l10n.t('Enable it on the primary instance that this one belongs to.'),
    );
  }
  if (Category && Category.toLowerCase() !== 'highavailability') {
    return unsupported(
      l10n.t('Needs the High-availability Edition; this is "{0}".', Category),
      l10n.t(
        'Move the data to an instance of the High-availability Edition with local SSDs, then enable it there.',
      ),
    );
  }
  if (DBInstanceStorageType && !STORAGE.has(DBInstanceStorageType.toLowerCase())) {
    return unsupported(
      l10n.t('Needs local SSDs; the storage here is "{0}".', DBInstanceStorageType),
      l10n.t(
        'Cloud disks have disk encryption instead. For encrypted backups move the data to an instance with local SSDs.',
      ),
    );
  }
  return undefined;
}

export function isOtherEngine(engine: string): boolean {
  return engine !== '' && engine.toLowerCase() !== 'mysql';
}

/** The published rule on versions: the words for a refusal of the cloud, which may offer newer ones meanwhile. */
export function versionRule(engineVersion: string): Reason | undefined {
  if (!engineVersion || VERSIONS.has(engineVersion)) return undefined;
  return unsupported(
    l10n.t('Needs MySQL 5.6, 5.7 or 8.0; this is {0}.', engineVersion),
    l10n.t('In one of these versions the instance would be eligible.'),
  );
}
