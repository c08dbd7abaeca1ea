import type { ReadMemory } from '../../cloud/provider.ts';
import { findProfile } from '../../cloud/registry.ts';
import type { Answer, Evidence } from '../../domain/encryption.ts';
import { refOf, type Instance } from '../../domain/instance.ts';
import { isoTime } from '../../domain/time.ts';
import { instanceKey } from '../../files/journalIndex.ts';
import type { Proof, ProofPlace } from '../../files/proofs.ts';
import { sightingsOf, type ReadingContext } from './context.ts';

const DAY = 24 * 60 * 60 * 1000;
/** A reading asks for every instance: the journal's files are looked at once a second meanwhile. Milliseconds. */
const RECENT = 1000;

/** What is known of an instance before it is read: proofs are memory, not a verdict. */
export async function recall(context: ReadingContext, instance: Instance): Promise<ReadMemory> {
  const proof = storedProof(context, instance) ?? (await acceptedChange(context, instance));
  const unconfirmedSince = newestOpenChange(context, instance);
  return {
    lookAgain: context.lookAgain,
    ...(proof && { proof }),
    ...(unconfirmedSince && { unconfirmedSince }),
  };
}

/** The proof that is kept of an instance, unless it is of an earlier one with the same id. */
export function storedProof(context: ReadingContext, instance: Instance): Evidence | undefined {
  const evidence = find(context, instance)?.evidence;
  return evidence && isOf(instance, evidence) ? evidence : undefined;
}

/**
 * What need not be asked in the background: an encrypted backup was seen within the last day, and the instance is what
 * it was then. A person's refresh always asks.
 */
export function keptAnswer(context: ReadingContext, instance: Instance): Answer | undefined {
  const { lookAgain, ownClock } = context;
  if (lookAgain || instance.ineligible || newestOpenChange(context, instance)) return undefined;
  const evidence = storedProof(context, instance);
  const { confirmedAt, kind } = find(context, instance) ?? {};
  if (!evidence || !confirmedAt || kind !== kindOf(instance)) return undefined;
  const age = ownClock.now() - Date.parse(confirmedAt);
  return age >= 0 && age < DAY * shareOfDay(instance.id) ? { state: 'on', evidence } : undefined;
}

/** Between three quarters and the whole: so that not all are due in the same refresh. */
function shareOfDay(id: string): number {
  const spread = [...id].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1000, 0);
  return 0.75 + spread / 4000;
}

/** Keeps what says that a one-way switch is on; whatever else is read means that it has to be looked at again. */
export function remember(context: ReadingContext, instance: Instance, answer: Answer): void {
  if (!findProfile(instance.provider)?.isOneWay) return;
  const before = find(context, instance);
  const { proofs } = context.member;
  if (answer.state !== 'on') {
    const { confirmedAt, ...rest } = before ?? {};
    if (confirmedAt) proofs.keep(placeOf(context, instance), rest);
    return;
  }
  if (before?.evidence === answer.evidence) return;
  const told = withKey(answer.evidence, storedProof(context, instance));
  const { detail, ...bare } = told;
  proofs.keep(placeOf(context, instance), {
    ...(before?.forgottenAt && { forgottenAt: before.forgottenAt }),
    ...(isSeen(told)
      ? { evidence: { ...bare, ...(detail && { detail }) }, confirmedAt: isoTime(context.ownClock.now()) }
      : { evidence: bare }),
    kind: kindOf(instance),
  });
}

/** Whether the newest backup shows it; else what is said beside it may be another the next time. */
function isSeen({ source, asOf, coverage }: Evidence): boolean {
  return source === 'backup-set' && asOf !== undefined && asOf === coverage?.newestEnd;
}

/** The key stays what it was, since it cannot be changed; not every evidence names it. */
function withKey(evidence: Evidence, before: Evidence | undefined): Evidence {
  const keyId = evidence.keyId ?? before?.keyId;
  return { ...evidence, ...(keyId && { keyId }) };
}

/** The cloud knows the instance no more: what was known of it holds for nothing. */
export function dropProof(context: ReadingContext, instance: Instance): void {
  const { evidence, confirmedAt, ...rest } = find(context, instance) ?? {};
  if (evidence ?? confirmedAt) context.member.proofs.keep(placeOf(context, instance), rest);
}

/** Forgets what is remembered of an instance, also accepted changes: what is read from now on counts. */
export function forgetProof(context: ReadingContext, instance: Instance): void {
  const forgottenAt = isoTime(context.clock.now());
  context.member.proofs.keep(placeOf(context, instance), { forgottenAt });
}

/** When a person asked to forget what was known of an instance, by the cloud's clock, ISO 8601 UTC. */
export function forgottenAt(context: ReadingContext, instance: Instance): string | undefined {
  return find(context, instance)?.forgottenAt;
}

/** What the journal has of a change that the cloud took, by whichever account of the same cloud account. */
async function acceptedChange(context: ReadingContext, instance: Instance): Promise<Evidence | undefined> {
  const { member, identity } = context;
  if (!findProfile(instance.provider)?.isOneWay) return undefined;
  const { done } = await member.ledger.journal
    .standing(RECENT)
    .catch(() => ({ done: new Map<string, never>() }));
  const { provider, region, id: instanceId } = instance;
  const change = done.get(instanceKey({ provider, region, instanceId }));
  if (change?.intent.change !== 'enable' || change.outcome.result === 'confirmed') return undefined;
  const { intent, outcome } = change;
  const isOurs = intent.owner ? intent.owner === identity.accountId : intent.accountId === member.account.id;
  if (!isOurs || outcome.at <= (find(context, instance)?.forgottenAt ?? '')) return undefined;
  const isAccepted = outcome.result === 'accepted';
  const evidence: Evidence = {
    source: isAccepted ? 'change-accepted' : 'already-enabled',
    seenAt: outcome.at,
    ...(outcome.requestId && { requestId: outcome.requestId }),
    ...(isAccepted && intent.keyId && { keyId: intent.keyId }),
  };
  return isOf(instance, evidence) ? evidence : undefined;
}

function newestOpenChange(context: ReadingContext, instance: Instance): string | undefined {
  const { open } = context.member.ledger;
  return sightingsOf(context, refOf(instance))
    .flatMap((seen) => open.find(seen)?.at ?? [])
    .toSorted()
    .at(-1);
}

function isOf({ createdAt }: Instance, { asOf, seenAt }: Evidence): boolean {
  return !createdAt || Date.parse(asOf ?? seenAt) >= Date.parse(createdAt);
}

function find(context: ReadingContext, instance: Instance): Proof | undefined {
  return context.member.proofs.find(placeOf(context, instance));
}

function placeOf({ identity }: ReadingContext, { provider, region, id }: Instance): ProofPlace {
  return { provider, owner: identity.accountId, region, instanceId: id };
}

function kindOf({ engineVersion, shape = '' }: Instance): string {
  return `${engineVersion}, ${shape}`;
}
