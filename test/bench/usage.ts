import { readFileSync } from 'node:fs';

/** What a piece of work took, and the most memory that its process ever had. */
export interface Usage {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly rssKb: number;
}

/** Answers the parent's one question with what `work` took; modules are loaded before, so that they do not count. */
export function answerUsage(work: () => Promise<void>): void {
  process.once('message', () => {
    void measure(work).then((usage) => {
      process.send?.(usage, () => process.exit());
    });
  });
}

/** Does some work in this process, and tells what it took. */
export async function measure(work: () => Promise<void>): Promise<Usage> {
  const started = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  const wallMs = performance.now() - started;
  return { wallMs, cpuMs: (user + system) / 1000, rssKb: peakRss() };
}

/**
 * The most memory that this process ever had, KiB. On Linux the kernel's own mark of this program: what `getrusage` tells begins with the size of the process that
 * started it (seen with Node 24, where every child of a large parent had the parent's peak).
 */
export function peakRss(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(peak ?? process.resourceUsage().maxRSS);
}
