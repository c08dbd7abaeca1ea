import { looksEverywhere, type Account } from '../../accounts/account.ts';
import { bareInstance } from '../../cloud/identifiers.ts';
import type { PinnedInstance } from '../../cloud/provider.ts';
import { asStale, fresh, PENDING, type Answer, type Encryption } from '../../domain/encryption.ts';
import { refOf, type Instance, type InstanceRecord } from '../../domain/instance.ts';
import type { DoneChange } from '../../files/journalIndex.ts';
import type { OpenChanges } from '../changing/openChanges.ts';
import { unconfirmedAnswer, wantedState } from '../changing/wanted.ts';

/** What to show of an account before it is read: what is remembered of it, and every pinned instance. */
export function remembered(
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
export function belongs(account: Account, instance: Instance): boolean {
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
