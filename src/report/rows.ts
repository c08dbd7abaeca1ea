import type { Evidence, Reason } from '../domain/encryption.ts';
import type { Standing } from '../domain/posture.ts';
import { plainText } from '../domain/text.ts';
import type { AccountFacts, ExceptionFacts, InstanceFacts, Judgement } from './facts.ts';
import type { ReportReason, Row, RowEvidence } from './report.ts';
import { statement, VERDICTS } from './words.ts';

/** The rule that holds where no policy has one. */
export const DEFAULT_RULE = 'default';

/** One instance as it stands in the report. Whatever came from outside goes in as one line of visible characters. */
export function rowOf(facts: InstanceFacts, account: AccountFacts | undefined, judgement: Judgement): Row {
  const { instance, encryption, alsoSeenBy, call, keyTrouble, lastChange, consoleUrl } = facts;
  const { verdict, original, finding, severity, rule, required, exception } = judgement;
  const { provider, accountId, region, id, name, engine, engineVersion, lifecycle } = instance;
  const { state, evidence, reason, stale } = encryption;
  const { cloudAccountUid, sandbox } = account ?? {};
  return {
    provider,
    accountId: plain(accountId),
    accountName: plain(account?.name ?? accountId),
    ...(cloudAccountUid && { cloudAccountUid: plain(cloudAccountUid) }),
    ...(alsoSeenBy.length > 0 && { alsoSeenBy: alsoSeenBy.map(plain) }),
    region: plain(region),
    id: plain(id),
    name: plain(name),
    engine: plain(engine),
    engineVersion: plain(engineVersion),
    lifecycle: plain(lifecycle),
    state,
    verdict,
    ...(original && { originalVerdict: original }),
    ...(finding && { finding }),
    ...(severity && { severity }),
    statement: plain(statement(encryption)),
    ...(evidence && { evidence: evidenceOf(evidence, call) }),
    ...(reason && { reason: reasonOf(reason) }),
    ...(keyTrouble && { keyTrouble }),
    stale,
    policy: {
      rule: plain(rule ?? DEFAULT_RULE),
      required,
      ...(exception && { exception: exceptionOf(exception) }),
    },
    ...(lastChange && { lastChange }),
    howToCheck: facts.howToCheck,
    ...(consoleUrl && !sandbox && { consoleUrl }),
    ...(sandbox && { sandbox }),
  };
}

function evidenceOf(evidence: Evidence, call: InstanceFacts['call']): RowEvidence {
  const { source, detail, asOf, seenAt, requestId, keyId, coverage } = evidence;
  return {
    source,
    ...(detail && { detail: plain(detail) }),
    ...(asOf && { asOf }),
    seenAt,
    ...(requestId && { requestId: plain(requestId) }),
    ...(call && { apiService: call.service, apiVersion: call.version, apiOperation: call.operation }),
    ...(keyId && { keyId: plain(keyId) }),
    ...(coverage && { coverage }),
  };
}

export function reasonOf({ category, code, message, requestId }: Reason): ReportReason {
  return {
    category,
    ...(code && { code: plain(code) }),
    message: plain(message),
    ...(requestId && { requestId: plain(requestId) }),
  };
}

export function exceptionOf({ rule, owner, reason, expires, ticket }: ExceptionFacts): ExceptionFacts {
  return {
    rule: plain(rule),
    owner: plain(owner),
    reason: plain(reason),
    expires,
    ...(ticket && { ticket: plain(ticket) }),
  };
}

/** Longer than any text that a cloud sends on purpose. */
const LONGEST = 1000;

export function plain(text: string): string {
  return plainText(text, LONGEST);
}

/** Names an instance in texts and lists: unique within a report. */
export function placeOf({ provider, accountId, region, id }: Row): string {
  return [provider, accountId, region, id].join('/');
}

/** As what an instance is counted. */
export function standingOf({ state, stale, evidence }: Row): Standing {
  if (stale) return 'stale';
  const { source } = evidence ?? {};
  const isAwaited = state === 'on' && (source === 'change-accepted' || source === 'already-enabled');
  return isAwaited ? 'awaited' : state;
}

/** The worst first; then as they are found: by account, region and name. */
export function sortRows(rows: readonly Row[]): Row[] {
  const keyed = rows.map((row) => {
    const { verdict, state, accountName, region, name, id } = row;
    return { row, key: [VERDICTS.indexOf(verdict), state, accountName, region, name, id].join('\u0000') };
  });
  keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  return keyed.map(({ row }) => row);
}
