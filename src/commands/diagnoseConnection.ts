import * as vscode from 'vscode';
import type { Account } from '../accounts/account.ts';
import { CloudError } from '../cloud/error.ts';
import { greet, proxySettings, resolveName } from '../host/greeting.ts';
import { describe } from '../ui/dialogs/failure.ts';
import { accountFrom } from './shared/arguments.ts';
import { withCancel, type CommandContext } from './shared/command.ts';

/** Asks everything between here and the cloud, step by step, and writes a report for a ticket. */
export async function diagnoseConnection(context: CommandContext, argument?: unknown): Promise<void> {
  const { inventory, host, log, texts } = context;
  const { id, name } = await accountFrom(inventory, argument, ({ source }) => source !== undefined);
  const fleet = await host.fleet();
  const account = fleet.account(id);
  if (!account) throw new RangeError(vscode.l10n.t('Correct the entry in the settings first.'));
  const title = vscode.l10n.t('Diagnosing the connection of {0}', name);
  const lines = await withCancel(title, async (signal) => [
    ...introduction(account),
    ...(await diagnoseHosts(await fleet.checks.origins(id), signal)),
    ...(await diagnoseReads(context, account, signal)),
  ]);
  const report = log.redactor.redact(`${lines.join('\n')}\n`);
  await texts.open(`${vscode.l10n.t('Connection Report')}.txt`, report);
}

function introduction({ id, provider, regions, credentials }: Account): string[] {
  return [
    `account ${id}, ${provider}, credentials from ${credentials.source}, regions ${regions.join(', ')}`,
    `VS Code ${vscode.version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    proxySettings(),
  ];
}

/** Name, certificate and clock of each host; nothing signed is sent. */
async function diagnoseHosts(origins: readonly string[], signal: AbortSignal): Promise<string[]> {
  const lines: string[] = [];
  for (const origin of origins) {
    lines.push('', origin);
    lines.push(await timed('name', async () => (await resolveName(origin)).join(', ')));
    lines.push(
      await timed('greeting', async () => {
        const { status, protocol, issuer, clockOffset } = await greet(origin, signal);
        const clock = clockOffset === undefined ? 'not told' : `${Math.round(clockOffset / 1000)} s`;
        return [`HTTP ${status}`, protocol, issuer && `issued by ${issuer}`, `clock offset ${clock}`]
          .filter(Boolean)
          .join(', ');
      }),
    );
    signal.throwIfAborted();
  }
  return lines;
}

/** Who the credentials are, and one read of each kind. */
async function diagnoseReads(
  { host }: CommandContext,
  account: Account,
  signal: AbortSignal,
): Promise<string[]> {
  const fleet = await host.fleet();
  const lines = [''];
  for (const [what, read] of fleet.checks.probes(account.id)) {
    const line = await timed(what, () => read(signal));
    lines.push(line);
    signal.throwIfAborted();
    if (line.includes(FAILED) && what === 'identity') break;
  }
  return lines;
}

const FAILED = 'FAILED';

async function timed(what: string, task: () => Promise<string>): Promise<string> {
  const started = performance.now();
  const label = what.padEnd(10);
  try {
    const result = await task();
    return `${label} ${Math.round(performance.now() - started)} ms  ${result}`;
  } catch (error) {
    const why =
      error instanceof CloudError ? describe(error) : error instanceof Error ? error.message : String(error);
    return `${label} ${Math.round(performance.now() - started)} ms  ${FAILED} ${why}`;
  }
}
