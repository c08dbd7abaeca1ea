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
  if (shown.length === 0) return fragment`<p class="soft">${l10n.t('No instances.')}</p>`;
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
    <p>
      ${l10n.t('Encrypted: {0} on {1}, {2} on {3}.', first.encrypted, first.day, last.encrypted, last.day)}
      ${l10n.t('Not encrypted: {0}, then {1}.', first.notEncrypted, last.notEncrypted)}
      ${l10n.t('Not known: {0}, then {1}.', first.notKnown, last.notKnown)}
    </p>`;
}

/** From the ground up: encrypted, not known, not encrypted. */
function column(day: TrendPoint, index: number, most: number): Markup[] {
  const parts = [
    ['s-on', day.encrypted],
    ['s-unknown', day.notKnown],
    ['s-off', day.notEncrypted],
  ] as const;
  let ground = 100;
  return parts.map(([look, count]) => {
    const height = (count / most) * 100;
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
