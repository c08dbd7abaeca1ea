import { CloudError } from '../../cloud/error.ts';
import { findProfile } from '../../cloud/registry.ts';
import type { Intent } from '../../files/journalEntry.ts';
import type { Ledger } from './ledger.ts';

/** What a lost reply looks like: the cloud may or may not have done it. */
const LOST: ReadonlySet<string> = new Set(['network', 'server', 'unexpected-reply']);

/**
 * Sends a changing request, once. A refusal, or a request that never left, closes its intent and is thrown.
 * @returns undefined when the reply was lost: the intent stays open, and only reading can tell what came of it
 */
export async function sendOnce<T>(
  { journal, open }: Ledger,
  intent: Intent,
  request: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof CloudError && !isLost(error, intent)) {
      const { code, message, requestId } = error;
      await journal.finish(intent, { result: 'refused', message, code, requestId });
      throw error;
    }
    open.add(intent);
    if (error instanceof CloudError) return undefined;
    throw error;
  }
}

/** Also when the cloud refuses a repetition: ours is sent once, so something on the way sent it again after it arrived. */
function isLost({ unsent, category, code }: CloudError, { provider }: Intent): boolean {
  if (unsent) return false;
  return LOST.has(category) || (findProfile(provider)?.repeated ?? []).includes(code ?? '');
}
