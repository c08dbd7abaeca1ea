import type { Instance } from '../../domain/instance.ts';
import type { ReadingContext } from '../reading/context.ts';
import { requireUsable } from './beforehand.ts';

/** How long a key that could be used holds for the changes that follow, milliseconds. */
const HELD = 60_000;

interface Look {
  readonly at: number;
  readonly alias: string | undefined;
}

/** Looks at keys before changes: of many changes in a row the first one asks for the others too. */
export class KeyLooks {
  readonly #looks = new Map<string, Look>();

  /**
   * Whether a key can be used; one that cannot is asked for each time.
   * @returns its alias, as far as it is known
   * @throws CloudError when it cannot
   */
  async requireUsable(
    context: ReadingContext,
    instance: Instance,
    keyId: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { accountId, region, home, keyScope } = instance;
    const place = [accountId, region, home, keyScope, keyId].join('\n');
    const now = context.ownClock.now();
    const held = this.#looks.get(place);
    if (held && Math.abs(now - held.at) < HELD) return held.alias;
    const alias = await requireUsable(context, instance, keyId, signal);
    this.#looks.set(place, { at: now, alias });
    return alias;
  }
}
