import { startProgram } from './programs.ts';

/** How many requests came in since the last answer, by cloud. */
export type Requests = Record<'alibaba' | 'huawei', number>;

export interface CloudAnswer {
  readonly origin: string;
  readonly requests: Requests;
  /** How many of them were refused: some instances are not able to be encrypted. */
  readonly refused: number;
}

/** A read as it came in, with what its signature depends on besides time and nonce. */
export interface AskedRequest {
  readonly method: string;
  /** The request target, path and query. */
  readonly target: string;
  /** Alibaba Cloud's name of the operation, and its version; Huawei Cloud has none. */
  readonly action?: string | undefined;
  readonly version?: string | undefined;
  /** Huawei Cloud's project. */
  readonly projectId?: string | undefined;
}

export interface Cloud {
  /** What came in since this was asked last. */
  ask(): Promise<CloudAnswer>;
  /** Each of the requests that the last answer counted. */
  list(): Promise<AskedRequest[]>;
  close(): Promise<void>;
}

/** Starts the sandbox in a process of its own; `latencyMs` is how long every reply takes at least. */
export function openCloud(instances: number, latencyMs: number): Cloud {
  const program = startProgram('cloud', [instances, latencyMs]);
  return {
    ask: () => program.ask<CloudAnswer>(),
    list: () => program.ask<AskedRequest[]>('list'),
    close: () => program.close(),
  };
}
