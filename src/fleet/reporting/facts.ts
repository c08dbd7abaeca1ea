import { findGuide } from '../../cloud/guides.ts';
import { findProfile } from '../../cloud/registry.ts';
import type { InstanceRecord } from '../../domain/instance.ts';
import { refOf } from '../../domain/instance.ts';
import type { Knowledge } from '../../domain/verdict.ts';
import type { Journal } from '../../files/journal.ts';
import { instanceKey, type DoneChange } from '../../files/journalIndex.ts';
import { driftOf, keyTroubleOf, siteOf, type AccountView } from '../../inventory/accountView.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { NO_HEAD } from '../../report/integrity.ts';
import type { AccountFacts, ChangeFacts, InstanceFacts, JournalFacts } from '../../report/facts.ts';

/** What a report is made from, out of the inventory and the journal. Nothing here asks a cloud. */

/**
 * The accounts that go into one report. The sandbox's are make-believe: beside accounts of one's own they are left out,
 * unless they alone are asked for.
 */
export function reportedAccounts(
  inventory: Inventory,
  isAskedFor: (account: AccountView) => boolean,
): readonly AccountView[] {
  const all = inventory.accounts();
  const asked = all.filter(isAskedFor);
  const own = asked.filter(({ source }) => source !== 'given');
  return own.length > 0 ? all.filter(({ source }) => source !== 'given') : all;
}

export function accountFacts(account: AccountView): AccountFacts {
  const { id, provider, name, state, reason, cloudAccountId, identity, refreshedAt, regions } = account;
  return {
    ...{ id, provider, name, state, regions },
    service: findProfile(provider)?.name ?? provider,
    ...(reason && { reason }),
    ...(cloudAccountId && { cloudAccountUid: cloudAccountId }),
    ...(identity?.principal && { principal: identity.principal }),
    ...(refreshedAt && { readAt: refreshedAt }),
    lookedIn: account.lookedIn ?? [],
    unreadRegions: [...account.regionReasons].map(([region, why]) => ({ region, reason: why })),
    leftOut: account.leftOut ?? [],
    sandbox: account.source === 'given',
  };
}

/** Each database once: of several records that are wanted, the one that is counted, or else the first. */
export function onePerDatabase(
  inventory: Inventory,
  records: readonly InstanceRecord[],
): readonly InstanceRecord[] {
  const isCounted = ({ instance }: InstanceRecord) => inventory.sightings.isCounted(refOf(instance));
  const keyOf = (accountId: string, instanceId: string) => `${accountId}\n${instanceId}`;
  const taken = new Set<string>();
  return [...records.filter(isCounted), ...records.filter((record) => !isCounted(record))].filter(
    ({ instance }) => {
      if (taken.has(keyOf(instance.accountId, instance.id))) return false;
      for (const { accountId, instanceId } of inventory.sightings.others(refOf(instance))) {
        taken.add(keyOf(accountId, instanceId));
      }
      return true;
    },
  );
}

/** @param done the newest change of each instance that went through, by `instanceKey` */
export function instanceFacts(
  inventory: Inventory,
  record: InstanceRecord,
  account: AccountView,
  done: ReadonlyMap<string, DoneChange>,
): InstanceFacts {
  const { instance, encryption } = record;
  const guide = findGuide(instance.provider);
  const trouble = keyTroubleOf(account, record);
  const operation = encryption.evidence && guide?.api.operations[encryption.evidence.source];
  const change = done.get(instanceKey({ ...instance, instanceId: instance.id }));
  return {
    instance,
    encryption,
    alsoSeenBy: inventory.sightings.others(refOf(instance)).map(({ accountId }) => accountId),
    ...(trouble && { keyTrouble: trouble }),
    ...(guide && operation && { call: { ...guide.api, operation } }),
    howToCheck: guide?.howToCheck() ?? '',
    ...(guide && { consoleUrl: guide.consoleUrl(instance, siteOf(account)) }),
    ...(change && { lastChange: changeFacts(change) }),
    known: knowledgeOf(account, record, change),
  };
}

/** What is known of an instance beside its state: what a policy needs to judge it. */
export function knowledgeOf(
  account: AccountView,
  record: InstanceRecord,
  change: DoneChange | undefined,
): Knowledge {
  const { instance, encryption } = record;
  const hasLogSwitch = findProfile(instance.provider)?.switches.includes('log') === true;
  return {
    ...(change && keyEvidence(change)),
    coversLogs: hasLogSwitch && encryption.evidence?.source === 'status-call',
    gotWorse: driftOf(account, record) === 'no-longer-encrypted',
  };
}

function changeFacts({ intent, outcome }: DoneChange): ChangeFacts {
  const { requestId, result } = outcome;
  return { at: intent.at, change: intent.change, outcome: result, ...(requestId && { requestId }) };
}

/** Which key we applied; a switch that was on already kept its own. */
function keyEvidence({ intent: { change, keyId }, outcome: { result } }: DoneChange): Pick<Knowledge, 'key'> {
  if (change !== 'enable' || result === 'already-enabled') return {};
  return { key: keyId ? { kind: 'customer', id: keyId } : { kind: 'service' } };
}

/** The end of the journal, as it is now. */
export async function journalFacts(journal: Journal): Promise<JournalFacts> {
  const { hashes, entries, problems } = await journal.verify();
  return { head: hashes.at(-1) ?? NO_HEAD, entries, verified: problems.length === 0 };
}
