import assert from 'node:assert/strict';
import { Session } from 'node:inspector/promises';
import { describe, it } from 'mocha';
import { buildFleet } from '../../../src/sandbox/largeFleet.ts';
import { configureAndSettle, entryOf, useScene } from './support/fleet.ts';

const INSTANCES = 300;

/** VS Code's own code in the extension host; methods keep their names in it. */
const HOST = 'extensionHostProcess.js';
/** Reading a setting, ours or, on our behalf, VS Code's own; and telling or asking the rest of VS Code anything. */
const COSTLY = ['getConfiguration', '_remoteCall'] as const;

/** How often functions of VS Code's of these names are called while something is done, by anybody. */
async function callsDuring(work: () => Promise<void>): Promise<Record<string, number>> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    await session.post('Profiler.takePreciseCoverage'); // counts from here
    await work();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const functions = result.filter(({ url }) => url.endsWith(HOST)).flatMap((script) => script.functions);
    const count = (name: string) =>
      functions
        .filter(({ functionName }) => functionName === name)
        .reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0);
    return Object.fromEntries(COSTLY.map((name) => [name, count(name)]));
  } finally {
    session.disconnect();
  }
}

describe('the path of a request', () => {
  const scene = useScene(() => ({
    fleet: buildFleet({ alibaba: INSTANCES, huawei: INSTANCES, latencyMs: 0 }),
  }));

  it('counts what VS Code is asked', async () => {
    const { workspace } = await import('vscode');
    const calls = await callsDuring(() => {
      for (let time = 0; time < 7; time += 1) workspace.getConfiguration('http');
      return Promise.resolve();
    });
    assert.ok((calls['getConfiguration'] ?? 0) >= 7, JSON.stringify(calls));
  });

  it('holds no call of VS Code', async () => {
    const { api, sandbox } = scene;
    await configureAndSettle(api, [entryOf('alibaba', 'a', sandbox), entryOf('huawei', 'h', sandbox)]);
    sandbox.clearRequests();
    const calls = await callsDuring(() => api.refresh());
    const requests = sandbox.requests.length;
    assert.ok(requests >= 2 * INSTANCES, `${requests} requests`);
    const told = `${JSON.stringify(calls)} in ${requests} requests`;
    assert.ok((calls['getConfiguration'] ?? 0) < requests / 20, told);
    // Rows are painted meanwhile, a few times a second.
    assert.ok((calls['_remoteCall'] ?? 0) < requests / 4, told);
  });
});
