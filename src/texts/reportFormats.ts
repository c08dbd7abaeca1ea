import * as l10n from '@vscode/l10n';
import type { FormatName } from '../report/formats.ts';

/** The formats of a report as somebody chooses one: what it is, and whom it is for. */

export function formatLabel(format: FormatName): string {
  const labels: Record<FormatName, string> = {
    html: 'HTML',
    json: 'JSON',
    csv: 'CSV',
    markdown: 'Markdown',
    sarif: 'SARIF 2.1.0',
    ocsf: 'OCSF',
    'ocsf-jsonl': 'OCSF (JSON Lines)',
    prometheus: 'Prometheus',
    junit: 'JUnit XML',
    gitlab: 'GitLab Code Quality',
    github: 'GitHub',
  };
  return labels[format];
}

export function formatDetail(format: FormatName): string {
  const details: Record<FormatName, string> = {
    html: l10n.t('One page for people: a browser shows it and prints it'),
    json: l10n.t('Everything, sealed: what the others are written from'),
    csv: l10n.t('A line for each instance, for a spreadsheet'),
    markdown: l10n.t('For a wiki or a ticket'),
    sarif: l10n.t('For code scanning, with the rules of the policy'),
    ocsf: l10n.t('Compliance findings for a security data lake'),
    'ocsf-jsonl': l10n.t('The same, a finding a line'),
    prometheus: l10n.t('Counts for monitoring'),
    junit: l10n.t('Test results for a pipeline'),
    gitlab: l10n.t('For the merge requests of GitLab'),
    github: l10n.t('Annotations for a workflow of GitHub'),
  };
  return details[format];
}
