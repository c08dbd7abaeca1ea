import { homedir } from 'node:os';
import type { Places } from '../accounts/profiles.ts';

/** Where logins are looked for on this machine. */
export function machinePlaces(): Places {
  return { environment: process.env, home: homedir() };
}
