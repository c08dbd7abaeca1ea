import type { Answer, Reason } from '../../domain/encryption.ts';
import type { Instance, InstanceRef } from '../../domain/instance.ts';
import type { Journal } from '../../files/journal.ts';
import type { Intent, Outcome } from '../../files/journalEntry.ts';
import { instanceKey, type DoneChange, type Standing } from '../../files/journalIndex.ts';
import { isAlive, isOwn } from '../../files/processes.ts';
import { acceptedUnseen, lostReply, resultOf } from './wanted.ts';

/**
 * After this long a request of another process has ended one way or the other, where the lock of its change cannot tell
 * (a version that told no host). Milliseconds.
 */
const LONGEST_CHANGE = 60_000;

/**
 * For so long after a change was asked for, its effect may still come: a reading that shows the old state does not
 * say yet that nothing happened. Our choice; no cloud says how long its own takes. Milliseconds.
 */
const LATEST_EFFECT = 60_000;

export interface OpenChangesOptions {
  readonly journal: Journal;
  /** Milliseconds by a clock that nobody sets. */
  readonly passed: () => number;
  /** Whether somebody holds the lock of a change. */
  readonly isUnderWay: (intent: Intent) => Promise<boolean>;
}

/** A change with when this process came to know of it, by a clock that nobody sets. */
interface Known {
  readonly intent: Intent;
  readonly since: number;
  /** Asked for here: then that is when. */
  readonly isOurs: boolean;
}

/**
 * The changes whose outcome is not known, after a crash or a lost reply. They are settled by what is read later,
 * never by asking for the change again. Also the accepted ones that the cloud does not show yet.
 */
export class OpenChanges {
  readonly #options: OpenChangesOptions;
  readonly #underWay = new Map<string, Known>();
  /** By what they change; more than one when a person asked again. */
  readonly #lost = new Map<string, Known[]>();
  /** The newest accepted change by what it changes, while the cloud does not show it. */
  readonly #unseen = new Map<string, Known>();
  /** Those closed here: the journal may have been read just before their outcome was in it. */
  readonly #closed = new Set<string>();
  /** As the journal was read last: the newest change that went through, of each instance. */
  #done: Standing['done'] = new Map();

  constructor(options: OpenChangesOptions) {
    this.#options = options;
  }

  /** Looks in the journal for intents that were left without an outcome, at the start. */
  async load(now: number): Promise<void> {
    await this.#adopt(now, () => true);
  }

  /** Looks again, for what other windows have left or settled since; this one knows its own. */
  async loadOthers(now: number): Promise<void> {
    await this.#adopt(now, (intent) => !isOwn(processOf(intent)));
  }

  async #adopt(now: number, isWanted: (intent: Intent) => boolean): Promise<void> {
    const { open, isClosed, done } = await this.#options.journal.standing();
    this.#done = done;
    for (const { intent } of [...this.#lost.values()].flat()) {
      if (isClosed(intent.changeId)) this.#forget(intent);
    }
    for (const intent of open.values()) {
      const isKnown = this.#underWay.has(intent.changeId) || this.#knows(intent);
      if (!isKnown && isWanted(intent) && (await this.#hasEnded(intent, now))) this.add(intent);
    }
  }

  #knows(intent: Intent): boolean {
    const lost = this.#lost.get(keyOf(intent)) ?? [];
    return this.#closed.has(intent.changeId) || lost.some((known) => isSame(known, intent));
  }

  /** Whether the process that asked is gone, or has had more than enough time. */
  async #hasEnded(intent: Intent, now: number): Promise<boolean> {
    if (intent.host !== undefined) return !(await this.#options.isUnderWay(intent));
    return now - Date.parse(intent.at) > LONGEST_CHANGE || !isAlive(intent.process);
  }

  started(intent: Intent): void {
    this.#underWay.set(intent.changeId, { intent, since: this.#options.passed(), isOurs: true });
    this.#unseen.delete(keyOf(intent));
  }

  ended({ changeId }: Intent): void {
    this.#underWay.delete(changeId);
  }

  /** From now on the change counts as one whose outcome is not known. */
  add(intent: Intent): void {
    this.#lost.set(keyOf(intent), [...(this.#lost.get(keyOf(intent)) ?? []), this.#known(intent)]);
  }

  /** An accepted change that the cloud does not show yet. */
  addUnseen(intent: Intent): void {
    this.#unseen.set(keyOf(intent), this.#known(intent));
  }

  #known(intent: Intent): Known {
    const here = this.#underWay.get(intent.changeId);
    return here ?? { intent, since: this.#options.passed(), isOurs: false };
  }

  /** Whether a change of the instance was asked for that no reading has shown or ruled out yet. */
  isAwaited(ref: InstanceRef): boolean {
    return this.#unseen.has(keyOf(ref)) || this.#lost.has(keyOf(ref));
  }

  /**
   * What to say beside a known state that does not show a change whose effect may still come.
   * @param now by the cloud's clock
   */
  awaited(ref: InstanceRef, answer: Answer, now: number): Reason | undefined {
    const unseen = this.#unseen.get(keyOf(ref));
    const known = unseen ?? this.#lost.get(keyOf(ref))?.at(-1);
    if (!known || resultOf(known.intent, answer) !== 'not-applied' || this.#hasHadTime(known, now))
      return undefined;
    return unseen ? acceptedUnseen(known.intent) : lostReply(known.intent);
  }

  /** The newest open change of an instance. */
  find(ref: InstanceRef): Intent | undefined {
    return this.#lost.get(keyOf(ref))?.at(-1)?.intent;
  }

  /** The newest change of an instance that went through, by whichever account and window; as of the last look. */
  lastDone(instance: Instance): DoneChange | undefined {
    return this.#done.get(instanceKey({ ...instance, instanceId: instance.id }));
  }

  /** Open changes of an account itself, such as creating a role. */
  ofAccount(accountId: string): Intent[] {
    const intents = [...this.#lost.values()].flat().map(({ intent }) => intent);
    return intents.filter((intent) => intent.accountId === accountId && !intent.instanceId);
  }

  /**
   * Closes the open changes of an instance, when an answer tells what came of them.
   * @param now by the cloud's clock
   */
  async settle(ref: InstanceRef, answer: Answer, now: number): Promise<void> {
    const resultNow = (known: Known) => {
      const result = resultOf(known.intent, answer);
      return result === 'not-applied' && !this.#hasHadTime(known, now) ? undefined : result;
    };
    const unseen = this.#unseen.get(keyOf(ref));
    if (unseen && resultNow(unseen)) this.#unseen.delete(keyOf(ref));
    for (const known of this.#lost.get(keyOf(ref)) ?? []) {
      const result = resultNow(known);
      if (result) await this.close(known.intent, { result, ...requestOf(answer) });
    }
  }

  /** What was found out is in the journal afterwards, once: another window may have found it out before. */
  async close(intent: Intent, outcome: Outcome): Promise<void> {
    this.#closed.add(intent.changeId);
    this.#forget(intent);
    await this.#options.journal.settle(intent, outcome);
  }

  #forget(intent: Intent): void {
    const others = (this.#lost.get(keyOf(intent)) ?? []).filter((known) => !isSame(known, intent));
    if (others.length > 0) this.#lost.set(keyOf(intent), others);
    else this.#lost.delete(keyOf(intent));
  }

  /** What was asked for here is timed by a clock that nobody sets; of the rest there is only the time in the journal. */
  #hasHadTime({ intent, since, isOurs }: Known, now: number): boolean {
    if (this.#options.passed() - since >= LATEST_EFFECT) return true;
    return !isOurs && now - Date.parse(intent.at) >= LATEST_EFFECT;
  }
}

function isSame({ intent }: Known, { changeId }: Intent): boolean {
  return intent.changeId === changeId;
}

function processOf({ process, host, boot }: Intent) {
  return { id: process, ...(host && { host }), ...(boot && { boot }) };
}

function requestOf(answer: Answer): Pick<Outcome, 'requestId'> {
  return 'evidence' in answer && answer.evidence.requestId ? { requestId: answer.evidence.requestId } : {};
}

function keyOf(change: { accountId: string; instanceId: string; region?: string }): string {
  return change.instanceId
    ? `${change.accountId}/${change.instanceId}`
    : `${change.accountId}//${change.region}`;
}
