import * as l10n from '@vscode/l10n';
import type { Answer, Evidence, Reason } from '../../domain/encryption.ts';
import type { Instance } from '../../domain/instance.ts';
import { isoTime, type Clock } from '../../domain/time.ts';
import { CloudError } from '../error.ts';
import { unsupported, type ReadMemory } from '../provider.ts';
import type { FoundBackups } from './backups.ts';
import type { BackupWindows } from './backupWindows.ts';
import { isOtherEngine, versionRule } from './eligibility.ts';
import { answerFromBackups } from './evidence.ts';
import type { Rpc } from './rpc.ts';
import type { SupportAnswers } from './support.ts';

/** What a session reads states with. */
export interface Reader {
  readonly rpc: Rpc;
  readonly windows: BackupWindows;
  readonly support: SupportAnswers;
  /** The cloud's clock. */
  readonly clock: Clock;
}

/**
 * The state of one instance. There is no call that reads the switch, so it rests on evidence: the newest successful
 * physical backup, and what is remembered. Where that shows nothing encrypted, the cloud is asked whether it offers
 * the feature here. Nothing here changes anything.
 */
export async function readEncryption(
  reader: Reader,
  instance: Instance,
  memory: ReadMemory,
  signal: AbortSignal,
): Promise<Answer> {
  const excluded = excludedAlready(reader.support, instance, memory);
  if (excluded) return { state: 'unsupported', reason: withProof(excluded, memory.proof) };
  const found = await findBackups(reader, instance, signal);
  const answer = answerFromBackups(found, memory, isoTime(reader.clock.now()));
  if (!instance.ineligible && isSeen(answer)) return answer;
  const reason = await exclusion(reader, instance, found, signal);
  if (!reason) return answer;
  return { state: 'unsupported', reason: withProof(reason, evidenceOf(answer) ?? memory.proof) };
}

/** What needs no call: another engine; in the background also a kind of instance that the cloud refused today. */
function excludedAlready(
  support: SupportAnswers,
  instance: Instance,
  memory: ReadMemory,
): Reason | undefined {
  if (isOtherEngine(instance.engine)) {
    return instance.ineligible ?? unsupported(l10n.t('For MySQL only; this is {0}.', instance.engine));
  }
  if (memory.lookAgain || memory.proof || memory.unconfirmedSince) return undefined;
  const known = support.known(instance);
  return known?.says === 'no' ? wordsFor(instance, known.reason) : undefined;
}

/** Instances that cannot have physical backups may refuse to list any: then there are none. */
async function findBackups(
  { rpc, windows }: Reader,
  instance: Instance,
  signal: AbortSignal,
): Promise<FoundBackups> {
  try {
    return await windows.newest(rpc, instance, signal);
  } catch (error) {
    if (!instance.ineligible || !(error instanceof CloudError) || error.category !== 'unsupported')
      throw error;
    return { sets: [], days: 0, requestId: '', snapshotEnd: '' };
  }
}

/** Whether the newest backup shows the switch on: then it is offered here, whatever the rules say. */
function isSeen(answer: Answer): boolean {
  const evidence = evidenceOf(answer);
  return evidence?.source === 'backup-set' && evidence.asOf === evidence.coverage?.newestEnd;
}

function evidenceOf(answer: Answer): Evidence | undefined {
  return answer.state === 'on' ? answer.evidence : undefined;
}

/** Why an instance cannot have encrypted backups: the cloud decides, the published rules have the words. */
async function exclusion(
  { rpc, support }: Reader,
  instance: Instance,
  found: FoundBackups,
  signal: AbortSignal,
): Promise<Reason | undefined> {
  const answer = await support.ask(rpc, instance, signal);
  if (answer.says === 'no') return wordsFor(instance, answer.reason);
  if (answer.says === 'untold') return instance.ineligible ?? versionRule(instance.engineVersion);
  // The "yes" may be meant for the region alone: an instance without physical backups is judged by the rules.
  return isBackedUpPhysically(found) ? undefined : instance.ineligible;
}

function isBackedUpPhysically({ sets, snapshotEnd }: FoundBackups): boolean {
  return sets.some(({ end }) => end >= snapshotEnd);
}

function wordsFor(instance: Instance, said: Reason): Reason {
  return instance.ineligible ?? versionRule(instance.engineVersion) ?? said;
}

/** It may have been otherwise once, as before a move to other storage: the proof is told beside the reason. */
function withProof(reason: Reason, proof: Evidence | undefined): Reason {
  if (!proof) return reason;
  const seen = l10n.t('Its backups were encrypted as of {0}.', proof.asOf ?? proof.seenAt);
  return { ...reason, message: `${reason.message} ${seen}` };
}
