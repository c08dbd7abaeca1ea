/**
 * What must not grow unnoticed: figures that are the same on every machine. A change that needs more raises the bound
 * here, with its reason in the commit.
 */
export const BOUNDS = {
  /** Loaded before activate() is called, and source files in it, of which one file is made. */
  activationBytes: 57_000,
  activationModules: 70,
  vsixBytes: 400 * 1024,
  /** Of the believable sandbox fleet, both clouds: the first reading, and a second one that remembers its proofs. */
  firstRefreshRequests: 55,
  laterRefreshRequests: 36,
  /** Told of one changed state that is read anew by itself: the state, and what the history then has of it. */
  eventsOfOneChange: 2,
  /** Told of a refresh in which no state has changed, for each instance. */
  eventsOfOneInstance: 1,
} as const;
