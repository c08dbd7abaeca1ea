import * as l10n from '@vscode/l10n';
import { CloudError } from '../../cloud/error.ts';
import type { CloudSession, KeyManagement } from '../../cloud/provider.ts';
import type { Answer } from '../../domain/encryption.ts';
import { refOf, type Instance } from '../../domain/instance.ts';
import { takeLock, type Lock } from '../../files/lock.ts';
import { keepShown } from '../member.ts';
import { claim, type ReadingContext } from '../reading/context.ts';
import { settleBy, show } from '../reading/reading.ts';
import { wantedState, type Wanted } from './wanted.ts';

/**
 * Takes the lock of a change.
 * @throws CloudError when somebody else has it, or there cannot be one: then nothing is sent
 */
export async function lockChange(path: string): Promise<Lock> {
  const lock = await takeLock(path, 0).catch((error: unknown) => {
    const message = l10n.t(
      'Nothing was sent: a change needs a lock file, and {0} cannot be written ({1}).',
      path,
      codeOf(error),
    );
    throw new CloudError({ category: 'configuration', message, cause: error, unsent: true });
  });
  if (lock) return lock;
  const message = l10n.t('A change of this instance is under way already.');
  throw new CloudError({ category: 'instance-state', message, unsent: true });
}

/** Right before sending. @throws CloudError when the lock was taken over, as while this computer slept */
export async function requireMine(lock: Lock): Promise<void> {
  if (await lock.isMine()) return;
  const message = l10n.t('Nothing was sent: another window has begun a change of this meanwhile.');
  throw new CloudError({ category: 'instance-state', message, unsent: true });
}

/** @throws CloudError `key` where the cloud has no keys to choose from */
export function requireKeys({ keys }: CloudSession): KeyManagement {
  if (keys) return keys;
  const message = l10n.t('This cloud chooses the key by itself.');
  throw new CloudError({ category: 'key', message, unsent: true });
}

/**
 * A key may have been disabled since it was chosen. Whoever may not look at it leaves that to the cloud.
 * @returns its alias, as far as it is known
 */
export async function requireUsable(
  { cloud }: ReadingContext,
  instance: Instance,
  keyId: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const key = await requireKeys(cloud)
    .describe(instance, keyId, signal)
    .catch((error: unknown) => {
      if (error instanceof CloudError && error.category === 'permission') return undefined;
      throw error;
    });
  if (!key?.unusable) return key?.alias;
  const message = l10n.t('The key {0} cannot be used: {1}.', key.alias || key.id, key.unusable);
  throw new CloudError({ category: 'key', message });
}

/**
 * Reads once more whether an instance is already what it is to become, and shows that. Only what the cloud says now
 * counts, no proof from before; where it says nothing, or another state, the change goes on as it was confirmed.
 */
export async function isAlready(
  context: ReadingContext,
  instance: Instance,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<boolean> {
  const ref = refOf(instance);
  const ticket = context.order.next();
  const answer = await readAfresh(context, instance, signal);
  if (answer?.state !== wantedState(wanted)) return false;
  if (claim(context, ref, ticket)) {
    show(context, instance, answer);
    await settleBy(context, ref, answer);
    await keepShown(context.member, context.inventory, context.log);
  }
  return true;
}

async function readAfresh(
  { cloud }: ReadingContext,
  instance: Instance,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  try {
    return await cloud.readEncryption(instance, {}, signal);
  } catch (error) {
    if (error instanceof CloudError) return undefined;
    throw error;
  }
}

/** The system's own code, or its words. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? String(error);
}
