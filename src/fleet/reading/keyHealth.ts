import { CloudError } from '../../cloud/error.ts';
import type { Instance } from '../../domain/instance.ts';
import type { KeyTrouble } from '../../domain/keyTrouble.ts';
import { keyPlace } from '../../inventory/accountView.ts';
import type { ReadingContext } from './context.ts';
import { noteKey } from './notes.ts';

/** How long what was seen of a key is believed when no person asks. Milliseconds. */
const DAY = 24 * 60 * 60 * 1000;

/**
 * Looks at each key that backups of the account are known to be encrypted with: once it is disabled or deleted they
 * cannot be restored. Whoever may not look at keys learns nothing, which is no failure of the reading.
 * @param explicit a person asked: keys that were seen today are looked at again
 */
export async function readKeyHealth(
  context: ReadingContext,
  explicit: boolean,
  signal: AbortSignal,
): Promise<void> {
  const { member, inventory, clock } = context;
  const { account, keysSeen } = member;
  const troubles = new Map(inventory.account(account.id)?.keyTroubles);
  const used = keysInUse(context);
  const found = new Map<string, KeyTrouble | 'none'>();
  for (const place of troubles.keys()) if (!used.has(place)) troubles.delete(place);
  await Promise.all(
    [...used].map(async ([place, { instance, keyId }]) => {
      const now = clock.now();
      const seen = keysSeen.get(place);
      if (!explicit && seen && Math.abs(now - seen.at) < DAY) return;
      const trouble = await troubleOf(context, instance, keyId, signal);
      if (trouble === undefined) return;
      const isThere = trouble !== 'missing' && trouble !== 'not-told';
      const wasThere = isThere || (seen?.wasThere ?? false);
      keysSeen.set(place, { at: now, wasThere });
      // One that was never there may be a key that the cloud keeps to itself.
      if (trouble === 'not-told' || !wasThere) return;
      found.set(place, trouble);
      if (trouble === 'none') troubles.delete(place);
      else troubles.set(place, trouble);
    }),
  );
  noteKeys(context, found);
  inventory.setKeyTroubles(account.id, troubles);
}

/** Each instance of a key shares its fate. */
function noteKeys(context: ReadingContext, found: ReadonlyMap<string, KeyTrouble | 'none'>): void {
  const { inventory, member } = context;
  for (const { instance, encryption } of inventory.account(member.account.id)?.records.values() ?? []) {
    const keyId = encryption.evidence?.keyId;
    const trouble = keyId && found.get(keyPlace(instance.region, keyId));
    if (trouble) noteKey(context, instance, trouble);
  }
}

interface KeyInUse {
  readonly instance: Instance;
  readonly keyId: string;
}

/** The keys that the evidence names, each once. */
function keysInUse({ inventory, member }: ReadingContext): Map<string, KeyInUse> {
  const keys = new Map<string, KeyInUse>();
  for (const { instance, encryption } of inventory.account(member.account.id)?.records.values() ?? []) {
    const keyId = encryption.evidence?.keyId;
    if (keyId) keys.set(keyPlace(instance.region, keyId), { instance, keyId });
  }
  return keys;
}

/** @returns `not-told` for who may not look at keys, undefined when the cloud could not be asked */
async function troubleOf(
  { cloud }: ReadingContext,
  instance: Instance,
  keyId: string,
  signal: AbortSignal,
): Promise<KeyTrouble | 'none' | 'not-told' | undefined> {
  try {
    return (await cloud.keys?.describe(instance, keyId, signal))?.trouble ?? 'none';
  } catch (error) {
    if (signal.aborted || !(error instanceof CloudError)) throw error;
    // Without a code it is our own word, for a key of another region.
    if (error.category === 'key' && error.code) return 'missing';
    return error.category === 'permission' ? 'not-told' : undefined;
  }
}
