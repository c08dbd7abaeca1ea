import { ofEachCloud, type CloudStates } from './registry.ts';

/** Where the believable fleet and the large ones have their instances. */
export const SANDBOX_REGIONS = ofEachCloud(({ regions }) => regions);

/** Everything in the sandbox. */
export type SandboxState = CloudStates & {
  /** How long every reply takes at least, milliseconds. */
  readonly latencyMs?: number;
};

/**
 * What the sandbox holds unless told otherwise: an account at each cloud with an instance for every state.
 * @param now milliseconds since 1970; ages are counted from here
 */
export function believableFleet(now: number): SandboxState {
  return ofEachCloud((cloud) => cloud.believable(now)) as CloudStates;
}
