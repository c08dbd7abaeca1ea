import { setTimeout as wait } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import { CloudError } from '../cloud/error.ts';
import type { ServiceRole } from '../cloud/provider.ts';
import type { Answer, Evidence } from '../domain/encryption.ts';
import type { Instance } from '../domain/instance.ts';
import type { Ledger } from './ledger.ts';
import { unconfirmedAnswer, type OpenChanges } from './openChanges.ts';
import { ask, refOf, show, type ReadingContext } from './reading.ts';
import type { Intent } from './schemas.ts';

export type Wanted =
  | { readonly change: 'enable' }
  | { readonly change: 'enable'; readonly keyId: string }
  | { readonly change: 'disable' };

/** What came of a change that was not refused; the last three after a lost reply. */
export type ChangeResult = 'accepted' | 'already-enabled' | 'confirmed' | 'not-applied' | 'unconfirmed';

/** Waits before each look at what came of a change, in milliseconds. */
const LOOKS = [0, 1_000, 3_000];

/** What a lost reply looks like: the cloud may or may not have done it. */
const LOST: ReadonlySet<string> = new Set(['network', 'server', 'unexpected-reply']);

/**
 * Changes one instance, once. The intent is in the journal before the request leaves; afterwards the state is read
 * again. A lost reply is answered by reading, never by asking again.
 * @throws CloudError when the cloud refused: then nothing was changed
 */
export async function changeInstance(
  context: ReadingContext,
  ledger: Ledger,
  instance: Instance,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<ChangeResult> {
  const { provider, accountId, region, id: instanceId } = instance;
  const intent = await ledger.journal.begin({ provider, accountId, region, instanceId, ...wanted });
  ledger.open.started(intent);
  try {
    const evidence = await send(context, instance, wanted, signal);
    const result = evidence.source === 'already-enabled' ? 'already-enabled' : 'accepted';
    await ledger.journal.finish(intent, {
      result,
      ...(evidence.requestId && { requestId: evidence.requestId }),
    });
    await showAccepted(context, instance, wanted, evidence, signal);
    return result;
  } catch (error) {
    await recordFailure(ledger, intent, error);
    if (!isLost(error)) throw error;
    return await afterLostReply(context, ledger.open, instance, intent, signal);
  } finally {
    ledger.open.ended(intent);
  }
}

/**
 * Creates the cloud's service-linked role: a change of the account, journalled like any other.
 * @returns whether the role exists afterwards
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
    const { created, requestId } = await role.create(place.region, signal);
    const result = created ? 'accepted' : 'refused';
    await ledger.journal.finish(intent, { result, ...(requestId && { requestId }) });
    return created;
  } catch (error) {
    await recordFailure(ledger, intent, error);
    if (!isLost(error)) throw error;
    return await settleRole(ledger.open, role, intent, signal);
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

function send(
  { cloud }: ReadingContext,
  instance: Instance,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Evidence> {
  if (wanted.change === 'enable')
    return cloud.enable(instance, 'keyId' in wanted ? wanted.keyId : undefined, signal);
  if (cloud.disable) return cloud.disable(instance, signal);
  const message = l10n.t('This cloud cannot switch backup encryption off.');
  throw new CloudError({ category: 'unsupported', message });
}

function isLost(error: unknown): boolean {
  return error instanceof CloudError && LOST.has(error.category);
}

/** A refusal closes the intent; after anything else, what came of it is not known. */
async function recordFailure({ journal, open }: Ledger, intent: Intent, error: unknown): Promise<void> {
  if (!(error instanceof CloudError) || isLost(error)) {
    open.add(intent);
    return;
  }
  const { code, message, requestId } = error;
  await journal.finish(intent, {
    result: 'refused',
    message,
    ...(code && { code }),
    ...(requestId && { requestId }),
  });
}

/** Shows what was accepted at once, then what a reading says. */
async function showAccepted(
  context: ReadingContext,
  instance: Instance,
  { change }: Wanted,
  evidence: Evidence,
  signal: AbortSignal,
): Promise<void> {
  const state = change === 'enable' ? 'on' : 'off';
  context.order.claim(refOf(instance), context.order.next());
  show(context, instance, { state, evidence });
  await context.files.saveProofs();
  const answer = await look(context, instance, state, signal);
  if (!answer) return;
  show(context, instance, answer);
  await context.files.saveProofs();
}

async function afterLostReply(
  context: ReadingContext,
  open: OpenChanges,
  instance: Instance,
  intent: Intent,
  signal: AbortSignal,
): Promise<ChangeResult> {
  const wanted = intent.change === 'enable' ? 'on' : 'off';
  const answer = (await look(context, instance, wanted, signal)) ?? unconfirmedAnswer(intent);
  context.order.claim(refOf(instance), context.order.next());
  show(context, instance, answer);
  await context.files.saveProofs();
  await open.settle(refOf(instance), answer);
  if (open.find(refOf(instance))) return 'unconfirmed';
  return answer.state === wanted ? 'confirmed' : 'not-applied';
}

/** Reads until the wanted state shows, a few times at most. Undefined when nothing could be read. */
async function look(
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
