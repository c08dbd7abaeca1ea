import type { Account } from '../accounts/account.ts';
import { CloudError } from '../cloud/error.ts';
import { findProfile } from '../cloud/registry.ts';
import { describe } from './failure.ts';
import { plural } from './plural.ts';
import { shownTime } from '../domain/words.ts';

/** What one step of a diagnosis gave, or why it failed. */
export type Step = { readonly what: string; readonly milliseconds: number } & (
  { readonly result: string } | { readonly failure: unknown }
);

export interface Diagnosis {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly account: Pick<Account, 'id' | 'name' | 'provider' | 'regions' | 'credentials'>;
  /** What it ran on, a line each. */
  readonly machine: readonly string[];
  /** Steps by the host they asked; those at the cloud itself have none. */
  readonly parts: readonly { readonly host: string; readonly steps: readonly Step[] }[];
  readonly isCancelled: boolean;
}

/** A report of a diagnosis for a ticket: in English, since others read it than those who see the rest. */
export function diagnosisReport({ at, account, machine, parts, isCancelled }: Diagnosis): string {
  const { id, name, provider, regions, credentials } = account;
  const cloud = findProfile(provider)?.name ?? provider;
  return [
    `Connection of "${name}", ${shownTime(at)}`,
    verdict(
      parts.flatMap(({ steps }) => steps),
      isCancelled,
    ),
    '',
    `account ${id}, ${cloud}, credentials from ${credentials.source}`,
    `regions ${regions.join(', ')}`,
    ...machine,
    ...parts.flatMap(({ host, steps }) => ['', ...(host ? [host] : []), ...steps.map(line)]),
    '',
  ].join('\n');
}

function verdict(steps: readonly Step[], isCancelled: boolean): string {
  const failed = steps.filter((step) => 'failure' in step);
  const [first] = failed;
  const end = isCancelled ? ' It was cancelled before its end.' : '';
  if (!first) return `Everything that was asked answered.${end}`;
  const count = plural(failed.length, { one: '1 step failed', other: `${failed.length} steps failed` });
  return `${count}, first: ${first.what}.${end}`;
}

function line(step: Step): string {
  const label = `${step.what.padEnd(10)} ${Math.round(step.milliseconds)} ms  `;
  return label + ('result' in step ? step.result : `FAILED ${words(step.failure)}`);
}

function words(failure: unknown): string {
  if (failure instanceof CloudError) return describe(failure);
  return failure instanceof Error ? failure.message : String(failure);
}

/** What a host said to an unsigned greeting. */
export interface Greeting {
  readonly status: number;
  /** Who issued the host's certificate; empty over plain http. */
  readonly issuer: string;
  /** TLS version; empty over plain http. */
  readonly protocol: string;
  /** The server's clock minus ours, milliseconds; undefined when it did not tell. */
  readonly clockOffset: number | undefined;
}

/** An HTTP error is an answer all the same: nothing was signed. */
export function greetingWords({ status, protocol, issuer, clockOffset }: Greeting): string {
  const clock = clockOffset === undefined ? 'unknown' : `${Math.round(clockOffset / 1000)} s`;
  return [
    `reachable, HTTP ${status} to an unsigned request`,
    protocol,
    issuer && `issued by ${issuer}`,
    `clock offset ${clock}`,
  ]
    .filter(Boolean)
    .join(', ');
}
