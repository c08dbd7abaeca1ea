/** One of several processes that write the same journal:  node scribe.ts JOURNAL LINES NAME */
import { JournalFile } from '../../src/files/journalFile.ts';

const [path = '', lines = '', name = ''] = process.argv.slice(2);
const file = new JournalFile(path);
for (let line = 1; line <= Number(lines); line += 1) await file.append({ name, line });
