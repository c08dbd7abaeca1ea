import * as l10n from '@vscode/l10n';
import { findProfile } from '../../cloud/registry.ts';
import type { InstanceRecord } from '../../domain/instance.ts';

/** Why a change cannot be offered for an instance now; undefined when it can. */
export function obstacle(
  change: 'enable' | 'disable',
  { instance, encryption }: InstanceRecord,
): string | undefined {
  const { state, reason } = encryption;
  if (change === 'disable' && findProfile(instance.provider)?.canDisable !== true) {
    return l10n.t('this cloud cannot switch backup encryption off once it is on');
  }
  if (state === 'unsupported') return reason.message;
  if (change === 'enable' && state === 'on') return l10n.t('its backups are encrypted already');
  if (change === 'disable' && state === 'off') return l10n.t('its backups are not encrypted');
  return instance.busy;
}
