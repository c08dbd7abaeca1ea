import { subscribe } from 'node:diagnostics_channel';
import { getEventListeners } from 'node:events';
import { readdir } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let openSockets = 0;
subscribe('net.client.socket', (message) => {
  const { socket } = message as { socket: Socket };
  openSockets += 1;
  socket.once('close', () => {
    openSockets -= 1;
  });
});

/** What this process holds at a moment when nothing is under way. */
export interface Usage {
  readonly heapBytes: number;
  /** Open connections, idle ones too. */
  readonly sockets: number;
  readonly timers: number;
  /** On the signal that all operations share. */
  readonly listeners: number;
  /** In the storage directory. */
  readonly files: number;
}

export async function measure(shared: AbortSignal, storage: string): Promise<Usage> {
  await sleep(200);
  await collectGarbage();
  const timers = process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout');
  return {
    heapBytes: process.memoryUsage().heapUsed,
    sockets: openSockets,
    timers: timers.length,
    listeners: getEventListeners(shared, 'abort').length,
    files: (await readdir(storage, { recursive: true })).length,
  };
}

async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let turn = 0; turn < 3; turn += 1) {
    collect();
    await sleep(20);
  }
}
