export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** The titles of the tests that were not run, or whose failure would not count. */
  readonly skipped?: readonly string[];
}
