import * as l10n from '@vscode/l10n';
import { ProgramNotAllowed } from '../../accounts/refusal.ts';
import { CloudError } from '../../cloud/error.ts';
import type { Reason } from '../../domain/encryption.ts';
import type { Log } from '../../domain/log.ts';
import { isoTime } from '../../domain/time.ts';
import type { AccountSession } from '../accountSession.ts';
import { settleRole } from '../changing/roles.ts';
import { keepShown, type Member } from '../member.ts';
import type { FleetDependencies, Members } from '../members.ts';
import { readKeyHealth } from './keyHealth.ts';
import { Looks } from './looks.ts';
import { readRegions } from './regions.ts';

/** Why an account is read. */
export interface Occasion {
  /** A person asked: an account whose credentials were refused may be tried once more. */
  readonly explicit: boolean;
  readonly signal: AbortSignal;
}

/** Reads an account and shows it, or why it could not be read; a cloud's failure rejects nothing. */
export async function readAccount(
  members: Members,
  member: Member,
  occasion: Occasion,
  { inventory, log, clock }: Pick<FleetDependencies, 'inventory' | 'log' | 'clock'>,
): Promise<void> {
  const { id } = member.account;
  try {
    const said = await askFor(members, member, occasion);
    const [reason] = said.reasons;
    const { identity, regionReasons } = said;
    const state = reason ? 'problem' : 'ok';
    const refreshedAt = isoTime(clock.now());
    inventory.updateAccount(id, { state, reason, regionReasons, refreshedAt, identity, program: undefined });
  } catch (error) {
    if (occasion.signal.aborted) {
      inventory.updateAccount(id, {});
      return;
    }
    const reason = reasonOf(id, error, log);
    inventory.markFailed(id, reason);
    const program = error instanceof ProgramNotAllowed ? error.command : undefined;
    inventory.updateAccount(id, { state: 'problem', reason, program });
  }
  await keepShown(member, inventory, log);
}

/** The proving call first; then what was left open, the regions, and the keys in use. */
async function askFor(members: Members, member: Member, { explicit, signal }: Occasion) {
  const session = await members.sessions.get(member.account, true);
  if (explicit) session.forgive();
  const identity = await session.prove(signal);
  await member.proofs.load();
  await member.ledger.lookAgain();
  await member.history.load();
  await settleRoles(member, session, signal);
  const urgent = { ...members.context(member, session, identity), lookAgain: explicit };
  const context = { ...urgent, cloud: session.background };
  const looks = new Looks(urgent, signal);
  let regionReasons: Map<string, Reason>;
  try {
    regionReasons = await readRegions(context, looks, signal);
  } finally {
    await looks.end();
  }
  await readKeyHealth(context, explicit, signal);
  const refused = session.refusal ? [session.refusal.reason] : [];
  return { identity, regionReasons, reasons: [...refused, ...regionReasons.values()] };
}

/** Closes what was left open of creating roles, now that the account can be asked. */
async function settleRoles(
  { account, ledger }: Member,
  { cloud }: AccountSession,
  signal: AbortSignal,
): Promise<void> {
  for (const intent of ledger.open.ofAccount(account.id)) {
    try {
      if (cloud.role) await settleRole(ledger.open, cloud.role, intent, signal);
    } catch (error) {
      // It stays open; the instances are read all the same.
      if (signal.aborted || !(error instanceof CloudError)) throw error;
    }
  }
}

function reasonOf(id: string, error: unknown, log: Log): Reason {
  if (error instanceof CloudError) return error.reason;
  log.error(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return {
    category: 'unexpected-reply',
    message: l10n.t('Something unexpected happened; the log has the details.'),
  };
}
