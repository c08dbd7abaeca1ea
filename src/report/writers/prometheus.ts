import { labelValue } from '../inert.ts';
import type { Report } from '../report.ts';
import { standingOf } from '../rows.ts';
import { unseenOf } from '../unseen.ts';

type Labels = Readonly<Record<string, string>>;

/** The text format of Prometheus. No instance is named, so that there are few series however large the fleet is. */
export function* writePrometheus(report: Report): Generator<string> {
  const { rows, accounts, completeness, generatedAt } = report;
  yield* metric('instances', 'Instances by what they are counted as.', () =>
    counted(rows.map((row) => ({ ...placeOf(row), state: standingOf(row) }))),
  );
  yield* metric('verdicts', 'Instances by what the policy makes of them.', () =>
    counted(rows.map((row) => ({ ...placeOf(row), verdict: row.verdict }))),
  );
  yield* metric('last_read_timestamp_seconds', 'When an account was read last.', () =>
    accounts.flatMap(({ provider, id, readAt }) =>
      readAt ? [sample({ provider, account: id }, seconds(readAt))] : [],
    ),
  );
  yield* metric('not_looked_at', 'Accounts, regions and parts of them that were not looked at.', () =>
    counted(
      unseenOf(completeness).map(({ provider, account, region = '', reason }) => {
        return { provider, account, region, reason: reason.category };
      }),
    ),
  );
  yield* metric('complete', 'Whether everything in the scope was read.', () => [
    sample({}, completeness.complete ? 1 : 0),
  ]);
  yield* metric('report_timestamp_seconds', 'When this was written.', () => [
    sample({}, seconds(generatedAt)),
  ]);
}

function* metric(name: string, help: string, samples: () => readonly string[]): Generator<string> {
  const full = `backup_encryption_${name}`;
  yield `# HELP ${full} ${help}\n# TYPE ${full} gauge\n`;
  for (const one of samples()) yield `${full}${one}\n`;
}

function placeOf({ provider, accountId, region }: Report['rows'][number]) {
  return { provider, account: accountId, region };
}

/** How often the same labels come. */
function counted(all: readonly Labels[]): string[] {
  const counts = new Map<string, number>();
  for (const labels of all) {
    const written = labelsOf(labels);
    counts.set(written, (counts.get(written) ?? 0) + 1);
  }
  return [...counts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([labels, count]) => `${labels} ${count}`);
}

function sample(labels: Labels, value: number): string {
  return `${labelsOf(labels)} ${value}`;
}

function labelsOf(labels: Labels): string {
  const written = Object.entries(labels).map(([name, value]) => `${name}=${labelValue(value)}`);
  return written.length > 0 ? `{${written.join(',')}}` : '';
}

function seconds(iso: string): number {
  return Date.parse(iso) / 1000;
}
