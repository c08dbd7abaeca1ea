import { base36Id } from '../ids.ts';
import type { AlibabaInstance, BackupSchedule } from './model.ts';

const DAY = 24 * 60 * 60 * 1000;
const ID_PREFIX: Readonly<Record<string, string>> = { MySQL: 'rm-', PostgreSQL: 'pgm-' };

/** What a new instance must be told; the rest is what most instances are like. */
export type InstanceSketch = Pick<AlibabaInstance, 'name' | 'region'> & Partial<AlibabaInstance>;

/**
 * An instance that may have backup encryption but has not: MySQL 8.0, High-availability, on local disks, a year old.
 * @param now milliseconds since 1970
 */
export function newAlibabaInstance(sketch: InstanceSketch, now: number): AlibabaInstance {
  const prefix = ID_PREFIX[sketch.engine ?? 'MySQL'] ?? 'rm-';
  return {
    id: `${prefix}${base36Id(`${sketch.region}/${sketch.name}`, 14)}`,
    zone: 'b',
    engine: 'MySQL',
    engineVersion: '8.0',
    category: 'HighAvailability',
    storageType: 'local_ssd',
    type: 'Primary',
    instanceClass: 'rds.mysql.s3.large',
    status: 'Running',
    lockMode: 'Unlock',
    createdAt: now - 365 * DAY,
    schedules: [],
    backups: [],
    ...sketch,
  };
}

/** A physical backup every night, kept for a week. */
export function nightly(now: number): BackupSchedule {
  const midnight = now - (now % DAY);
  return { method: 'Physical', anchor: midnight + 19 * 3_600_000 + 600_000, everyDays: 1, keptDays: 7 };
}
