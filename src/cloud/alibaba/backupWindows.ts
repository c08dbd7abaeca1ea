import type { Instance } from '../../domain/instance.ts';
import type { Clock } from '../../domain/time.ts';
import { requireId } from '../identifiers.ts';
import { readPages } from '../paging.ts';
import { newestSnapshot, physicalSets, type FoundBackups } from './backups.ts';
import { CLOCK_TOLERANCE } from './evidence.ts';
import type { Rpc } from './rpc.ts';
import { backups, type BackupItem } from './schemas.ts';

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;
/** Retention is 7 days by default; the wider window is for instances that are backed up rarely. Days. */
const USUAL = 8;
const WIDE = 31;
/** The largest of the three page sizes the API takes. */
const PAGE = 100;

/** Looks for the backups of instances, and remembers which of them are backed up so rarely that it takes a wide window. */
export class BackupWindows {
  readonly #clock: Clock;
  readonly #rare = new Set<string>();

  /** @param clock the cloud's: the newest backups lie at the end of the window */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The backups of the last days; of more days where there were none. */
  async newest(rpc: Rpc, instance: Instance, signal: AbortSignal): Promise<FoundBackups> {
    if (!this.#rare.has(instance.id)) {
      const found = await this.#look(rpc, USUAL, instance, signal);
      // What the published rules exclude is not backed up physically at all.
      if (found.sets.length > 0 || instance.ineligible) return found;
      this.#rare.add(instance.id);
    }
    const found = await this.#look(rpc, WIDE, instance, signal);
    const usual = new Date(this.#clock.now() - USUAL * DAY).toISOString();
    if (found.sets.some(({ end }) => end > usual)) this.#rare.delete(instance.id);
    return found;
  }

  async #look(rpc: Rpc, days: number, instance: Instance, signal: AbortSignal): Promise<FoundBackups> {
    const now = this.#clock.now();
    const window = {
      StartTime: toMinute(now - days * DAY),
      EndTime: toMinute(now + CLOCK_TOLERANCE + MINUTE),
    };
    const { items, requestId } = await readWindow(rpc, window, instance, signal);
    return { sets: physicalSets(items), days, requestId, snapshotEnd: newestSnapshot(items) };
  }
}

/** All sets of a window; the order of the list is not documented, so every page is read. */
async function readWindow(
  rpc: Rpc,
  window: { readonly StartTime: string; readonly EndTime: string },
  { region, id }: Instance,
  signal: AbortSignal,
): Promise<{ items: BackupItem[]; requestId: string }> {
  let requestId = '';
  let read = 0;
  const items = await readPages(1, async (page) => {
    const query = {
      BackupStatus: 'Success',
      DBInstanceId: requireId(id),
      ...window,
      PageNumber: page,
      PageSize: PAGE,
    };
    const call = { service: 'rds', region, action: 'DescribeBackups', query, schema: backups } as const;
    const reply = await rpc(call, signal);
    requestId = reply.RequestId;
    const list = reply.Items.Backup;
    read += list.length;
    const more = list.length > 0 && (reply.TotalRecordCount > read || list.length === PAGE);
    return { items: list, ...(more && { next: page + 1 }) };
  });
  return { items, requestId };
}

/** The form DescribeBackups takes: minutes, no seconds, UTC. */
function toMinute(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16)}Z`;
}
