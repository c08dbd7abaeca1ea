import * as l10n from '@vscode/l10n';
import type { Standing } from '../../domain/posture.ts';
import type { TrendPoint } from '../facts.ts';
import type { Summary } from '../report.ts';
import { STANDINGS, standingWord } from '../words.ts';
import { fragment, type Markup } from './markup.ts';

/** Pictures of counts. Each has its text beside it, so that nobody needs to see them. */

/** The states of a set of instances as one bar, the worst first, with its legend. */
export function postureBar({ total, byState }: Summary): Markup {
  const shown = STANDINGS.filter((standing) => byState[standing] > 0);
  let start = 0;
  const parts = shown.map((standing) => {
    const width = (byState[standing] / total) * 100;
    const part = fragment`<rect class="s-${standing}" x="${round(start)}" width="${round(width)}" height="1" />`;
    start += width;
    return part;
  });
  return fragment`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>
<ul class="legend">${shown.map((standing) => legend(standing, byState[standing]))}</ul>`;
}

function legend(standing: Standing, count: number): Markup {
  return fragment`<li><i class="s-${standing}"></i>${standingWord(standing)} <b>${count}</b></li>`;
}

const GAP = 0.15;

/** How the counts of each day's end were, as columns. */
export function trendPicture(days: readonly TrendPoint[]): Markup | undefined {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last || days.length < 2) return undefined;
  const most = Math.max(1, ...days.map(totalOf));
  const columns = days.flatMap((day, index) => column(day, index, most));
  return fragment`<svg class="trend" viewBox="0 0 ${days.length} 100" preserveAspectRatio="none" aria-hidden="true">${columns}</svg>
    <p class="ends"><span>${first.day}</span><span>${last.day}</span></p>
<ul class="legend">${TREND.map(({ look, word, count }) => change(look, word(), count(first), count(last)))}</ul>`;
}

/** From the ground up. */
const TREND = [
  { look: 's-on', word: () => standingWord('on'), count: (day: TrendPoint) => day.encrypted },
  { look: 's-unknown', word: () => l10n.t('not known'), count: (day: TrendPoint) => day.notKnown },
  { look: 's-off', word: () => standingWord('off'), count: (day: TrendPoint) => day.notEncrypted },
];

function change(look: string, word: string, before: number, now: number): Markup {
  return fragment`<li><i class="${look}"></i>${word} <b>${before} → ${now}</b></li>`;
}

function column(day: TrendPoint, index: number, most: number): Markup[] {
  let ground = 100;
  return TREND.map(({ look, count }) => {
    const height = (count(day) / most) * 100;
    ground -= height;
    return fragment`<rect class="${look}" x="${round(index + GAP / 2)}" y="${round(ground)}" width="${1 - GAP}" height="${round(height)}" />`;
  });
}

function totalOf({ encrypted, notEncrypted, notKnown }: TrendPoint): number {
  return encrypted + notEncrypted + notKnown;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
