import { CloudError } from '../../cloud/error.ts';
import type { ServiceRole } from '../../cloud/provider.ts';
import type { Instance } from '../../domain/instance.ts';
import type { Intent } from '../../files/journalEntry.ts';
import type { ReadingContext } from '../reading/context.ts';
import { lockChange, requireMine } from './beforehand.ts';
import { beginIntent } from './intents.ts';
import type { OpenChanges } from './openChanges.ts';
import { sendOnce } from './sendOnce.ts';

/**
 * Creates the cloud's service-linked role: a change of the account, locked and journalled like any other.
 * @returns whether the role exists afterwards
 * @throws CloudError when the cloud refused
 */
export async function createRole(
  context: ReadingContext,
  role: ServiceRole,
  { provider, accountId, region }: Instance,
  signal: AbortSignal,
): Promise<boolean> {
  const { ledger } = context.member;
  const place = { provider, accountId, region, instanceId: '' };
  const lock = await lockChange(ledger.lockOf(place));
  try {
    if (await isThere(role, region, signal)) return true;
    const intent = await beginIntent(context, { ...place, change: 'create-role' });
    ledger.open.started(intent);
    try {
      const reply = await sendOnce(ledger, intent, async () => {
        await requireMine(lock);
        return role.create(region, signal);
      });
      if (!reply) return await settleRole(ledger.open, role, intent, signal);
      const { created, requestId } = reply;
      await ledger.journal.finish(intent, { result: created ? 'accepted' : 'refused', requestId });
      return created;
    } finally {
      ledger.open.ended(intent);
    }
  } finally {
    await lock.release();
  }
}

/** Another window may have created it meanwhile. Where that cannot be read it is created as it was confirmed. */
async function isThere(role: ServiceRole, region: string, signal: AbortSignal): Promise<boolean> {
  return role.exists(region, signal).catch((error: unknown) => {
    if (error instanceof CloudError) return false;
    throw error;
  });
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
