/** Writes a report of many rows in every format:  fork(writeReports.js, [REPORT, ROWS]); its rows are repeated. */
import { readFileSync } from 'node:fs';
import { FORMAT_NAMES, FORMATS } from '../../../src/report/formats.ts';
import type { Report } from '../../../src/report/report.ts';
import type { WritingTimes } from '../report.ts';

const [file = '', rows = ''] = process.argv.slice(2);

process.once('message', () => {
  void measure().then((times) => {
    process.send?.(times, () => process.exit());
  });
});

/** CPU time of each format with loading its writer, milliseconds. */
async function measure(): Promise<WritingTimes> {
  const report = enlarged(JSON.parse(readFileSync(file, 'utf8')) as Report, Number(rows));
  const times: WritingTimes = {};
  for (const name of FORMAT_NAMES) {
    const before = process.cpuUsage();
    const write = await FORMATS[name].load();
    let characters = 0;
    for (const piece of write(report)) characters += piece.length;
    if (characters === 0) throw new Error(`nothing was written as ${name}`);
    const { user, system } = process.cpuUsage(before);
    times[name] = (user + system) / 1000;
  }
  return times;
}

function enlarged(report: Report, count: number): Report {
  const rows = Array.from({ length: count }, (_, index) => {
    const row = report.rows[index % report.rows.length];
    if (!row) throw new Error('a report without rows');
    return { ...row, id: `${row.id}-${index}`, name: `${row.name}-${index}` };
  });
  return { ...report, rows };
}
