import type { ServiceRole } from '../../cloud/provider.ts';
import type { Ledger } from './ledger.ts';
import type { OpenChanges } from './openChanges.ts';
import type { Intent } from '../../files/schemas.ts';
import { sendOnce } from './sendOnce.ts';

/**
 * Creates the cloud's service-linked role: a change of the account, journalled like any other.
 * @returns whether the role exists afterwards
 * @throws CloudError when the cloud refused
 */
export async function createRole(
  ledger: Ledger,
  role: ServiceRole,
  place: { readonly provider: string; readonly accountId: string; readonly region: string },
  signal: AbortSignal,
): Promise<boolean> {
  const intent = await ledger.journal.begin({ ...place, instanceId: '', change: 'create-role' });
  ledger.open.started(intent);
  try {
    const reply = await sendOnce(ledger, intent, () => role.create(place.region, signal));
    if (!reply) return await settleRole(ledger.open, role, intent, signal);
    const { created, requestId } = reply;
    await ledger.journal.finish(intent, { result: created ? 'accepted' : 'refused', requestId });
    return created;
  } finally {
    ledger.open.ended(intent);
  }
}

/** Finds out by reading whether a role was created after all, and closes the change accordingly. */
export async function settleRole(
  open: OpenChanges,
  role: ServiceRole,
  intent: Intent,
  signal: AbortSignal,
): Promise<boolean> {
  const exists = await role.exists(intent.region, signal);
  await open.close(intent, { result: exists ? 'confirmed' : 'not-applied' });
  return exists;
}
