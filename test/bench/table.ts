import { isMissing } from './figure.ts';
import { GOALS, isMet } from './goals.ts';
import { eachFigure, medianOf, rounded, type Figures } from './results.ts';

/** One line a figure: the median, the least and the most, the goal, and whether it is met; or why there is none. */
export function tableOf(figures: Figures): string[] {
  const lines = ['', `${'figure'.padEnd(34)}${'median'.padStart(10)}${'from – to'.padStart(20)}  goal`];
  eachFigure(figures, (path, figure) => {
    const median = medianOf(figure);
    const isSpread = typeof figure !== 'number' && !isMissing(figure);
    const spread = isSpread ? `${rounded(figure.least)} – ${rounded(figure.most)}` : '';
    const line = `${path.padEnd(34)}${String(median ?? '–').padStart(10)}${spread.padStart(20)}`;
    const remark = typeof figure !== 'number' && isMissing(figure) ? figure.missing : goalOf(path, median);
    lines.push(`${line}  ${remark}`.trimEnd());
  });
  return lines;
}

function goalOf(path: string, value: number | null): string {
  const goal = GOALS.find((one) => one.path === path);
  if (!goal || value === null) return '';
  const bound = goal.atLeast === undefined ? `at most ${goal.atMost}` : `at least ${goal.atLeast}`;
  return `${isMet(goal, value) ? '✔' : '✖'} ${bound}`;
}
