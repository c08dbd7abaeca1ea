/** The sandbox in a process of its own:  fork(cloud.js, [INSTANCES, LATENCY]). Half of the instances are at each cloud. */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { buildFleet } from '../../../src/sandbox/largeFleet.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { AskedRequest, CloudAnswer, Requests } from '../cloud.ts';

const [instances = '', latencyMs = ''] = process.argv.slice(2);
const half = Number(instances) / 2;
const fleet = buildFleet({ alibaba: half, huawei: half, latencyMs: Number(latencyMs) });
const sandbox = await startSandbox({ fleet });
let asked: AskedRequest[] = [];
let told: AskedRequest[] = [];

subscribe('http.server.request.start', (event) => {
  const { method = '', url = '', headers } = (event as { request: IncomingMessage }).request;
  const textOf = (name: string) => headers[name]?.toString();
  const [action, version] = [textOf('x-acs-action'), textOf('x-acs-version')];
  asked.push({ method, target: url, action, version, projectId: textOf('x-project-id') });
});
process.on('message', (message) => {
  process.send?.(message === 'list' ? told : answer());
});
process.on('disconnect', () => process.exit());

function answer(): CloudAnswer {
  const count = (cloud: keyof Requests) =>
    sandbox.requests.filter(({ provider }) => provider === cloud).length;
  const requests: Requests = { alibaba: count('alibaba'), huawei: count('huawei') };
  const refused = sandbox.requests.filter(({ status }) => status >= 400).length;
  sandbox.clearRequests();
  [told, asked] = [asked, []];
  return { origin: sandbox.origin, requests, refused };
}
