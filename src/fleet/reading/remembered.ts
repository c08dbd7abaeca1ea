import { looksEverywhere, type Account } from '../../accounts/account.ts';
import { bareInstance } from '../../cloud/identifiers.ts';
import type { PinnedInstance } from '../../cloud/provider.ts';
import { asStale, fresh, PENDING, type Answer, type Encryption } from '../../domain/encryption.ts';
import { refOf, type Instance, type InstanceRecord } from '../../domain/instance.ts';
import type { Snapshot } from '../../files/schemas.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { DoneChange } from '../../files/journalIndex.ts';
import type { OpenChanges } from '../changing/openChanges.ts';
import { unconfirmedAnswer, wantedState } from '../changing/wanted.ts';
import type { Member } from '../member.ts';

/**
 * Shows what is known of new or changed accounts, and every pinned instance, known or not: of all of them together,
 * since all rows are arranged anew for each.
 */
export async function showRemembered(members: readonly Member[], inventory: Inventory): Promise<void> {
  const snapshots = await Promise.all(
    members.map(async ({ account, files }) => {
      return inventory.account(account.id)?.records.size ? undefined : files.readSnapshot();
    }),
  );
  for (const [at, member] of members.entries()) {
    const { account, ledger } = member;
    const snapshot = snapshots[at];
    const shown = inventory.account(account.id)?.records.values() ?? [];
    const earlier = snapshot?.provider === account.provider ? snapshot.records : [];
    show(member, remembered(account, [...shown, ...earlier], ledger.open), snapshot, inventory);
  }
}

/** Shows what another window has read of an account, unless what is shown is newer. */
export function takeOver(member: Member, snapshot: Snapshot, inventory: Inventory): void {
  const { account, ledger } = member;
  const shown = inventory.account(account.id);
  if (!shown || snapshot.provider !== account.provider) return;
  if (snapshot.refreshedAt <= (shown.refreshedAt ?? '')) return;
  const records = snapshot.records
    .filter(({ instance }) => belongs(account, instance))
    .map((record) => {
      const ref = refOf(record.instance);
      return ledger.open.isAwaited(ref) ? (inventory.record(ref) ?? record) : record;
    });
  show(member, records, snapshot, inventory);
}

function show(
  { account }: Member,
  records: readonly InstanceRecord[],
  snapshot: Snapshot | undefined,
  inventory: Inventory,
): void {
  if (looksEverywhere(account)) {
    inventory.setRegions(account.id, [...new Set(records.map(({ instance }) => instance.region))]);
  }
  const { refreshedAt, cloudAccountId } = snapshot ?? {};
  inventory.restore(account.id, records, {
    ...(refreshedAt && { refreshedAt }),
    ...(cloudAccountId && { cloudAccountId }),
  });
}

/** What to show of an account before it is read: what is remembered of it, and every pinned instance. */
function remembered(
  account: Account,
  records: readonly InstanceRecord[],
  open: OpenChanges,
): InstanceRecord[] {
  const known = records
    .filter(({ instance }) => belongs(account, instance))
    .map((record) => outdated(record, open));
  const ids = new Set(known.map(({ instance }) => instance.id));
  const unread = (account.instances ?? []).filter(({ id }) => !ids.has(id));
  return [...known, ...unread.map((pinned) => pending(account, pinned))];
}

/** Whether an instance is still one that the account looks at. */
function belongs(account: Account, instance: Instance): boolean {
  const { id, regions, instances } = account;
  if (instance.accountId !== id) return false;
  if (looksEverywhere(account)) return true;
  if (!instances) return regions.includes(instance.region);
  return instances.some((pinned) => pinned.id === instance.id);
}

/** What an earlier reading told, marked as old; not known while a change of it is open. */
function outdated({ instance, encryption }: InstanceRecord, open: OpenChanges): InstanceRecord {
  const intent = open.find(refOf(instance));
  const told = intent ? unconfirmedAnswer(intent) : changedSince(encryption, open.lastDone(instance));
  return { instance, encryption: asStale(told ? fresh(told) : encryption) };
}

/** What a change has made of an instance since it was read: a crash can be faster than the snapshot, not the journal. */
function changedSince({ state, evidence }: Encryption, done: DoneChange | undefined): Answer | undefined {
  if (!done || !evidence || evidence.seenAt > done.outcome.at || state === wantedState(done.intent))
    return undefined;
  const { result, at, requestId } = done.outcome;
  const source = result === 'already-enabled' ? 'already-enabled' : 'change-accepted';
  const keyId = source === 'change-accepted' && done.intent.keyId;
  const because = { source, seenAt: at, ...(requestId && { requestId }), ...(keyId && { keyId }) } as const;
  return { state: wantedState(done.intent), evidence: because };
}

function pending({ id: accountId, provider }: Account, { id, region, name }: PinnedInstance): InstanceRecord {
  const instance = bareInstance({ provider, accountId, region }, id);
  return { instance: name ? { ...instance, name } : instance, encryption: PENDING };
}
