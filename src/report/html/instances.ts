import * as l10n from '@vscode/l10n';
import type { Verdict } from '../../domain/verdict.ts';
import { shownTime } from '../../domain/words.ts';
import type { Report, Row } from '../report.ts';
import { rowText, VERDICTS, verdictText, verdictWord } from '../words.ts';
import { fragment, type Markup } from './markup.ts';

/** The table of each verdict, the worst first. */
export function* instanceTables({ rows }: Report): Generator<Markup> {
  yield fragment`<section aria-labelledby="instances"><h2 id="instances">${l10n.t('Instances')}</h2>`;
  const groups = Map.groupBy(rows, ({ verdict }) => verdict);
  for (const verdict of VERDICTS) yield* table(verdict, groups.get(verdict) ?? []);
  yield fragment`</section>`;
}

function* table(verdict: Verdict, rows: readonly Row[]): Generator<Markup> {
  if (rows.length === 0) return;
  const headings = [l10n.t('Instance'), l10n.t('Where'), l10n.t('What is known'), l10n.t('Evidence')];
  yield fragment`
<h3 id="v-${verdict}"><span class="mark v-${verdict}">${verdictWord(verdict)}</span> <span class="count">${rows.length}</span></h3>
<p class="soft">${verdictText(verdict)}</p>
<table class="instances" aria-labelledby="v-${verdict}">
<thead><tr>${headings.map((heading) => fragment`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>
`;
  for (const row of rows) yield rowMarkup(row);
  yield fragment`</tbody>
</table>
`;
}

function rowMarkup(row: Row): Markup {
  const { name, id, accountName, region, engine, engineVersion } = row;
  const system = [engine, engineVersion].filter(Boolean).join(' ');
  return fragment`<tr>
<th scope="row">${nameMarkup(row)}${name !== id && fragment`<code class="under">${id}</code>`}</th>
<td>${accountName}${under(region)}${under(system)}</td>
<td>${rowText(row)}${besides(row).map(under)}</td>
<td>${evidenceMarkup(row)}</td>
</tr>
`;
}

/** A line below another one, which says less. */
function under(text: string): Markup {
  return fragment`<span class="under">${text}</span>`;
}

function nameMarkup({ name, consoleUrl }: Row): Markup {
  if (!consoleUrl) return fragment`<span class="name">${name}</span>`;
  return fragment`<a class="name" href="${consoleUrl}" rel="noreferrer noopener">${name}</a>`;
}

/** What else an auditor asks: which rule, which exception, which of the kept backups, what we changed. */
function besides({ policy, evidence, lastChange, alsoSeenBy }: Row): string[] {
  const { exception, rule } = policy;
  const { coverage } = evidence ?? {};
  return [
    exception &&
      l10n.t('Excepted until {0} by {1}: {2}', exception.expires, exception.owner, exception.reason),
    coverage &&
      l10n.t(
        'Kept backups: {0} encrypted, {1} not, {2} unclear.',
        coverage.encrypted,
        coverage.plain,
        coverage.unclear,
      ),
    lastChange && l10n.t('Changed with this tool {0}: {1}.', shownTime(lastChange.at), lastChange.outcome),
    alsoSeenBy && l10n.t('Also seen by {0}; counted once.', alsoSeenBy.join(', ')),
    rule !== 'default' && l10n.t('Rule {0}.', rule),
  ].filter((text) => typeof text === 'string');
}

function evidenceMarkup({ evidence, reason }: Row): Markup {
  const { apiOperation, seenAt, requestId = reason?.requestId } = evidence ?? {};
  return fragment`${apiOperation && fragment`<code>${apiOperation}</code>`}${
    seenAt && under(l10n.t('seen {0}', shownTime(seenAt)))
  }${requestId && fragment`<code class="under">${requestId}</code>`}`;
}
