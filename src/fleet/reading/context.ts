import type { CloudSession, Identity } from '../../cloud/provider.ts';
import type { Log } from '../../domain/log.ts';
import type { Clock } from '../../domain/time.ts';
import type { InstanceRef } from '../../domain/instance.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Member } from '../member.ts';
import type { ReadingOrder } from './order.ts';

/** What it takes to read an account's instances and to show what was read: plain data, no way back up. */
export interface ReadingContext {
  readonly member: Member;
  readonly cloud: CloudSession;
  /** Who the session's credentials are; proofs are filed under its account id. */
  readonly identity: Identity;
  readonly inventory: Inventory;
  readonly order: ReadingOrder;
  /** The cloud's, as far as it is known. */
  readonly clock: Clock;
  /** This computer's. */
  readonly ownClock: Clock;
  readonly log: Log;
  /** A person asked: what was read lately is read again all the same. */
  readonly lookAgain: boolean;
}

/** The record that a reading is for, and those that other accounts have of the same database: one truth for all. */
export function sightingsOf({ inventory }: ReadingContext, ref: InstanceRef): readonly InstanceRef[] {
  return [ref, ...inventory.sightings.others(ref)];
}

/**
 * Whether nothing newer than this reading is shown of the database; then older readings of it are refused from now on,
 * whichever account they come by.
 */
export function claim(context: ReadingContext, ref: InstanceRef, ticket: number): boolean {
  const { order } = context;
  if (!order.claim(ref, ticket)) return false;
  for (const sighting of sightingsOf(context, ref)) order.claim(sighting, ticket);
  return true;
}
