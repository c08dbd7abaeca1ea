import { ofEachCloud } from './registry.ts';

/** The credentials of the sandbox's first user at each cloud; made up, and good for the sandbox only. */
export const SANDBOX_CREDENTIALS = ofEachCloud(({ credentials }) => credentials);
