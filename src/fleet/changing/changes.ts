import * as l10n from '@vscode/l10n';
import { CloudError } from '../../cloud/error.ts';
import type { Evidence } from '../../domain/encryption.ts';
import { refOf, type Instance } from '../../domain/instance.ts';
import type { Intent } from '../../files/journalEntry.ts';
import type { Lock } from '../../files/lock.ts';
import { keepSoon } from '../member.ts';
import { claim, type ReadingContext } from '../reading/context.ts';
import { settleBy, show } from '../reading/reading.ts';
import { requireMine } from './beforehand.ts';
import { beginIntent } from './intents.ts';
import { look } from './looks.ts';
import { sendOnce } from './sendOnce.ts';
import { unconfirmedAnswer, wantedState, type Wanted } from './wanted.ts';

/** What came of a change that was not refused. */
export type ChangeResult =
  | 'accepted'
  /** accepted, but the cloud does not show it yet */
  | 'not-seen'
  /** it was so before: nothing was sent, or the cloud said so; a key that was chosen was not applied */
  | 'already-enabled'
  | 'already-disabled'
  // The others after a lost reply:
  | 'confirmed'
  | 'not-applied'
  | 'unconfirmed';

/** A change that a person has confirmed, under its lock. */
export interface Change {
  readonly instance: Instance;
  readonly wanted: Wanted;
  readonly keyAlias?: string | undefined;
  readonly lock: Lock;
}

/**
 * Changes one instance, once. The intent is in the journal before the request leaves; afterwards the state is read
 * again. A lost reply is answered by reading, never by asking again.
 * @throws CloudError when the cloud refused: then nothing was changed
 */
export async function changeInstance(
  context: ReadingContext,
  change: Change,
  signal: AbortSignal,
): Promise<ChangeResult> {
  const { instance, wanted, keyAlias } = change;
  const { ledger } = context.member;
  const { provider, accountId, region, id: instanceId, name: instanceName } = instance;
  const place = { provider, accountId, region, instanceId, instanceName };
  const intent = await beginIntent(context, { ...place, ...wanted, ...(keyAlias && { keyAlias }) });
  ledger.open.started(intent);
  overtake(context, instance);
  try {
    const evidence = await sendOnce(ledger, intent, () => send(context, change, signal));
    overtake(context, instance);
    if (!evidence) return await afterLostReply(context, instance, intent, signal);
    await keepAccepted(context, instance, intent, evidence, signal);
    const seen = await lookUntilSeen(context, instance, intent, signal);
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

async function send(
  { cloud }: ReadingContext,
  { instance, wanted, lock }: Change,
  signal: AbortSignal,
): Promise<Evidence> {
  await requireMine(lock);
  if (wanted.change === 'enable') {
    return cloud.enable(instance, 'keyId' in wanted ? wanted.keyId : undefined, signal);
  }
  if (cloud.disable) return cloud.disable(instance, signal);
  const message = l10n.t('This cloud cannot switch backup encryption off.');
  throw new CloudError({ category: 'unsupported', message });
}

/**
 * Shows what was accepted and keeps the proof, then closes the intent: a crash in between leaves it open, to be settled
 * by reading. The same when a file cannot be written. The snapshot is written soon, once for many changes; when a crash
 * is faster, the next start takes the state from the journal.
 */
async function keepAccepted(
  context: ReadingContext,
  instance: Instance,
  intent: Intent,
  evidence: Evidence,
  signal: AbortSignal,
): Promise<void> {
  const result = evidence.source === 'already-enabled' ? 'already-enabled' : 'accepted';
  const { proofs, ledger } = context.member;
  show(context, instance, { state: wantedState(intent), evidence });
  try {
    await proofs.save();
    keepSoon(context.member, context.inventory, context.log, signal);
    await ledger.journal.finish(intent, { result, requestId: evidence.requestId });
  } catch {
    ledger.open.add(intent);
  }
}

/** Reads what came of an accepted change. @returns whether the wanted state was seen, or nothing could be read */
async function lookUntilSeen(
  context: ReadingContext,
  instance: Instance,
  intent: Intent,
  signal: AbortSignal,
): Promise<boolean> {
  const answer = await look(context, instance, wantedState(intent), signal);
  if (!answer) return true;
  const seen = answer.state === wantedState(intent);
  if (!seen) context.member.ledger.open.addUnseen(intent);
  overtake(context, instance);
  show(context, instance, answer);
  return seen;
}

async function afterLostReply(
  context: ReadingContext,
  instance: Instance,
  intent: Intent,
  signal: AbortSignal,
): Promise<ChangeResult> {
  const { proofs, ledger } = context.member;
  const wanted = wantedState(intent);
  const answer = (await look(context, instance, wanted, signal)) ?? unconfirmedAnswer(intent);
  overtake(context, instance);
  show(context, instance, answer);
  await proofs.save();
  await settleBy(context, refOf(instance), answer);
  if (ledger.open.find(refOf(instance))) return 'unconfirmed';
  return answer.state === wanted ? 'confirmed' : 'not-applied';
}
