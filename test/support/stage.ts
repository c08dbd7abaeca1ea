/** One account ready to be read and changed, at a cloud that says what the test tells it: files are real, sockets none. */
import type { TestContext } from 'node:test';
import type { Account } from '../../src/accounts/account.ts';
import type { CloudSession, Identity, ReadMemory } from '../../src/cloud/provider.ts';
import type { Answer, Encryption, Evidence } from '../../src/domain/encryption.ts';
import type { Instance } from '../../src/domain/instance.ts';
import { AccountFiles } from '../../src/files/accountFiles.ts';
import type { JournalEntry } from '../../src/files/journalEntry.ts';
import { History } from '../../src/files/history.ts';
import { Proofs } from '../../src/files/proofs.ts';
import { openLedger } from '../../src/fleet/changing/ledger.ts';
import type { Member } from '../../src/fleet/member.ts';
import type { ReadingContext } from '../../src/fleet/reading/context.ts';
import { ReadingOrder } from '../../src/fleet/reading/order.ts';
import { Inventory } from '../../src/inventory/inventory.ts';
import { listingLog } from './log.ts';
import { openStorage } from './storage.ts';

export const NOW = Date.parse('2026-01-01T00:00:00Z');
export const AT = '2026-01-01T00:00:00Z';

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

export interface Stage {
  readonly context: ReadingContext;
  readonly member: Member;
  readonly inventory: Inventory;
  /** A test may put its own in the place of each call. */
  readonly cloud: Writable<CloudSession>;
  /** What comes of a reading and of a change; at first it tells "off", and takes every change. */
  readonly say: { read: (instance: Instance) => Promise<Answer>; change: () => Promise<Evidence> };
  /** What the cloud was asked for, in order: `read i-1`. */
  readonly asked: string[];
  /** What was remembered at each reading. */
  readonly memories: ReadMemory[];
  readonly storage: string;
  readonly lines: readonly string[];
  /** This computer's clock; how far the cloud's is ahead of it; and the one that nobody sets. */
  readonly time: { now: number; skew: number; passed: number };
  readonly shown: (id?: string) => Encryption | undefined;
  readonly entries: () => Promise<JournalEntry[]>;
}

export interface StageOptions {
  readonly provider?: 'alibaba' | 'huawei';
  readonly account?: Partial<Account>;
  readonly instances?: readonly Instance[];
  readonly identity?: Partial<Identity>;
}

export function statusCall(state: 'on' | 'off' | 'partial', evidence: Partial<Evidence> = {}): Answer {
  return { state, evidence: { source: 'status-call', seenAt: AT, ...evidence } };
}

export const UNKNOWN = {
  state: 'unknown',
  reason: { category: 'no-evidence', message: 'no backup' },
} as const satisfies Answer;

export const UNSUPPORTED = {
  state: 'unsupported',
  reason: { category: 'unsupported', message: 'too old' },
} as const satisfies Answer;

/** An instance of the account `a`. */
export function database(id = 'i-1', differences: Partial<Instance> = {}): Instance {
  const said = { engine: 'MySQL', engineVersion: '8.0', lifecycle: 'Running' };
  return {
    provider: 'huawei',
    accountId: 'a',
    region: 'r-1',
    id,
    name: `name of ${id}`,
    ...said,
    ...differences,
  };
}

/** Its instances are in the inventory, and not read yet. */
export async function openStage(t: TestContext, options: StageOptions = {}): Promise<Stage> {
  const { provider = 'huawei', instances = [database('i-1', { provider })] } = options;
  const storage = await openStorage(t);
  const time = { now: NOW, skew: 0, passed: 0 };
  const log = listingLog();
  const ownClock = { now: () => time.now, passed: () => time.passed };
  const account: Account = {
    id: 'a',
    provider,
    name: 'Account A',
    regions: ['r-1'],
    credentials: { source: 'environment' },
    endpoints: {},
    ...options.account,
  };
  const inventory = new Inventory(() => undefined);
  inventory.setAccounts([{ id: 'a', provider, name: account.name, regions: ['r-1', 'r-2'], state: 'ok' }]);
  for (const region of new Set(instances.map((instance) => instance.region)))
    inventory.setRegion(
      'a',
      region,
      instances.filter((instance) => instance.region === region),
    );
  const accepted: Evidence = { source: 'change-accepted', seenAt: AT, requestId: 'req-1' };
  const said: Pick<Stage, 'say' | 'asked' | 'memories'> = {
    say: { read: () => Promise.resolve(statusCall('off')), change: () => Promise.resolve(accepted) },
    asked: [],
    memories: [],
  };
  const cloud = cloudThat(said);
  const member: Member = {
    account,
    files: new AccountFiles(storage, 'a', log),
    proofs: new Proofs(storage, log),
    history: new History(storage, ownClock, log),
    ledger: await openLedger(storage, ownClock, log),
    closed: new Set(),
    keysSeen: new Map(),
  };
  const identity = { accountId: 'cloud-1', principal: 'user/me', ...options.identity };
  const clock = { now: () => time.now + time.skew };
  const context = {
    ...{ member, cloud, identity, inventory, order: new ReadingOrder() },
    ...{ clock, ownClock, log, lookAgain: false },
  };
  return {
    ...{ context, member, inventory, cloud, ...said, storage, lines: log.lines, time },
    shown: (instanceId = 'i-1') => inventory.record({ accountId: 'a', instanceId })?.encryption,
    entries: () => member.ledger.journal.entries(),
  };
}

function cloudThat({ say, asked, memories }: Pick<Stage, 'say' | 'asked' | 'memories'>): Stage['cloud'] {
  const note = (text: string) => void asked.push(text);
  return {
    origins: () => [],
    prove: () => Promise.resolve({ accountId: 'cloud-1', principal: 'user/me' }),
    regions: () => Promise.resolve([]),
    listInstances: (region) => (note(`list ${region}`), Promise.resolve([])),
    describeInstances: (region) => (note(`describe ${region}`), Promise.resolve([])),
    readEncryption(instance, memory) {
      note(`read ${instance.id}`);
      memories.push(memory);
      return say.read(instance);
    },
    enable: ({ id }, keyId) => (note(`enable ${id} ${keyId ?? '-'}`), say.change()),
    disable: ({ id }) => (note(`disable ${id}`), say.change()),
  };
}
