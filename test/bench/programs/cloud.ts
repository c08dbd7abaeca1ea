/** The sandbox in a process of its own:  fork(cloud.js, [INSTANCES, LATENCY]). Half of the instances are at each cloud. */
import { buildFleet } from '../../../src/sandbox/largeFleet.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { CloudAnswer, Requests } from '../cloud.ts';

const [instances = '', latencyMs = ''] = process.argv.slice(2);
const half = Number(instances) / 2;
const fleet = buildFleet({ alibaba: half, huawei: half, latencyMs: Number(latencyMs) });
const sandbox = await startSandbox({ fleet });
process.on('message', () => {
  const count = (cloud: keyof Requests) =>
    sandbox.requests.filter(({ provider }) => provider === cloud).length;
  const requests: Requests = { alibaba: count('alibaba'), huawei: count('huawei') };
  const answer: CloudAnswer = { origin: sandbox.origin, requests };
  sandbox.clearRequests();
  process.send?.(answer);
});
process.on('disconnect', () => process.exit());
