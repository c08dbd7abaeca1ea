import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CloudError } from '../../../src/cloud/error.ts';
import type { CloudSession } from '../../../src/cloud/provider.ts';
import type { HttpReply } from '../../../src/cloud/transport/message.ts';
import type { Answer } from '../../../src/domain/encryption.ts';
import type { Instance } from '../../../src/domain/instance.ts';
import { goodReply, openCanned, REGION } from '../../support/cannedCloud.ts';
import {
  alwaysAsync,
  FUZZ_SEED,
  mutate,
  mutations,
  oddText,
  oddValue,
  type Mutation,
} from '../../support/fuzz.ts';
import { CLOUDS, type Cloud } from '../../support/pair.ts';
import { bare, keysOf, never } from '../../support/session.ts';

interface Reply {
  readonly recipe: readonly Mutation[];
  /** Instead of a mutated good reply. */
  readonly text: string | undefined;
  readonly status: number;
  readonly headers: Record<string, string>;
}

const header = fc.oneof(fc.string({ maxLength: 20 }), fc.integer().map(String), fc.constant('9'.repeat(400)));
const names = ['date', 'retry-after', 'x-acs-retry-after', 'x-request-id', 'x-acs-request-id'] as const;
const reply: fc.Arbitrary<Reply> = fc.record({
  recipe: mutations,
  text: fc.option(
    fc.oneof(
      oddText,
      oddValue.map((value) => JSON.stringify(value)),
    ),
    { freq: 6, nil: undefined },
  ),
  status: fc.oneof(
    { weight: 8, arbitrary: fc.constant(200) },
    { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
  ),
  headers: fc.dictionary(fc.constantFrom(...names), header, { maxKeys: 2 }),
});

const ASKED: Readonly<Record<Cloud, string>> = { alibaba: 'rm-1', huawei: 'i1in07' };

function textOf(cloud: Cloud, operation: string, { recipe, text }: Reply): string {
  return text ?? JSON.stringify(mutate(goodReply(cloud, operation), recipe));
}

/** The session whose every reply is spoilt by the same recipe; what it was told is kept. */
async function spoilt(
  cloud: Cloud,
  made: Reply,
): Promise<{ session: CloudSession; told: Map<string, string[]> }> {
  const told = new Map<string, string[]>();
  const session = await openCanned(cloud, (operation, turn): HttpReply => {
    // The project lookup stays good, so that the operation itself is reached.
    const isLookup = operation.startsWith('Keystone') && turn > 0;
    const text =
      turn > 3 || isLookup ? JSON.stringify(goodReply(cloud, operation)) : textOf(cloud, operation, made);
    told.set(operation, [...(told.get(operation) ?? []), text]);
    return { status: made.status, headers: headersOf(made), text };
  });
  return { session, told };
}

function headersOf({ headers }: Reply): Headers {
  const made = new Headers();
  for (const [name, value] of Object.entries(headers))
    if (/^[\x21-\x7e]*$/.test(value)) made.set(name, value);
  return made;
}

/** Words that say "not encrypted", as the product's rules list them. */
const NEGATIVE = new Set(['', '{}', '[]', 'null', 'undefined', 'off', 'false', '0', '-0', 'none']);

/** Whether anything in a value says that something was encrypted. Written anew, to judge the product by. */
function saysEncrypted(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(saysEncrypted);
  return !NEGATIVE.has(String(value).trim().toLowerCase());
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

interface Sets {
  Items?: { Backup?: readonly BackupSet[] };
}

interface BackupSet {
  readonly BackupStatus?: unknown;
  readonly BackupMethod?: unknown;
  readonly BackupEndTime?: unknown;
  readonly Encryption?: unknown;
}

const NOT_TOLD: ReadonlySet<unknown> = new Set([undefined, null, '']);

/** The sets that may tell a state: physical ones that did not fail. */
function physical(texts: readonly string[]) {
  const sets = texts.flatMap((text) => (parsed(text) as Sets).Items?.Backup ?? []);
  return sets.filter(({ BackupMethod, BackupStatus }) => {
    const succeeded = NOT_TOLD.has(BackupStatus) || String(BackupStatus).toLowerCase() === 'success';
    return succeeded && String(BackupMethod).toLowerCase() === 'physical';
  });
}

/** A state is never shown without something in the replies that says so. */
function assertGrounded(cloud: Cloud, answer: Answer, told: ReadonlyMap<string, string[]>): void {
  if (!('evidence' in answer)) {
    assert.ok(answer.reason.category);
    return;
  }
  assert.ok(answer.evidence.seenAt && answer.state !== 'partial');
  if (cloud === 'huawei') {
    const [text = ''] = told.get('DescribeBackupEncryptStatus') ?? [];
    const { encryption_status: word } = parsed(text) as { encryption_status?: unknown };
    assert.equal(String(word).trim().toLowerCase(), answer.state);
    return;
  }
  const sets = physical(told.get('DescribeBackups') ?? []);
  assert.ok(sets.length > 0);
  const encrypted = sets.some(({ Encryption: field }) =>
    saysEncrypted(typeof field === 'string' ? parsed(field) : field),
  );
  assert.equal(encrypted, answer.state === 'on');
  if (answer.state === 'off')
    assert.ok(sets.some(({ BackupEndTime: end }) => !Number.isNaN(Date.parse(String(end)))));
}

const STEERS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** What is shown of instances. */
function namesIn(listed: unknown): string[] {
  const instances = (listed ?? []) as readonly Instance[];
  return instances.flatMap(({ id, name, engine, engineVersion, lifecycle }) => [
    id,
    name,
    engine,
    engineVersion,
    lifecycle,
  ]);
}

/** Resolves with the result, or with undefined after a CloudError; anything else that is thrown fails. */
async function orCloudError<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    assert.ok(error.message);
    return undefined;
  }
}

describe(`replies of both clouds, FUZZ_SEED=${FUZZ_SEED}`, () => {
  for (const cloud of CLOUDS) {
    const instance = bare(cloud, REGION, ASKED[cloud]);

    test(`${cloud}: a state is known only where a reply says so`, () =>
      alwaysAsync(reply, 14_000, async (made) => {
        const { session, told } = await spoilt(cloud, made);
        const answer = await orCloudError(session.readEncryption(instance, {}, never));
        if (answer) assertGrounded(cloud, answer, told);
      }));

    test(`${cloud}: a change is accepted only where the reply says so`, () =>
      alwaysAsync(reply, 6_000, async (made) => {
        const { session, told } = await spoilt(cloud, made);
        const evidence = await orCloudError(session.enable(instance, 'k1', never));
        const [text = ''] = [...told.values()].at(-1) ?? [];
        const body = parsed(text) as Record<string, unknown>;
        if (evidence?.source === 'already-enabled') assert.match(text, /BackupEncryptionAlreadyEnabled/i);
        else if (evidence && cloud === 'alibaba') assert.equal(String(body['DBInstanceId']), ASKED.alibaba);
        else if (evidence) assert.equal(String(body['encryption_status']).trim().toLowerCase(), 'on');
      }));

    test(`${cloud}: lists, keys and identities are read or refused, and hold only plain texts`, () =>
      alwaysAsync(reply, 5_000, async (made) => {
        const { session } = await spoilt(cloud, made);
        const read = [
          await orCloudError(session.prove(never)),
          await orCloudError(session.regions(never)),
          await orCloudError(session.listInstances(REGION, never)),
          await orCloudError(
            session.describeInstances(REGION, [{ id: ASKED[cloud], region: REGION }], never),
          ),
          await orCloudError(keysOf(session).list(instance, never)),
          await orCloudError(keysOf(session).describe(instance, 'k1', never)),
          await orCloudError(session.role?.exists(REGION, never) ?? Promise.resolve(false)),
        ];
        for (const shown of [...namesIn(read[2]), ...namesIn(read[3])]) assert.doesNotMatch(shown, STEERS);
      }));
  }
});
