import * as l10n from '@vscode/l10n';
import type { Answer, Reason } from '../../domain/encryption.ts';
import type { InstanceRef } from '../../domain/instance.ts';
import type { Journal } from '../../files/journal.ts';
import { isAlive } from '../../files/processes.ts';
import type { Intent, Outcome } from '../../files/schemas.ts';

/** After this long a request of another process has ended one way or the other. Milliseconds. */
const LONGEST_CHANGE = 60_000;

/**
 * For so long after a change was asked for, its effect may still come: a reading that shows the old state does not
 * say yet that nothing happened. Our choice; no cloud says how long its own takes. Milliseconds.
 */
const LATEST_EFFECT = 60_000;

/**
 * The changes whose outcome is not known, after a crash or a lost reply. They are settled by what is read later,
 * never by asking for the change again. Also the accepted ones that the cloud does not show yet.
 */
export class OpenChanges {
  readonly #journal: Journal;
  readonly #underWay = new Set<string>();
  /** By what they change; more than one when a person asked again. */
  readonly #lost = new Map<string, Intent[]>();
  /** The newest accepted change by what it changes, while the cloud does not show it. */
  readonly #unseen = new Map<string, Intent>();
  /** Those closed here: the journal may have been read just before their outcome was in it. */
  readonly #closed = new Set<string>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Looks in the journal for intents that were left without an outcome, at the start. */
  async load(now: number): Promise<void> {
    for (const intent of await this.#journal.openIntents()) {
      if (!this.#underWay.has(intent.changeId) && hasEnded(intent, now)) this.add(intent);
    }
  }

  /** Looks again, for what other windows have left since; this one knows its own. */
  async loadOthers(now: number): Promise<void> {
    for (const intent of await this.#journal.openIntents()) {
      if (intent.process !== process.pid && !this.#knows(intent) && hasEnded(intent, now)) this.add(intent);
    }
  }

  #knows(intent: Intent): boolean {
    const lost = this.#lost.get(keyOf(intent)) ?? [];
    return this.#closed.has(intent.changeId) || lost.some(({ changeId }) => changeId === intent.changeId);
  }

  started(intent: Intent): void {
    this.#underWay.add(intent.changeId);
    this.#unseen.delete(keyOf(intent));
  }

  ended({ changeId }: Intent): void {
    this.#underWay.delete(changeId);
  }

  /** From now on the change counts as one whose outcome is not known. */
  add(intent: Intent): void {
    this.#lost.set(keyOf(intent), [...(this.#lost.get(keyOf(intent)) ?? []), intent]);
  }

  /** An accepted change that the cloud does not show yet. */
  addUnseen(intent: Intent): void {
    this.#unseen.set(keyOf(intent), intent);
  }

  /** Whether a change of the instance was asked for that no reading has shown or ruled out yet. */
  isAwaited(ref: InstanceRef): boolean {
    return this.#unseen.has(keyOf(ref)) || this.#lost.has(keyOf(ref));
  }

  /** What to say beside a known state that does not show a change whose effect may still come. */
  awaited(ref: InstanceRef, answer: Answer, now: number): Reason | undefined {
    const unseen = this.#unseen.get(keyOf(ref));
    const intent = unseen ?? this.find(ref);
    if (!intent || resultOf(intent, answer) !== 'not-applied' || hasHadTime(intent, now)) return undefined;
    const message = unseen
      ? l10n.t('The change asked for at {0} was accepted; the cloud does not show it yet.', intent.at)
      : l10n.t('A change was asked for at {0} and the reply was lost; it may still take effect.', intent.at);
    return { category: 'unconfirmed', message, since: intent.at };
  }

  /** The newest open change of an instance. */
  find(ref: InstanceRef): Intent | undefined {
    return this.#lost.get(keyOf(ref))?.at(-1);
  }

  /** Open changes of an account itself, such as creating a role. */
  ofAccount(accountId: string): Intent[] {
    return [...this.#lost.values()]
      .flat()
      .filter((intent) => intent.accountId === accountId && !intent.instanceId);
  }

  /** Closes the open changes of an instance, when an answer tells what came of them. */
  async settle(ref: InstanceRef, answer: Answer, now: number): Promise<void> {
    const resultNow = (intent: Intent) => {
      const result = resultOf(intent, answer);
      return result === 'not-applied' && !hasHadTime(intent, now) ? undefined : result;
    };
    const unseen = this.#unseen.get(keyOf(ref));
    if (unseen && resultNow(unseen)) this.#unseen.delete(keyOf(ref));
    for (const intent of this.#lost.get(keyOf(ref)) ?? []) {
      const result = resultNow(intent);
      if (result) await this.close(intent, { result, ...requestOf(answer) });
    }
  }

  async close(intent: Intent, outcome: Outcome): Promise<void> {
    this.#closed.add(intent.changeId);
    const others = (this.#lost.get(keyOf(intent)) ?? []).filter(
      ({ changeId }) => changeId !== intent.changeId,
    );
    if (others.length > 0) this.#lost.set(keyOf(intent), others);
    else this.#lost.delete(keyOf(intent));
    await this.#journal.finish(intent, outcome);
  }
}

/** What is known of an instance while it cannot be read whether a change took effect. */
export function unconfirmedAnswer({ at }: Intent): Answer {
  const message = l10n.t(
    'A change was asked for at {0}, the reply was lost, and the state was not read since.',
    at,
  );
  return { state: 'unknown', reason: { category: 'unconfirmed', message, since: at } };
}

function resultOf({ change }: Intent, { state }: Answer): Outcome['result'] | undefined {
  if (state !== 'on' && state !== 'off') return undefined;
  return (change === 'enable') === (state === 'on') ? 'confirmed' : 'not-applied';
}

function hasHadTime({ at }: Intent, now: number): boolean {
  return Math.abs(now - Date.parse(at)) >= LATEST_EFFECT;
}

function requestOf(answer: Answer): Pick<Outcome, 'requestId'> {
  return 'evidence' in answer && answer.evidence.requestId ? { requestId: answer.evidence.requestId } : {};
}

function keyOf(change: { accountId: string; instanceId: string; region?: string }): string {
  return change.instanceId
    ? `${change.accountId}/${change.instanceId}`
    : `${change.accountId}//${change.region}`;
}

/** Whether the process that asked is gone, or has had more than enough time. */
function hasEnded(intent: Intent, now: number): boolean {
  if (intent.process === process.pid) return true;
  return now - Date.parse(intent.at) > LONGEST_CHANGE || !isAlive(intent.process);
}
