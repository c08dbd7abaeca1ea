import * as l10n from '@vscode/l10n';
import { instanceTables } from '../html/instances.ts';
import { fragment, Markup } from '../html/markup.ts';
import {
  accountList,
  exceptionTable,
  frameworkTable,
  head,
  howToCheck,
  notLookedAt,
  sealList,
  trend,
} from '../html/sections.ts';
import { STYLE } from '../html/style.ts';
import type { Report } from '../report.ts';

/** Nothing is loaded, and nothing runs: only the styles that stand in the page itself. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** One page without scripts: for the panel, as a file, and on paper by the print of a browser. */
export function* writeHtml(report: Report): Generator<string> {
  for (const { source } of pieces(report)) yield source;
}

function* pieces(report: Report): Generator<Markup> {
  const title = l10n.t('Backup encryption report, {0}', report.generatedAt.slice(0, 10));
  yield fragment`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<div class="page">
${head(report)}
<main>
${notLookedAt(report)}
${accountList(report)}
${trend(report)}
`;
  yield* instanceTables(report);
  yield fragment`
${exceptionTable(report)}
${howToCheck(report)}
${frameworkTable(report)}
${sealList(report)}
</main>
</div>
</body>
</html>
`;
}
