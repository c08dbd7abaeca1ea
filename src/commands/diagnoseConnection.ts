import * as l10n from '@vscode/l10n';
import type { Account } from '../accounts/account.ts';
import { isoTime } from '../domain/time.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { greet, machineFacts, resolveName } from '../host/greeting.ts';
import { diagnosisReport, greetingWords, type Step } from '../texts/diagnosis.ts';
import { accountFrom } from './shared/arguments.ts';
import { withCancel, type CommandContext } from './shared/command.ts';

/** Asks everything between here and the cloud, step by step, and writes a report for a ticket. */
export async function diagnoseConnection(context: CommandContext, argument?: unknown): Promise<void> {
  const { inventory, host, log, texts } = context;
  const { id, name } = await accountFrom(inventory, argument, ({ source }) => source !== undefined);
  const fleet = await host.fleet();
  const account = fleet.account(id);
  if (!account) throw new RangeError(l10n.t('Correct the entry in the settings first.'));
  const at = isoTime(Date.now());
  const parts: { host: string; steps: Step[] }[] = [];
  let isCancelled = false;
  // What was found out before somebody cancelled is told all the same.
  await withCancel(l10n.t('Diagnosing the connection of {0}', name), async (signal) => {
    signal.addEventListener('abort', () => (isCancelled = true));
    await diagnose(fleet, account, parts, signal);
  }).catch((error: unknown) => {
    if (!isCancelled) throw error;
  });
  const report = diagnosisReport({ at, account, machine: machineFacts(), parts, isCancelled });
  const redactor = await log.redactor();
  await texts.open(`${l10n.t('Connection Report')}.txt`, redactor.redact(report));
}

/** @param parts filled while it goes on */
async function diagnose(
  { checks }: Fleet,
  { id }: Account,
  parts: { host: string; steps: Step[] }[],
  signal: AbortSignal,
): Promise<void> {
  for (const origin of await checks.origins(id)) {
    const steps: Step[] = [];
    parts.push({ host: origin, steps });
    steps.push(await timed('name', async () => (await resolveName(origin)).join(', ')));
    // Nothing signed is sent for this.
    steps.push(await timed('greeting', async () => greetingWords(await greet(origin, signal))));
    signal.throwIfAborted();
  }
  const steps: Step[] = [];
  parts.push({ host: '', steps });
  for (const [what, read] of checks.probes(id)) {
    const step = await timed(what, () => read(signal));
    steps.push(step);
    signal.throwIfAborted();
    if ('failure' in step && what === 'identity') break;
  }
}

async function timed(what: string, task: () => Promise<string>): Promise<Step> {
  const started = performance.now();
  const ended = () => performance.now() - started;
  try {
    const result = await task();
    return { what, result, milliseconds: ended() };
  } catch (failure) {
    return { what, failure, milliseconds: ended() };
  }
}
