import { scatter } from '../ids.ts';
import { backupSetsOf, encryptionField } from './backupSets.ts';
import { findInstance } from './instances.ts';
import { iso } from './model.ts';
import type { AlibabaCloud, AlibabaInstance, BackupSet, Scene } from './model.ts';
import { invalidParameter, refusal, required, wholeNumber } from './refusals.ts';

const PAGE_SIZES = [30, 50, 100];
const MINUTES = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/;

/** Stands in every download URL. The real ones are bearer secrets, so this must show up nowhere. */
export const DOWNLOAD_SECRET = 'SandboxDownloadSecretNotReal';

/** Lists backup sets (docs/clouds.md). Counts are strings here, as documented. */
export function describeBackups({ cloud, parameters, now }: Scene): object {
  const instance = findInstance(cloud, required(parameters, 'DBInstanceId'));
  const size = wholeNumber(parameters, 'PageSize', { least: 1, most: 100, otherwise: 30 });
  if (!PAGE_SIZES.includes(size)) throw invalidParameter('PageSize');
  const page = wholeNumber(parameters, 'PageNumber', { least: 1, most: 1e6, otherwise: 1 });
  const found = select(instance, parameters, now);
  const rows = found.slice((page - 1) * size, page * size);
  return {
    Items: { Backup: rows.map((set) => row(cloud, instance, set)) },
    PageNumber: String(page),
    PageRecordCount: String(rows.length),
    TotalRecordCount: String(found.length),
    TotalEcsSnapshotSize: 0,
  };
}

function select(
  instance: AlibabaInstance,
  parameters: Readonly<Record<string, string>>,
  now: number,
): BackupSet[] {
  const { BackupStatus: status, BackupMode: mode, BackupId: id } = parameters;
  if (status && status !== 'Success' && status !== 'Failed') throw refusal('InvalidParameter');
  const span = { from: minute(parameters, 'StartTime', 0), to: minute(parameters, 'EndTime', now) };
  if (span.from > span.to) throw invalidParameter('EndTime');
  return backupSetsOf(instance, span, now).filter(
    (set) => (!status || set.status === status) && (!mode || set.mode === mode) && (!id || set.id === id),
  );
}

/** A time in minutes; seconds are refused. */
function minute(parameters: Readonly<Record<string, string>>, name: string, otherwise: number): number {
  const text = parameters[name];
  if (!text) return otherwise;
  const time = MINUTES.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) throw invalidParameter(name);
  return time;
}

function row(cloud: AlibabaCloud, instance: AlibabaInstance, set: BackupSet): object {
  const usable = set.status === 'Success';
  const host = String(scatter(instance.id));
  const file = `custins${host}/hins${set.id}.${set.method === 'Logical' ? 'zip' : 'xb'}`;
  const query = `Expires=1893456000&Signature=${DOWNLOAD_SECRET}`;
  return {
    BackupId: set.id,
    DBInstanceId: instance.id,
    BackupStatus: set.status,
    BackupMode: set.mode,
    BackupMethod: set.method,
    BackupType: 'FullBackup',
    BackupInitiator: set.mode === 'Manual' ? 'User' : 'System',
    BackupStartTime: iso(set.startedAt),
    BackupEndTime: iso(set.endedAt),
    BackupSize: usable ? 200_000_000 + scatter(set.id) : 0,
    Engine: instance.engine,
    EngineVersion: instance.engineVersion,
    Encryption: encryptionField(cloud, instance, set),
    IsAvail: usable ? 1 : 0,
    StoreStatus: 'Disabled',
    StorageClass: '0',
    MetaStatus: usable && set.method === 'Physical' ? 'OK' : '',
    ConsistentTime: Math.floor(set.endedAt / 1000),
    Checksum: `${scatter(set.id)}${set.id}`,
    CopyOnlyBackup: '0',
    HostInstanceID: host,
    BackupDownloadURL: usable ? `http://rdsbak.oss.sandbox.invalid/${file}?${query}` : '',
    BackupIntranetDownloadURL: usable ? `http://rdsbak.oss-internal.sandbox.invalid/${file}?${query}` : '',
    BackupDownloadLinkByDB: { BackupDownloadLinkByDB: [] },
  };
}
