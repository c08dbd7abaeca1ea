import { CloudError } from '../../cloud/error.ts';
import type { ReadMemory } from '../../cloud/provider.ts';
import { findProfile } from '../../cloud/registry.ts';
import { afterFailure, fresh, type Answer, type Reason } from '../../domain/encryption.ts';
import { refOf, type Instance, type InstanceRef } from '../../domain/instance.ts';
import { keepShown } from '../member.ts';
import { claim, sightingsOf, type ReadingContext } from './context.ts';

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
    if (order.claim(ref, ticket)) inventory.setEncryption(ref, afterFailure(earlier(context, ref), reason));
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
  const answer = await context.cloud.readEncryption(instance, recall(context, refOf(instance)), signal);
  signal.throwIfAborted();
  return answer;
}

/**
 * Puts a fresh answer into the inventory, for every account that sees the database, and keeps it as proof where the
 * switch is one-way.
 */
export function show(context: ReadingContext, instance: Instance, answer: Answer): void {
  const ref = refOf(instance);
  remember(context, ref, answer);
  const { member, inventory, clock } = context;
  const sightings = sightingsOf(context, ref);
  const [reason] = sightings.flatMap((seen) => member.ledger.open.awaited(seen, answer, clock.now()) ?? []);
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

/** The last answer shown; failing that the proof, which holds for ever. */
function earlier(context: ReadingContext, ref: InstanceRef) {
  const shown = context.inventory.record(ref)?.encryption;
  const { proof } = recall(context, ref);
  if (proof && (!shown || shown.state === 'unknown')) return fresh({ state: 'on', evidence: proof });
  return shown;
}

function recall(context: ReadingContext, ref: InstanceRef): ReadMemory {
  const { member, identity } = context;
  const proof = member.files.proof(identity.accountId, ref.instanceId);
  const [unconfirmedSince] = sightingsOf(context, ref)
    .flatMap((seen) => member.ledger.open.find(seen)?.at ?? [])
    .toSorted()
    .toReversed();
  return { ...(proof && { proof }), ...(unconfirmedSince && { unconfirmedSince }) };
}

/** Where the switch is one-way, one positive answer is a proof for ever. */
function remember(context: ReadingContext, ref: InstanceRef, answer: Answer): void {
  if (answer.state !== 'on' || findProfile(context.member.account.provider)?.canDisable !== false) return;
  const { identity } = context;
  const { files } = context.member;
  const before = files.proof(identity.accountId, ref.instanceId);
  if (before === answer.evidence) return;
  const keyId = answer.evidence.keyId ?? before?.keyId;
  files.addProof(identity.accountId, ref.instanceId, { ...answer.evidence, ...(keyId && { keyId }) });
}
