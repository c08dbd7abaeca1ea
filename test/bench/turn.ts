import { isDeepStrictEqual } from 'node:util';
import { attempt, NotTaken, type Taken } from './attempt.ts';
import type { AskedRequest, Cloud, CloudAnswer, Requests } from './cloud.ts';
import { takeHostTurn, type HostTurn } from './host/turn.ts';
import { runProgram, startProgram } from './programs.ts';
import type { Usage } from './usage.ts';

/** How long every reply takes at least, milliseconds. */
export const LATENCY = 20;
/** Requests at once per account: what the setting is when nobody changes it. */
const CONCURRENCY = 8;

/** A fleet read once, and what that asked of the cloud. */
export interface Reading extends CloudAnswer {
  readonly usage: Usage;
  readonly asked: readonly AskedRequest[];
}

/** Everybody reads the same fleet, one after the other, each in a fresh process. */
export interface Turn {
  readonly ours: Taken<Reading>;
  readonly host: HostTurn;
  readonly sdk: Taken<Reading>;
  /** The same requests that ours, or else the host's, were. */
  readonly bare: Taken<Reading>;
  /** A Node process that does nothing. */
  readonly idle: Taken<Usage>;
}

/** Who is measured beside the SDKs and the bare client, and how often VS Code is started again with the fleet it read. */
export interface Takers {
  readonly headless: boolean;
  readonly host: boolean;
  readonly starts: number;
}

export async function takeTurn(cloud: Cloud, origin: string, takers: Takers): Promise<Turn> {
  const read = (what: string, program: () => Promise<Usage>) =>
    attempt(what, async () => {
      await cloud.ask();
      const usage = await program();
      return { usage, ...(await cloud.ask()), asked: await cloud.list() };
    });
  const ours = takers.headless
    ? await read('reading in plain Node', () => runProgram('readOurs', origin, CONCURRENCY))
    : leftOut;
  const host = takers.host
    ? await takeHostTurn(cloud, origin, takers.starts)
    : { read: leftOut, reopened: leftOut, starts: [] };
  const model = takers.headless ? ours : host.read;
  const bare = await read('the bare client', () => sendAgain(origin, model().asked));
  const sdk = await read('the SDKs', () => runProgram('readSdk', origin, CONCURRENCY));
  const idle = await attempt('a process that does nothing', () => runProgram<Usage>('idle'));
  return { ours, host, bare: asWelcome(bare, model), sdk, idle };
}

function leftOut(): never {
  throw new NotTaken('left out');
}

/** What the bare client does, with as many lanes an account as the others have requests at once. */
async function sendAgain(origin: string, asked: readonly AskedRequest[]): Promise<Usage> {
  const program = startProgram('readBare', [origin, CONCURRENCY]);
  try {
    await program.ask([...asked]);
    return await program.ask<Usage>();
  } finally {
    await program.close();
  }
}

/** What is sent again must be answered as it was the first time: a refusal would cost the cloud less. */
function asWelcome(bare: Taken<Reading>, model: Taken<Reading>): Taken<Reading> {
  return () => {
    const [again, first] = [bare(), model()];
    if (again.refused !== first.refused || !isDeepStrictEqual(again.requests, first.requests))
      throw new NotTaken('the bare client was answered otherwise');
    return again;
  };
}

export function totalOf({ alibaba, huawei }: Requests): number {
  return alibaba + huawei;
}

/** What a request took on the average, milliseconds. */
export function perRequest({ usage, requests }: Pick<Reading, 'usage' | 'requests'>) {
  const total = totalOf(requests);
  return { cpuMs: usage.cpuMs / total, wallMs: usage.wallMs / total };
}

/**
 * What the cloud's latency alone takes. The two accounts are read at the same time, each at its own concurrency: the one
 * with more to ask decides.
 */
export function idealMs({ alibaba, huawei }: Requests): number {
  return (Math.max(alibaba, huawei) / CONCURRENCY) * LATENCY;
}
