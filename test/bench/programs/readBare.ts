/**
 * Sends the reads that another client has made, ready as they are, and looks at no reply:  fork(readBare.js, [ORIGIN,
 * LANES]). The first message brings the reads; the second starts it. What it takes is what no client can do without.
 */
import { madeReady, sendAll } from '../bare.ts';
import type { AskedRequest } from '../cloud.ts';
import { answerUsage } from '../usage.ts';

const [origin = '', lanes = ''] = process.argv.slice(2);
const { host, port } = new URL(origin);

process.once('message', (asked: AskedRequest[]) => {
  const accounts = Object.values(Object.groupBy(asked, ({ action }) => (action ? 'alibaba' : 'huawei')));
  const ready = accounts.map((reads) => madeReady(reads, host));
  answerUsage(async () => {
    await Promise.all(ready.map((requests) => sendAll(requests, Number(port), Number(lanes))));
  });
  process.send?.('ready');
});
