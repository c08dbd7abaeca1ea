/** Reads a whole sandbox fleet with our client:  fork(readOurs.js, [ORIGIN, CONCURRENCY]). */
import assert from 'node:assert/strict';
import { loadProvider } from '../../../src/cloud/registry.ts';
import { openOurFleet } from '../ourFleet.ts';
import { answerUsage } from '../usage.ts';

const [origin = '', concurrency = ''] = process.argv.slice(2);
await Promise.all([loadProvider('alibaba'), loadProvider('huawei')]);

answerUsage(async () => {
  const ours = await openOurFleet(origin, Number(concurrency), () => undefined);
  await ours.fleet.refresh(true);
  const isRead = ours.inventory.accounts().every(({ state }) => state === 'ok');
  assert.ok(isRead, 'every account was read');
  await ours.close();
});
