import { startProgram } from './programs.ts';

/** How many requests came in since the last answer, by cloud. */
export type Requests = Record<'alibaba' | 'huawei', number>;

export interface CloudAnswer {
  readonly origin: string;
  readonly requests: Requests;
}

export interface Cloud {
  ask(): Promise<CloudAnswer>;
  close(): Promise<void>;
}

/** Starts the sandbox in a process of its own; `latencyMs` is how long every reply takes at least. */
export function openCloud(instances: number, latencyMs: number): Cloud {
  const program = startProgram('cloud', [instances, latencyMs]);
  return {
    ask: () => program.ask<CloudAnswer>(),
    close: () => program.close(),
  };
}
