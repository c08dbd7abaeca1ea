import type { Account } from '../../accounts/account.ts';
import { CloudError } from '../../cloud/error.ts';
import type { CloudSession, Identity, ReadMemory } from '../../cloud/provider.ts';
import { findProfile } from '../../cloud/registry.ts';
import { afterFailure, fresh, type Answer, type Reason } from '../../domain/encryption.ts';
import type { Instance, InstanceRef } from '../../domain/instance.ts';
import type { AccountFiles } from '../../files/accountFiles.ts';
import type { Inventory } from '../../inventory/inventory.ts';

export interface ReadingContext {
  readonly account: Account;
  readonly cloud: CloudSession;
  readonly identity: Identity;
  readonly inventory: Inventory;
  readonly files: AccountFiles;
  readonly order: ReadingOrder;
  /** Regions that the cloud reported as closed; they are not asked again. */
  readonly closed: Set<string>;
  /** When a change of this instance was asked for whose outcome is not known. */
  unconfirmedSince(ref: InstanceRef): string | undefined;
  /** What to say beside an answer that does not show a change whose effect may still come. */
  awaited(ref: InstanceRef, answer: Answer): Reason | undefined;
  /** Keeps what is shown for the next start. */
  save(): Promise<void>;
  /** Told of every answer, so that an open change can be closed by it. */
  answered(ref: InstanceRef, answer: Answer): Promise<void>;
}

/** Which reading of an instance is the newest: an old answer that arrives after a newer one is dropped. */
export class ReadingOrder {
  #latest = 0;
  readonly #applied = new Map<string, number>();

  next(): number {
    this.#latest += 1;
    return this.#latest;
  }

  /** True when nothing newer has been applied; from then on older ones are refused. */
  claim({ accountId, instanceId }: InstanceRef, ticket: number): boolean {
    const key = `${accountId}/${instanceId}`;
    if ((this.#applied.get(key) ?? 0) > ticket) return false;
    this.#applied.set(key, ticket);
    return true;
  }
}

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
    if (!order.claim(ref, ticket)) return undefined;
    show(context, instance, answer);
    await context.answered(ref, answer);
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

/** Puts a fresh answer into the inventory, and keeps it as proof where the switch is one-way. */
export function show(context: ReadingContext, instance: Instance, answer: Answer): void {
  const ref = refOf(instance);
  remember(context, ref, answer);
  const reason = context.awaited(ref, answer);
  context.inventory.setEncryption(ref, { ...fresh(answer), ...(reason && { reason }) });
}

export function refOf({ accountId, id }: Instance): InstanceRef {
  return { accountId, instanceId: id };
}

/** The last answer shown; failing that the proof, which holds for ever. */
function earlier(context: ReadingContext, ref: InstanceRef) {
  const shown = context.inventory.record(ref)?.encryption;
  const { proof } = recall(context, ref);
  if (proof && (!shown || shown.state === 'unknown')) return fresh({ state: 'on', evidence: proof });
  return shown;
}

function recall(context: ReadingContext, ref: InstanceRef): ReadMemory {
  const proof = context.files.proof(context.identity.accountId, ref.instanceId);
  const unconfirmedSince = context.unconfirmedSince(ref);
  return { ...(proof && { proof }), ...(unconfirmedSince && { unconfirmedSince }) };
}

/** Where the switch is one-way, one positive answer is a proof for ever. */
function remember(context: ReadingContext, ref: InstanceRef, answer: Answer): void {
  if (answer.state !== 'on' || findProfile(context.account.provider)?.canDisable !== false) return;
  const { files, identity } = context;
  const before = files.proof(identity.accountId, ref.instanceId);
  if (before === answer.evidence) return;
  const keyId = answer.evidence.keyId ?? before?.keyId;
  files.addProof(identity.accountId, ref.instanceId, { ...answer.evidence, ...(keyId && { keyId }) });
}
