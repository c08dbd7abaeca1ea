import { decimalId, scatter } from '../ids.ts';
import type { AlibabaCloud, AlibabaInstance, BackupSchedule, BackupSet } from './model.ts';
import { serviceKey } from './serviceKey.ts';

const DAY = 24 * 60 * 60 * 1000;
const DURATION = 9 * 60 * 1000;

/** A span of time, both ends included, milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The finished backups of an instance that started within a span. They are worked out when asked for, so that
 * a fleet of thousands costs no memory, and deliberately in no order of time: the API documents none.
 */
export function backupSetsOf(instance: AlibabaInstance, span: Span, now: number): BackupSet[] {
  const scheduled = instance.schedules.flatMap((schedule) => scheduledSets(instance, schedule, span, now));
  const manual = instance.backups.filter(({ startedAt }) => startedAt >= span.from && startedAt <= span.to);
  return [...manual, ...scheduled]
    .filter(({ endedAt }) => endedAt <= now)
    .sort((left, right) => scatter(left.id) - scatter(right.id));
}

function scheduledSets(
  instance: AlibabaInstance,
  schedule: BackupSchedule,
  span: Span,
  now: number,
): BackupSet[] {
  const step = schedule.everyDays * DAY;
  const from = Math.max(span.from, now - schedule.keptDays * DAY, instance.createdAt);
  // Instances that share a schedule do not all begin in the same second.
  const anchor = schedule.anchor + (scatter(instance.id) % 3600) * 1000;
  const first = Math.ceil((from - anchor) / step);
  const last = Math.floor((Math.min(span.to, now) - anchor) / step);
  const sets: BackupSet[] = [];
  for (let turn = first; turn <= last; turn += 1) {
    const startedAt = anchor + turn * step;
    sets.push({
      id: decimalId(`${instance.id}/${schedule.method}/${startedAt}`, 10),
      method: schedule.method,
      status: schedule.failsEvery && turn % schedule.failsEvery === 0 ? 'Failed' : 'Success',
      mode: 'Automated',
      startedAt,
      endedAt: startedAt + DURATION,
    });
  }
  return sets;
}

/**
 * Makes a physical backup of an instance by hand.
 * @param endedAt when it is complete, milliseconds since 1970; it is encrypted if the switch was on by then
 * @param set members to be other than usual
 */
export function takeBackup(
  instance: AlibabaInstance,
  endedAt: number,
  set: Partial<BackupSet> = {},
): BackupSet {
  const backup: BackupSet = {
    id: decimalId(`${instance.id}/manual/${endedAt}/${instance.backups.length}`, 10),
    method: 'Physical',
    status: 'Success',
    mode: 'Manual',
    startedAt: endedAt - DURATION,
    endedAt,
    ...set,
  };
  instance.backups.push(backup);
  return backup;
}

/**
 * A set's `Encryption`. The text `{}` and the object `{}` without encryption are official samples; what stands there with
 * it is documented nowhere, so these are several guesses.
 */
export function encryptionField(cloud: AlibabaCloud, instance: AlibabaInstance, set: BackupSet): unknown {
  if (set.encryption !== undefined) return set.encryption;
  const { encryption } = instance;
  if (!encryption || set.method !== 'Physical' || set.endedAt < encryption.since) return '{}';
  const key = encryption.keyId ?? serviceKey(cloud, instance.region, encryption.since).id;
  switch (encryption.told) {
    case 'object':
      return { EncryptionKey: key, EncryptionAlgorithm: 'AES-256' };
    case 'algorithm':
      return 'Aliyun_AES_256';
    case 'switch':
      return JSON.stringify({ Encrypted: 'true' });
    case undefined:
      return JSON.stringify({ EncryptionKey: key, EncryptionAlgorithm: 'AES-256' });
  }
}
