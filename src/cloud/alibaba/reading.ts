import * as l10n from '@vscode/l10n';
import type { Answer } from '../../domain/encryption.ts';
import type { Instance } from '../../domain/instance.ts';
import { isoTime, type Clock } from '../../domain/time.ts';
import { CloudError } from '../error.ts';
import { requireId } from '../identifiers.ts';
import { readPages } from '../paging.ts';
import { unsupported, type ReadMemory } from '../provider.ts';
import { answerFromBackups, physicalSets, type BackupSet } from './backups.ts';
import type { Rpc } from './rpc.ts';
import { backups, regionSupport } from './schemas.ts';

const DAY = 24 * 60 * 60 * 1000;
/** Retention is 7 days by default; the wider window is for instances that are backed up rarely. */
const WINDOWS = [8, 31];
/** The largest of the three page sizes the API takes. */
const PAGE = 100;

/**
 * The state of one instance. There is no call that reads the switch, so it rests on evidence: a remembered proof
 * (the switch is one-way), else the newest successful physical backup. Nothing here changes anything.
 */
export async function readEncryption(
  rpc: Rpc,
  clock: Clock,
  instance: Instance,
  memory: ReadMemory,
  signal: AbortSignal,
): Promise<Answer> {
  const { proof } = memory;
  if (proof?.source === 'backup-set') return { state: 'on', evidence: proof };
  if (!proof) {
    const reason = instance.ineligible ?? (await refusal(rpc, instance, signal));
    if (reason) return { state: 'unsupported', reason };
  }
  const { sets, requestId } = await newestSets(rpc, clock, instance, signal);
  return answerFromBackups(sets, memory, isoTime(clock.now()), requestId);
}

/** Asks whether the feature is offered here. Whoever may not ask is judged by the backups alone. */
async function refusal(rpc: Rpc, { region, id }: Instance, signal: AbortSignal) {
  const action = 'CheckRegionSupportBackupEncryption';
  const query = { RegionId: region, DBInstanceID: requireId(id) };
  try {
    const reply = await rpc({ service: 'rds', region, action, query, schema: regionSupport }, signal);
    if (reply.SupportBackupEncryption) return undefined;
    return unsupported(
      l10n.t('Alibaba Cloud says that backup encryption is not supported for this instance.'),
    );
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    if (error.category === 'unsupported') return error.reason;
    if (NOT_DECISIVE.has(error.category)) return undefined;
    throw error;
  }
}

const NOT_DECISIVE: ReadonlySet<string> = new Set(['permission', 'invalid-request', 'not-found']);

async function newestSets(rpc: Rpc, clock: Clock, instance: Instance, signal: AbortSignal) {
  let found: { sets: BackupSet[]; requestId: string } = { sets: [], requestId: '' };
  for (const days of WINDOWS) {
    found = await readWindow(rpc, clock.now(), days, instance, signal);
    if (found.sets.length > 0) break;
  }
  return found;
}

/** All physical sets of a window; the order of the list is not documented, so every page is read. */
async function readWindow(rpc: Rpc, now: number, days: number, instance: Instance, signal: AbortSignal) {
  const { region, id } = instance;
  let requestId = '';
  let read = 0;
  const items = await readPages(1, async (page) => {
    const query = {
      BackupStatus: 'Success',
      DBInstanceId: requireId(id),
      EndTime: toMinute(now + 60_000),
      PageNumber: page,
      PageSize: PAGE,
      StartTime: toMinute(now - days * DAY),
    };
    const reply = await rpc(
      { service: 'rds', region, action: 'DescribeBackups', query, schema: backups },
      signal,
    );
    requestId = reply.RequestId;
    const list = reply.Items.Backup;
    read += list.length;
    const more = list.length > 0 && (reply.TotalRecordCount > read || list.length === PAGE);
    return { items: list, ...(more && { next: page + 1 }) };
  });
  return { sets: physicalSets(items), requestId };
}

/** The form DescribeBackups takes: minutes, no seconds, UTC. */
function toMinute(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16)}Z`;
}
