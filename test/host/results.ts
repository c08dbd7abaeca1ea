/** What the tests inside the extension host came to; written as JSON by the companion, read by the runner. */
export interface HostResults {
  readonly tests: readonly HostTest[];
  /** Set when the suite could not be run at all. */
  readonly failure?: string;
}

export interface HostTest {
  readonly title: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Unset when it passed, or was skipped. */
  readonly error?: string;
  readonly isSkipped?: true;
}
