import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { journalEntry } from '../../../src/files/journalEntry.ts';
import { proofs } from '../../../src/files/proofs.ts';
import { snapshot } from '../../../src/files/schemas.ts';
import { openBench, type Desk } from '../../support/bench.ts';
import { accountAt } from '../../support/pair.ts';
import { always, alwaysAsync, FUZZ_SEED, mutate, mutations, oddText, oddValue } from '../../support/fuzz.ts';

const evidence = { source: 'backup-set', asOf: '2026-11-20T19:20:00Z', seenAt: '2026-11-21T12:00:00Z' };
const INTENT = {
  version: 1,
  entry: 'intent',
  changeId: 'c1',
  at: '2026-11-21T12:00:00Z',
  change: 'enable',
  provider: 'alibaba',
  accountId: 'ali',
  region: 'cn-hangzhou',
  instanceId: 'rm-1',
  process: 1,
};
const OUTCOME = { version: 1, entry: 'outcome', changeId: 'c1', at: INTENT.at, result: 'accepted' };
const PROOFS = {
  version: 2,
  content: {
    'alibaba/1/cn-hangzhou/rm-1': { evidence, confirmedAt: '2026-11-21T12:00:00Z', kind: '8.0, x' },
    'alibaba/1/cn-hangzhou/rm-2': { evidence: { ...evidence, source: 'already-enabled' } },
    'alibaba/1/cn-hangzhou/rm-3': { forgottenAt: '2026-11-21T12:00:00Z' },
  },
};

const junk = fc.oneof(
  oddText,
  oddValue.map((value) => JSON.stringify(value)),
  fc.constant('{"version":2}'),
);

/** The text of a state file: a spoilt one of ours, the beginning of one, or anything. */
function fileOf(good: unknown): fc.Arbitrary<string> {
  const whole = JSON.stringify(good);
  return fc.oneof(
    { weight: 4, arbitrary: mutations.map((recipe) => JSON.stringify(mutate(good, recipe))) },
    { weight: 1, arbitrary: fc.nat(whole.length).map((end) => whole.slice(0, end)) },
    { weight: 1, arbitrary: junk },
  );
}

const line = fc.oneof(fileOf(INTENT), fileOf(OUTCOME), junk);
const journal = fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n'));

/** What is shown at the start keeps both rules: a known state has evidence, the others a reason. */
function assertHonest({ inventory }: Desk): void {
  for (const { instance, encryption } of inventory.records()) {
    const known = ['on', 'off', 'partial'].includes(encryption.state);
    assert.ok(known ? encryption.evidence?.seenAt !== undefined : encryption.reason);
    assert.ok(encryption.stale);
    assert.equal(instance.accountId, 'ali');
  }
}

describe(`state files, FUZZ_SEED=${FUZZ_SEED}`, () => {
  test('of any content never block the start, and no state is believed without evidence', async (t) => {
    const bench = await openBench(t);
    const account = accountAt('alibaba', bench.sandbox, { regions: ['cn-hangzhou'] });
    const first = await bench.open([account]);
    await first.fleet.refresh(false);
    const directory = readdirSync(join(bench.storage, 'accounts'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(bench.storage, 'accounts', name))[0];
    assert.ok(directory);
    const good: unknown = JSON.parse(readFileSync(join(directory, 'snapshot.json'), 'utf8'));
    await alwaysAsync(fc.tuple(fileOf(good), fileOf(PROOFS), journal), 250, async ([shot, proven, lines]) => {
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, 'snapshot.json'), shot);
      writeFileSync(join(bench.storage, 'proofs.json'), proven);
      writeFileSync(join(bench.storage, 'journal.jsonl'), lines);
      assertHonest(await bench.open([account]));
    });
  });

  const schemas = { snapshot, proofs, 'journal line': journalEntry };
  for (const [name, schema] of Object.entries(schemas))
    test(`${name}: any value is read or refused, never more than what the schema names`, () => {
      const value = fc.oneof(
        oddValue,
        ...[INTENT, OUTCOME, PROOFS.content].map((good) => mutations.map((recipe) => mutate(good, recipe))),
      );
      always(value, 5_000, (given) => {
        const read = z.safeParse(schema, given);
        if (!read.success) return;
        assert.ok(
          z.safeParse(schema, JSON.parse(JSON.stringify(read.data))).success,
          'and again once written',
        );
      });
    });
});
