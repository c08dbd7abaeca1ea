import type { Event, TextDocument } from 'vscode';
import type { FleetFacts, Judged } from '../policy/fleetFacts.ts';
import type { Policy } from '../policy/policy.ts';
import type { Problem } from '../policy/problem.ts';

/** A policy as it is judged now. */
export interface PolicyView {
  readonly policy?: Policy;
  readonly problems: readonly Problem[];
  readonly judged: readonly Judged[];
}

/** What editors of policies show. */
export interface PolicyViews {
  readonly facts: FleetFacts;
  /** Told when something else is to be shown. */
  readonly onDidChange: Event<void>;
  /** A policy in force, as its text stands now; undefined for any other file. */
  viewOf(document: TextDocument): PolicyView | undefined;
}
