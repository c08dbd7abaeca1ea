import type { Answer } from '../../domain/encryption.ts';
import { refOf, type Instance } from '../../domain/instance.ts';
import type { KeyTrouble } from '../../domain/keyTrouble.ts';
import { recordedState } from '../../domain/stateChange.ts';
import { isoTime } from '../../domain/time.ts';
import type { Note } from '../../files/historyNotes.ts';
import { ownerOf } from '../../inventory/accountView.ts';
import type { ReadingContext } from './context.ts';
import { forgottenAt } from './memory.ts';

/** What is read is noted for the history, which is written once at the end: nothing here waits for a disk. */

/** Takes note of a state. One that could not be read is none. */
export function noteAnswer(context: ReadingContext, instance: Instance, answer: Answer): void {
  const state = recordedState(answer);
  if (!state) return;
  const because = 'evidence' in answer ? { evidence: answer.evidence } : { reason: answer.reason };
  note(context, instance, { state, ...because });
}

/** Takes note that the cloud has an instance no more, unless another account still sees it. */
export function noteGone(context: ReadingContext, instance: Instance): void {
  if (context.inventory.sightings.others(refOf(instance)).length === 0) {
    note(context, instance, { state: 'gone' });
  }
}

/** Takes note of how the key of an instance was found. */
export function noteKey(context: ReadingContext, instance: Instance, keyTrouble: KeyTrouble | 'none'): void {
  note(context, instance, { keyTrouble });
}

function note(
  context: ReadingContext,
  instance: Instance,
  seen: Pick<Note, 'state' | 'evidence' | 'reason' | 'keyTrouble'>,
): void {
  const { member, identity, inventory, clock } = context;
  const { provider, region, id: instanceId, name, createdAt } = instance;
  const readBefore = inventory.account(member.account.id)?.refreshedAt;
  const forgotten = forgottenAt(context, instance);
  member.history.note({
    provider,
    owner: ownerOf(member.account.id, identity.accountId),
    region,
    instanceId,
    name,
    at: isoTime(clock.now()),
    ...seen,
    ...(createdAt && { createdAt }),
    ...(readBefore && { readBefore }),
    ...(forgotten && { forgottenAt: forgotten }),
  });
}
