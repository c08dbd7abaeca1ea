import { looksEverywhere, type Account } from '../../accounts/account.ts';
import { bareInstance } from '../../cloud/identifiers.ts';
import type { PinnedInstance } from '../../cloud/provider.ts';
import { asStale, fresh, PENDING } from '../../domain/encryption.ts';
import { refOf, type Instance, type InstanceRecord } from '../../domain/instance.ts';
import type { OpenChanges } from '../changing/openChanges.ts';
import { unconfirmedAnswer } from '../changing/wanted.ts';

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
  return { instance, encryption: asStale(intent ? fresh(unconfirmedAnswer(intent)) : encryption) };
}

function pending({ id: accountId, provider }: Account, { id, region, name }: PinnedInstance): InstanceRecord {
  const instance = bareInstance({ provider, accountId, region }, id);
  return { instance: name ? { ...instance, name } : instance, encryption: PENDING };
}
