import { GOALS, isMet } from './goals.ts';
import { eachFigure, rounded, type Figures } from './results.ts';

/** One line a figure: the median, the least and the most, the goal, and whether it is met. */
export function tableOf(figures: Figures): string[] {
  const lines = ['', `${'figure'.padEnd(34)}${'median'.padStart(10)}${'from – to'.padStart(20)}  goal`];
  eachFigure(figures, (path, figure) => {
    const median = typeof figure === 'number' ? figure : figure.median;
    const spread = typeof figure === 'number' ? '' : `${rounded(figure.least)} – ${rounded(figure.most)}`;
    const line = `${path.padEnd(34)}${String(rounded(median)).padStart(10)}${spread.padStart(20)}`;
    lines.push(`${line}  ${goalOf(path, median)}`.trimEnd());
  });
  return lines;
}

function goalOf(path: string, value: number): string {
  const goal = GOALS.find((one) => one.path === path);
  if (!goal) return '';
  const bound = goal.atLeast === undefined ? `at most ${goal.atMost}` : `at least ${goal.atLeast}`;
  return `${isMet(goal, value) ? '✔' : '✖'} ${bound}`;
}
