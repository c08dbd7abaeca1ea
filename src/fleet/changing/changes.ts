import { setTimeout as wait } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import { CloudError } from '../../cloud/error.ts';
import type { Answer, Evidence } from '../../domain/encryption.ts';
import { refOf, type Instance } from '../../domain/instance.ts';
import type { Ledger } from './ledger.ts';
import { unconfirmedAnswer, type OpenChanges } from './openChanges.ts';
import { keepShown } from '../member.ts';
import { claim, type ReadingContext } from '../reading/context.ts';
import { ask, readInstance, settleBy, show } from '../reading/reading.ts';
import type { Intent } from '../../files/schemas.ts';
import { sendOnce } from './sendOnce.ts';

export type Wanted =
  | { readonly change: 'enable' }
  | { readonly change: 'enable'; readonly keyId: string }
  | { readonly change: 'disable' };

/** What came of a change that was not refused. */
export type ChangeResult =
  | 'accepted'
  /** accepted, but the cloud does not show it yet */
  | 'not-seen'
  | 'already-enabled'
  // The others after a lost reply:
  | 'confirmed'
  | 'not-applied'
  | 'unconfirmed';

/** Waits before each look at what came of a change, in milliseconds. */
const LOOKS = [0, 1_000, 3_000];

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
  overtake(context, instance);
  try {
    const evidence = await sendOnce(ledger, intent, () => request(context, instance, wanted, signal));
    overtake(context, instance);
    if (!evidence) return await afterLostReply(context, ledger.open, instance, intent, signal);
    await keepAccepted(context, ledger, instance, intent, evidence);
    const seen = await lookUntilSeen(context, ledger.open, instance, intent, signal);
    if (evidence.source === 'already-enabled') return 'already-enabled';
    return seen ? 'accepted' : 'not-seen';
  } finally {
    ledger.open.ended(intent);
  }
}

/** Readings that began before this moment say nothing of what comes after it: their answers are dropped. */
function overtake(context: ReadingContext, instance: Instance): void {
  claim(context, refOf(instance), context.order.next());
}

function request(
  { cloud }: ReadingContext,
  instance: Instance,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Evidence> {
  if (wanted.change === 'enable') {
    return cloud.enable(instance, 'keyId' in wanted ? wanted.keyId : undefined, signal);
  }
  if (cloud.disable) return cloud.disable(instance, signal);
  const message = l10n.t('This cloud cannot switch backup encryption off.');
  throw new CloudError({ category: 'unsupported', message });
}

/**
 * Shows what was accepted and keeps the state and the proof, then closes the intent: a crash in between leaves it
 * open, to be settled by reading. The same when a file cannot be written.
 */
async function keepAccepted(
  context: ReadingContext,
  { journal, open }: Ledger,
  instance: Instance,
  intent: Intent,
  evidence: Evidence,
): Promise<void> {
  const result = evidence.source === 'already-enabled' ? 'already-enabled' : 'accepted';
  show(context, instance, { state: wantedState(intent), evidence });
  try {
    await context.member.files.saveProofs();
    await keepShown(context.member, context.inventory, context.log);
    await journal.finish(intent, { result, requestId: evidence.requestId });
  } catch {
    open.add(intent);
  }
}

/** Reads what came of an accepted change. @returns whether the wanted state was seen, or nothing could be read */
async function lookUntilSeen(
  context: ReadingContext,
  open: OpenChanges,
  instance: Instance,
  intent: Intent,
  signal: AbortSignal,
): Promise<boolean> {
  const answer = await look(context, instance, wantedState(intent), signal);
  if (!answer) return true;
  const seen = answer.state === wantedState(intent);
  if (!seen) open.addUnseen(intent);
  overtake(context, instance);
  show(context, instance, answer);
  return seen;
}

async function afterLostReply(
  context: ReadingContext,
  open: OpenChanges,
  instance: Instance,
  intent: Intent,
  signal: AbortSignal,
): Promise<ChangeResult> {
  const wanted = wantedState(intent);
  const answer = (await look(context, instance, wanted, signal)) ?? unconfirmedAnswer(intent);
  overtake(context, instance);
  show(context, instance, answer);
  await context.member.files.saveProofs();
  await settleBy(context, refOf(instance), answer);
  if (open.find(refOf(instance))) return 'unconfirmed';
  return answer.state === wanted ? 'confirmed' : 'not-applied';
}

function wantedState({ change }: Intent): 'on' | 'off' {
  return change === 'enable' ? 'on' : 'off';
}

/** Waits before each later look, in milliseconds: past the time after which an effect does not come any more. */
const LATER_LOOKS = [5_000, 10_000, 20_000, 40_000];

/** Reads on, ever more seldom, while the cloud tells a state but does not show what it was asked for. */
export async function followUp(
  context: ReadingContext,
  open: OpenChanges,
  instance: Instance,
  signal: AbortSignal,
): Promise<void> {
  const ref = refOf(instance);
  if (context.inventory.record(ref)?.encryption.state === 'unknown') return;
  for (const pause of LATER_LOOKS) {
    if (!open.isAwaited(ref)) return;
    await wait(pause, undefined, { signal });
    await readInstance(context, instance, signal);
    await keepShown(context.member, context.inventory, context.log);
  }
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
