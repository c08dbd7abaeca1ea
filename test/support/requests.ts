import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** The names of the operations that arrived, in their order. */
export function operations({ requests }: Sandbox): string[] {
  return requests.map(({ operation }) => operation);
}

export function count(sandbox: Sandbox, operation: string): number {
  return operations(sandbox).filter((name) => name === operation).length;
}

/** The requests that arrived and change something. */
export function changing({ requests }: Sandbox): string[] {
  return requests.filter((request) => request.changing).map(({ operation }) => operation);
}
