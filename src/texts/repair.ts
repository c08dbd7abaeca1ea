import { findProfile } from '../cloud/registry.ts';
import type { Reason } from '../domain/encryption.ts';
import type { AccountView } from '../inventory/accountView.ts';

/** The commands that can be the next step after a failure. */
export type Repair =
  | 'setCredentials'
  | 'allowProgram'
  | 'copyPolicy'
  | 'createRole'
  | 'enable'
  | 'explain'
  | 'openBilling'
  | 'openSettings'
  | 'diagnoseConnection'
  | 'refresh'
  | 'refreshAccount'
  | 'refreshInstance'
  | 'showLog';

/** What a failure happened to, as far as it is known: an account, a region of it, or one instance. */
export interface Subject extends Partial<Pick<AccountView, 'provider' | 'source' | 'program'>> {
  readonly accountId?: string;
  readonly region?: string | undefined;
  readonly instanceId?: string;
}

/** An account, or one region or instance of it, as the subject of a failure. */
export function subjectOf(
  { id: accountId, provider, source, program }: AccountView,
  part: Pick<Subject, 'region' | 'instanceId'> = {},
): Subject {
  return { accountId, provider, source, program, ...part };
}

/** Reading once more, of as little as possible. */
const AGAIN = 'again';

const REPAIRS: Readonly<Record<Reason['category'], Repair | typeof AGAIN>> = {
  credentials: 'setCredentials',
  permission: 'copyPolicy',
  key: 'enable',
  'instance-state': AGAIN,
  unsupported: 'explain',
  billing: 'openBilling',
  'not-found': 'openSettings',
  'invalid-request': 'showLog',
  throttled: AGAIN,
  'clock-skew': 'diagnoseConnection',
  network: 'diagnoseConnection',
  server: AGAIN,
  'unexpected-reply': 'showLog',
  pending: AGAIN,
  'no-evidence': 'explain',
  unconfirmed: AGAIN,
  'contradicting-evidence': 'explain',
  configuration: 'openSettings',
};

/** The one next step for a reason. */
export function repairFor({ category, code }: Reason, subject: Subject): Repair {
  if (isRoleMissing(code, subject)) return 'createRole';
  if (category === 'credentials' && subject.program) return 'allowProgram';
  if (category === 'credentials' && isKeptElsewhere(subject)) return again(subject);
  const repair = REPAIRS[category];
  return repair === AGAIN ? again(subject) : repair;
}

/** Whether a refusal means that the service-linked role is missing, which a key of the user's own needs. */
export function isRoleMissing(code: string | undefined, { provider = '' }: Subject): boolean {
  const codes = findProfile(provider)?.roleMissing ?? [];
  return codes.some((known) => known.toLowerCase() === code?.toLowerCase());
}

const ELSEWHERE: ReadonlySet<string> = new Set(['environment', 'cliProfile', 'sharedFile', 'given']);

/** Whether credentials are corrected where they come from, since nothing of them is kept here. */
export function isKeptElsewhere({ source }: Subject): boolean {
  return source !== undefined && ELSEWHERE.has(source);
}

function again({ accountId, instanceId }: Subject): Repair {
  if (accountId === undefined) return 'refresh';
  return instanceId === undefined ? 'refreshAccount' : 'refreshInstance';
}
