import * as l10n from '@vscode/l10n';
import { shownTime } from '../../domain/words.ts';
import type { AccountSummary, Report, Unread } from '../report.ts';
import { headline, reasonText, VERDICTS, verdictWord } from '../words.ts';
import { fragment, type Content, type Markup } from './markup.ts';
import { postureBar, trendPicture } from './pictures.ts';

/** The sections of the report beside its instances. */

export function head(report: Report): Markup {
  const { generatedAt, tool, summary, accounts, scope } = report;
  const made = l10n.t('Made {0} by {1} {2}.', shownTime(generatedAt), tool.name, tool.version);
  const outside = scope.outside > 0 && l10n.t('{0} known instances are outside its scope.', scope.outside);
  return fragment`<header>
    <p class="eyebrow">${l10n.t('Backup encryption of cloud databases')}</p>
    <h1>${headline(report)}</h1>
    <p class="lead">${made} ${outside}</p>
    ${
      accounts.some(({ sandbox }) => sandbox) &&
      fragment`<div class="note s-unknown">
        <p><strong>${l10n.t('Of the sandbox')}</strong></p>
        <p>${l10n.t('These clouds are make-believe: this report proves nothing.')}</p>
      </div>`
    }
    <ul class="tiles">
      ${VERDICTS.map((verdict) => tile(verdict, summary.byVerdict[verdict]))}
    </ul>
  </header>`;
}

function tile(verdict: (typeof VERDICTS)[number], count: number): Markup {
  return fragment`<li class="v-${verdict} ${count === 0 && 'zero'}">
    <b>${count}</b><span class="mark v-${verdict}">${verdictWord(verdict)}</span>
  </li>`;
}

/** Before anything that was: a report that is silent about what it did not see reads as if all were well. */
export function notLookedAt({ completeness, scope }: Report): Markup {
  const { complete, unreadAccounts, leftOut, stale, unknown } = completeness;
  const rows = [
    ...unreadAccounts.map((unread) => unreadCells(unread, '')),
    ...leftOut.map((part) => unreadCells(part, part.part)),
  ];
  const headings = [l10n.t('Account'), l10n.t('Region'), l10n.t('Part'), l10n.t('Why')];
  const isUsed = (_: unknown, column: number) => rows.some((cells) => cells[column]);
  return section('unseen', l10n.t('Not looked at'), [
    fragment`<p>
      ${complete ? l10n.t('Everything in the scope was read.') : l10n.t('Not everything in the scope was read.')}
      ${l10n.t('State not known: {0}. From an earlier reading: {1}. Outside the scope: {2}.', unknown, stale, scope.outside)}
    </p>`,
    ...(rows.length > 0
      ? [
          table(
            'unseen',
            headings.filter(isUsed),
            rows.map((cells) => cells.filter(isUsed)),
          ),
        ]
      : []),
  ]);
}

function unreadCells({ name, region = '', reason }: Unread, part: string): readonly string[] {
  return [name, region, part, reasonText(reason)];
}

export function accountList({ accounts }: Report): Markup {
  const items = accounts.map((account) => {
    const { name, service, total } = account;
    return fragment`<li>
      <div class="account">
        <span><strong>${name}</strong> <span class="soft">${service}</span></span>
        <span class="soft">${whenRead(account)}</span>
      </div>
      ${total > 0 ? postureBar(account) : fragment`<p class="soft">${nothingWord(account)}</p>`}
    </li>`;
  });
  return section('accounts', l10n.t('Accounts'), [fragment`<ul class="accounts">${items}</ul>`]);
}

function whenRead({ readAt, state }: AccountSummary): string {
  if (!readAt) return l10n.t('never read');
  return state === 'ok'
    ? l10n.t('read {0}', shownTime(readAt))
    : l10n.t('last read {0}, and not in full', shownTime(readAt));
}

/** Empty is not the same as unknown. */
function nothingWord({ state, lookedIn }: AccountSummary): string {
  if (state !== 'ok') return l10n.t('Nothing is known of its instances.');
  return lookedIn.length > 0 ? l10n.t('No instances in {0}.', lookedIn.join(', ')) : l10n.t('No instances.');
}

export function trend({ trend: days }: Report): Markup | undefined {
  const picture = days && trendPicture(days);
  return picture && section('trend', l10n.t('Day by day'), [picture]);
}

export function exceptionTable({ exceptions }: Report): Markup | undefined {
  if (exceptions.length === 0) return undefined;
  const headings = [l10n.t('Rule'), l10n.t('Owner'), l10n.t('Reason'), l10n.t('Until'), l10n.t('Instances')];
  const rows = exceptions.map(({ rule, owner, reason, ticket, expires, instances }) => [
    rule,
    owner,
    [reason, ticket].filter(Boolean).join(' · '),
    expires,
    fragment`${instances.map((place) => fragment`<code class="under">${place}</code>`)}`,
  ]);
  return section('exceptions', l10n.t('Exceptions'), [table('exceptions', headings, rows)]);
}

export function howToCheck({ rows, accounts }: Report): Markup {
  const services = new Map(accounts.map(({ provider, service }) => [provider, service]));
  const ways = new Map(rows.map(({ provider, howToCheck: way }) => [provider, way]));
  const items = [...ways].map(
    ([provider, way]) => fragment`<dt>${services.get(provider) ?? provider}</dt><dd>${way}</dd>`,
  );
  return section('check', l10n.t('How to check a row by hand'), [fragment`<dl>${items}</dl>`]);
}

export function frameworkTable({ frameworks, disclaimer }: Report): Markup {
  const headings = [l10n.t('Framework'), l10n.t('Control'), l10n.t('What the control asks for')];
  const rows = frameworks.flatMap(({ title, edition, url, controls }) =>
    controls.map(({ id, sentence }, index) => [
      index === 0 &&
        fragment`<a href="${url}" rel="noreferrer noopener">${title}</a><span class="under">${edition}</span>`,
      fragment`<code>${id}</code>`,
      sentence,
    ]),
  );
  return section('frameworks', l10n.t('What it supports'), [
    fragment`<p>${disclaimer}</p>`,
    table('frameworks', headings, rows),
  ]);
}

export function sealList({ integrity, journal }: Report): Markup {
  const intact = journal.verified ? l10n.t('intact') : l10n.t('damaged');
  return section('seal', l10n.t('Seal'), [
    fragment`<dl>
      <dt>${l10n.t('SHA-256 of the JSON report')}</dt>
      <dd><code>${integrity.sha256}</code></dd>
      <dt>${l10n.t('Head of the change journal')}</dt>
      <dd><code>${journal.head}</code></dd>
      <dt>${l10n.t('Lines of the change journal')}</dt>
      <dd>${journal.entries}, ${intact}</dd>
    </dl>`,
  ]);
}

function section(id: string, title: string, contents: readonly Markup[]): Markup {
  return fragment`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${contents}
</section>`;
}

function table(id: string, headings: readonly string[], rows: readonly (readonly Content[])[]): Markup {
  const head = headings.map((heading) => fragment`<th scope="col">${heading}</th>`);
  const body = rows.map((cells) => fragment`<tr>${cells.map((cell) => fragment`<td>${cell}</td>`)}</tr>\n`);
  return fragment`<table aria-labelledby="${id}">
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody>
</table>`;
}
