import { LIMITS } from '../../src/cloud/transport/limits.ts';
import type { SoakResult } from './soak.ts';

/** What is wrong with a soak, in words; empty when nothing is. */
export function faultsOf(result: SoakResult, asked: number, heapGrowth: number): string[] {
  const { operations, compared, wrong, unread, early, late, closed } = result;
  const checks: readonly (readonly [bad: boolean, what: string])[] = [
    [operations < asked, `only ${operations} of ${asked} operations were run in the time given`],
    [compared < operations / 2, `no more than ${compared} states were compared`],
    [wrong.length > 0, `${wrong.length} wrong states: ${wrong.slice(0, 5).join('; ')}`],
    [unread.length > 0, `not read when the trouble was over: ${unread.join('; ')}`],
    [late.heapBytes > early.heapBytes * heapGrowth, 'the heap has grown'],
    [late.sockets > LIMITS.connections, 'sockets are left open'],
    [late.timers > early.timers + 16, 'timers are left running'],
    [late.listeners > 0, 'listeners are left on a signal'],
    [late.files > early.files, 'files are left behind'],
    [closed.sockets > 0, 'sockets stay open when all is closed'],
    [closed.timers > 2, 'timers stay when all is closed'],
  ];
  return checks.flatMap(([bad, what]) => (bad ? [what] : []));
}

/** The figures, as ratios where the machine would show in them. */
export function figuresOf({ early, late, closed, ...counts }: SoakResult): string[] {
  const { operations, failed, requests, compared, wrong } = counts;
  const heap = (late.heapBytes / early.heapBytes).toFixed(2);
  const pair = (name: 'sockets' | 'timers' | 'listeners' | 'files') => `${early[name]} / ${late[name]}`;
  return [
    `${operations} operations, ${(requests / operations).toFixed(1)} requests an operation`,
    `${((100 * failed) / operations).toFixed(1)} % ended without an answer`,
    `${compared} fresh states compared with the truth, ${wrong.length} wrong`,
    `at 10 % / 100 % of the run: heap ratio ${heap}, sockets ${pair('sockets')}, timers ${pair('timers')}, ` +
      `listeners ${pair('listeners')}, files ${pair('files')}`,
    `when closed: sockets ${closed.sockets}, timers ${closed.timers}`,
  ];
}
