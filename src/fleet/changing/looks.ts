import { setTimeout as wait } from 'node:timers/promises';
import { CloudError } from '../../cloud/error.ts';
import type { Answer } from '../../domain/encryption.ts';
import { refOf, type Instance } from '../../domain/instance.ts';
import { keepShown } from '../member.ts';
import type { ReadingContext } from '../reading/context.ts';
import { ask, readInstance } from '../reading/reading.ts';

/** Waits before each look at what came of a change, in milliseconds. */
const LOOKS = [0, 1_000, 3_000];

/** Waits before each later look, in milliseconds: past the time after which an effect does not come any more. */
const LATER_LOOKS = [5_000, 10_000, 20_000, 40_000];

/** Reads until the wanted state shows, a few times at most. Undefined when nothing could be read. */
export async function look(
  context: ReadingContext,
  instance: Instance,
  wanted: Answer['state'],
  signal: AbortSignal,
): Promise<Answer | undefined> {
  let answer: Answer | undefined;
  for (const pause of LOOKS) {
    await wait(pause, undefined, { signal });
    try {
      answer = await ask(context, instance, signal);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
    }
    if (answer?.state === wanted) break;
  }
  return answer;
}

/** Reads on, ever more seldom, while the cloud tells a state but does not show what it was asked for. */
export async function followUp(
  context: ReadingContext,
  instance: Instance,
  signal: AbortSignal,
): Promise<void> {
  const ref = refOf(instance);
  const { ledger } = context.member;
  if (context.inventory.record(ref)?.encryption.state === 'unknown') return;
  for (const pause of LATER_LOOKS) {
    if (!ledger.open.isAwaited(ref)) return;
    await wait(pause, undefined, { signal });
    await readInstance(context, instance, signal);
    await keepShown(context.member, context.inventory, context.log);
  }
}
