import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

/** A process, told from those with the same id on other hosts, in other containers, and from before a restart. */
export interface Process {
  readonly id: number;
  readonly host: string;
  readonly boot: string;
}

/** Boot times are only known to about this, where the system has no id for its boot. Milliseconds. */
const BOOT_PRECISION = 10 * 60_000;

let own: Process | undefined;

/** The process that this code runs in. */
export function ownProcess(): Process {
  own ??= { id: process.pid, host: encodeURIComponent(hostname()), boot: bootId() };
  return own;
}

/** Whether a process is one whose id means something here: of this host, this boot, and this container of it. */
export function isNear({ host, boot }: Partial<Process>): boolean {
  return host === ownProcess().host && boot === ownProcess().boot;
}

export function isOwn(other: Partial<Process>): boolean {
  return isNear(other) && other.id === ownProcess().id;
}

/** Whether a process of this host still runs. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/**
 * What differs after a restart. Linux has an id for it, which all containers of a host share, so the namespace of the
 * process ids goes with it. Elsewhere it is about when the system started: two windows that disagree about that
 * only take each other for strangers.
 */
function bootId(): string {
  const [boot, namespace] = [bootOfLinux(), namespaceOfLinux()];
  const text = boot
    ? `${boot} ${namespace}`
    : `${Math.round((Date.now() - uptime() * 1000) / BOOT_PRECISION)}`;
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function bootOfLinux(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

function namespaceOfLinux(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
