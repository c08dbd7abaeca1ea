import type { Instance, InstanceRecord } from '../domain/instance.ts';

/** An instance with the name of its account: people do not know the account by its id in the settings. */
export interface Named {
  readonly instance: Instance;
  readonly account: string;
}

/** One instance that a change is about, and the key for it. */
export interface Planned extends Named {
  /** In words: the key's alias and id, or that the cloud chooses one. */
  readonly key?: string;
  /** What is known of it before the change. */
  readonly record?: InstanceRecord;
}

/** One that is not changed, and why. */
export interface LeftOut extends Named {
  readonly why: string;
}

/** What came of the change of one instance. */
export interface ChangeOutcome extends Named {
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Whether it is as it was wanted, as far as the cloud tells. */
  readonly isDone: boolean;
  readonly words: string;
  /** What the cloud called the request, where it told. */
  readonly requestId?: string;
}

export interface ChangeSummary {
  readonly outcomes: readonly ChangeOutcome[];
  /** Those that were left alone, because it was cancelled before. */
  readonly untouched: readonly Named[];
}
