import type { CloudSession, Identity } from '../../cloud/provider.ts';
import type { Log } from '../../domain/log.ts';
import type { Clock } from '../../domain/time.ts';
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
  readonly clock: Clock;
  readonly log: Log;
}
