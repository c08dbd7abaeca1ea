import { CloudError } from '../../cloud/error.ts';
import { afterFailure, fresh, type Answer, type Encryption, type Reason } from '../../domain/encryption.ts';
import { refOf, type Instance, type InstanceRef } from '../../domain/instance.ts';
import { keepShown } from '../member.ts';
import { claim, sightingsOf, type ReadingContext } from './context.ts';
import { dropProof, keptAnswer, recall, remember, storedProof } from './memory.ts';
import { noteAnswer, noteGone } from './notes.ts';

/**
 * Reads one state and puts it, or the reason why it could not be read, into the inventory.
 * @returns that reason, if there was one
 */
export async function readInstance(
  context: ReadingContext,
  instance: Instance,
  signal: AbortSignal,
): Promise<Reason | undefined> {
  const { inventory, order } = context;
  const ref = refOf(instance);
  const ticket = order.next();
  const fail = (reason: Reason) => {
    const isGone = reason.category === 'not-found';
    if (isGone) {
      dropProof(context, instance);
      noteGone(context, instance);
    }
    const before = isGone ? undefined : earlier(context, instance);
    if (order.claim(ref, ticket)) inventory.setEncryption(ref, afterFailure(before, reason));
    return reason;
  };
  if (instance.unreadable) return fail(instance.unreadable);
  try {
    const answer = await ask(context, instance, signal);
    if (!claim(context, ref, ticket)) return undefined;
    show(context, instance, answer);
    await settleBy(context, ref, answer);
    return undefined;
  } catch (error) {
    if (signal.aborted || !(error instanceof CloudError)) throw error;
    return fail(error.reason);
  }
}

/** Asks for the state of one instance, with what is remembered of it, and shows nothing yet. */
export async function ask(context: ReadingContext, instance: Instance, signal: AbortSignal): Promise<Answer> {
  const kept = keptAnswer(context, instance);
  if (kept) return kept;
  const answer = await context.cloud.readEncryption(instance, await recall(context, instance), signal);
  signal.throwIfAborted();
  return answer;
}

/**
 * Puts a fresh answer into the inventory, for every account that sees the database, and keeps it as proof where the
 * switch is one-way.
 */
export function show(context: ReadingContext, instance: Instance, answer: Answer): void {
  const ref = refOf(instance);
  remember(context, instance, answer);
  const { member, inventory, clock } = context;
  const sightings = sightingsOf(context, ref);
  const [reason] = sightings.flatMap((seen) => member.ledger.open.awaited(seen, answer, clock.now()) ?? []);
  // A state before a change that may still take effect is none that became another one.
  if (!reason) noteAnswer(context, instance, answer);
  const shown = { ...fresh(answer), ...(reason && { reason }) };
  for (const sighting of sightings) inventory.setEncryption(sighting, shown);
}

/** Lets an answer close the changes of its database that are open, by whichever account they were asked for. */
export async function settleBy(context: ReadingContext, ref: InstanceRef, answer: Answer): Promise<void> {
  const { member, inventory, clock, log } = context;
  const { open } = member.ledger;
  // First what is shown goes to the disk: a crash in between leaves the change open, never an old state.
  const sightings = sightingsOf(context, ref);
  if (sightings.some((seen) => open.find(seen))) await keepShown(member, inventory, log);
  for (const sighting of sightings) await open.settle(sighting, answer, clock.now());
}

/** The last answer shown; before the first one what is remembered. */
function earlier(context: ReadingContext, instance: Instance): Encryption | undefined {
  const shown = context.inventory.record(refOf(instance))?.encryption;
  if (shown && shown.reason?.category !== 'pending') return shown;
  const evidence = storedProof(context, instance);
  return evidence ? fresh({ state: 'on', evidence }) : shown;
}
