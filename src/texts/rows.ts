import * as l10n from '@vscode/l10n';
import { findProfile } from '../cloud/registry.ts';
import type { Drift } from '../domain/drift.ts';
import { isFirstBackupPending, type Reason } from '../domain/encryption.ts';
import type { InstanceRecord } from '../domain/instance.ts';
import type { Posture } from '../domain/posture.ts';
import { driftOf, keyTroubleOf, type AccountView } from '../inventory/accountView.ts';
import { coverageGap } from './coverage.ts';
import { identityWords } from './identity.ts';
import { emptyWords, leftOutWords } from './looked.ts';
import { share } from './posture.ts';
import { reasonWord, stateWord } from '../domain/words.ts';
import { age, footing, timedReason, troubleWord } from './words.ts';

/** What a row of the tree says. */
export interface RowWords {
  readonly description: string;
  /** For screen readers: the whole row as one sentence. */
  readonly spoken: string;
}

/** @param accounts all of them, to point out one that signs in as the same user */
export function accountWords(
  account: AccountView,
  counts: Posture,
  accounts: readonly AccountView[],
): RowWords {
  const { name, provider, reason, state } = account;
  const trouble = state === 'problem' ? reason : undefined;
  const said = [
    trouble ? troubleOf(account, trouble) : '',
    share(counts) || emptyWords(account),
    leftOutWords(account),
    ...identityWords(account, accounts),
  ];
  const cloud = findProfile(provider)?.name ?? provider;
  return { description: dotted(said), spoken: listed([name, cloud, ...said, trouble?.message ?? '']) };
}

/** In a few words; when only some regions could not be read, the account itself is not what is wrong. */
function troubleOf({ regions, regionReasons }: AccountView, reason: Reason): string {
  if (regionReasons.size === 0 || regions.length === 1) return timedReason(reason);
  return l10n.t('{0} of {1} regions not read', regionReasons.size, regions.length);
}

export function regionWords(region: string, account: AccountView, counts: Posture): RowWords {
  const reason = account.regionReasons.get(region);
  const known = findProfile(account.provider)?.regions.find(({ id }) => id === region)?.name;
  const said = [reason ? timedReason(reason) : '', known ?? '', share(counts)];
  return {
    description: dotted(said),
    spoken: listed([l10n.t('region {0}', region), ...said, account.name]),
  };
}

/** @param isGrouped whether it stands among instances of all accounts; then it says whose it is */
export function instanceWords(record: InstanceRecord, account: AccountView, isGrouped: boolean): RowWords {
  const { instance, encryption } = record;
  const { name, region } = instance;
  const engine = [instance.engine, instance.engineVersion].filter(Boolean).join(' ');
  const state = stateWord(encryption.state);
  const old = age(encryption);
  const { coverage } = encryption.evidence ?? {};
  const rest = [...footing(encryption), coverage ? coverageGap(coverage) : ''];
  const pending = isFirstBackupPending(encryption) ? l10n.t('first backup pending') : '';
  const trouble = keyTroubleOf(account, record);
  const doom = trouble ? troubleWord(trouble) : '';
  const drift = driftWord(driftOf(account, record), encryption.reason);
  const place = isGrouped ? [account.name, region] : [];
  const whose = [l10n.t('region {0}', region), l10n.t('account {0}', account.name)];
  return {
    description: dotted([state, pending, drift, doom, old, engine, ...place, ...rest]),
    spoken: listed([name, state, engine, ...whose, pending, drift, doom, old, ...rest]),
  };
}

/** What got worse, for a row; empty where the row says it anyway, as the trouble of a key and the reason of a reading. */
function driftWord(drift: Drift | undefined, reason: Reason | undefined): string {
  switch (drift) {
    case 'no-longer-encrypted':
      return l10n.t('drift: no longer encrypted');
    case 'new-not-encrypted':
      return l10n.t('drift: new instance');
    case 'contradicting-evidence':
      return reason?.category === drift ? '' : reasonWord({ category: drift, message: '' });
    default:
      return '';
  }
}

function dotted(parts: readonly string[]): string {
  return parts.filter(Boolean).join(' · ');
}

export function listed(parts: readonly string[]): string {
  return parts.filter(Boolean).join(', ');
}
