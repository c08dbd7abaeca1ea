import assert from 'node:assert/strict';
import { appendFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { besideName } from '../../../src/files/beside.ts';
import { Journal } from '../../../src/files/journal.ts';
import { journalPath } from '../../../src/fleet/changing/ledger.ts';
import { openBench, type Bench, type Desk } from '../../support/bench.ts';
import { planOf, SCENARIOS, STEPS, truth, type Scenario, type Step } from '../../support/crashes.ts';
import { outcomesOf } from '../../support/journal.ts';
import { listingLog } from '../../support/log.ts';
import { deadProcess } from '../../support/processes.ts';
import { changing } from '../../support/requests.ts';

async function verify({ storage }: Bench): Promise<readonly string[]> {
  const journal = new Journal(journalPath(storage), { now: Date.now }, listingLog());
  return (await journal.verify()).problems;
}

function openDesk(bench: Bench, scenario: Scenario): Promise<Desk> {
  return bench.open([planOf(bench, scenario).account]);
}

/** What is shown: the state, or why there is none. */
function shown(desk: Desk, { name }: Scenario): string {
  const { state, reason } = desk.encryption(name);
  return state === 'unknown' ? reason.category : state;
}

/** Before anything is read: only what the dead window had kept. */
function expectedAtStart({ before, after }: Scenario, { left }: Step): string {
  if (left === 'nothing') return before;
  return left === 'outcome' ? after : 'unconfirmed';
}

/** Once it was read, what is shown and what is in the journal: an effect may still come for a minute. */
function expectedAtOnce(scenario: Scenario, step: Step): [string, string[]] {
  const [state, journal] = expectedAfterReading(scenario, step);
  const rests = step.left === 'intent' && !step.applied;
  return [state, rests ? [`${scenario.change} open`] : journal];
}

/** The same when it is read again after that. */
function expectedAfterReading(scenario: Scenario, { applied, left }: Step): [string, string[]] {
  const { provider, change, before, after } = scenario;
  const state = applied ? after : before;
  if (left === 'nothing') return [state, []];
  if (left === 'outcome') return [state, [`${change} accepted`]];
  if (provider === 'alibaba' && left === 'intent') return ['unconfirmed', [`${change} open`]];
  return [state, [`${change} ${applied ? 'confirmed' : 'not-applied'}`]];
}

async function dieAndRestart(t: TestContext, scenario: Scenario, step: Step): Promise<void> {
  const bench = await openBench(t);
  await step.die(t, bench, scenario);
  assert.equal(
    truth(bench, scenario),
    step.applied ? scenario.after : scenario.before,
    'the crash is as meant',
  );
  const desk = await openDesk(bench, scenario);
  assert.equal(shown(desk, scenario), expectedAtStart(scenario, step), 'at the start');
  assert.equal(desk.encryption(scenario.name).stale, true);
  await desk.fleet.refresh(false);
  const found = () => [shown(desk, scenario), outcomesOf(bench)];
  assert.deepEqual(found(), expectedAtOnce(scenario, step), 'after reading');
  bench.time.ahead = 60_000;
  await desk.fleet.refresh(false);
  assert.deepEqual(found(), expectedAfterReading(scenario, step), 'after a minute');
  assert.deepEqual(changing(bench.sandbox), step.sent ? [scenario.sends] : [], 'nothing was asked for twice');
  await changeLater(bench, desk, scenario);
  assert.deepEqual(await verify(bench), []);
}

/** A person asks once more, and is not held up by what the dead window left. */
async function changeLater(bench: Bench, desk: Desk, scenario: Scenario): Promise<void> {
  const result = await desk.fleet.changes.change(desk.ref(scenario.name), planOf(bench, scenario).wanted);
  assert.match(result, /^(accepted|already-(enabled|disabled))$/);
  assert.equal(truth(bench, scenario), scenario.after);
  assert.equal(shown(desk, scenario), scenario.after);
}

// Most of the time each waits for a process to start.
const together = { concurrency: 3 };

for (const scenario of SCENARIOS) {
  describe(`${scenario.title}: a window killed`, together, () => {
    for (const step of STEPS) test(step.title, (t) => dieAndRestart(t, scenario, step));
  });
}

describe('a window killed while another is open', together, () => {
  for (const scenario of SCENARIOS) {
    test(`${scenario.title}: the other finds out by reading`, async (t) => {
      const bench = await openBench(t);
      const other = await openDesk(bench, scenario);
      await other.fleet.refresh(false);
      const step = STEPS.find(({ title }) => title.endsWith('done later'));
      assert.ok(step);
      await step.die(t, bench, scenario);
      await other.fleet.refresh(false);
      const [state, journal] = expectedAfterReading(scenario, step);
      assert.equal(shown(other, scenario), state);
      assert.deepEqual(outcomesOf(bench), journal);
      assert.deepEqual(changing(bench.sandbox), [scenario.sends]);
      await changeLater(bench, other, scenario);
    });
  }
});

describe('a window killed in the middle of a line of the journal', together, () => {
  for (const scenario of SCENARIOS) {
    test(`${scenario.title}: half the intent counts as none, and the chain goes on`, async (t) => {
      const bench = await openBench(t);
      const step = STEPS[0];
      assert.ok(step);
      await step.die(t, bench, scenario);
      await appendFile(
        journalPath(bench.storage),
        '{"version":1,"entry":"intent","changeId":"torn","at":"20',
      );
      const desk = await openDesk(bench, scenario);
      assert.equal(shown(desk, scenario), scenario.before);
      await desk.fleet.refresh(false);
      assert.equal(shown(desk, scenario), scenario.before);
      await changeLater(bench, desk, scenario);
      const [problem, ...more] = await verify(bench);
      assert.match(String(problem), /line 1/, 'the half line is told of');
      assert.deepEqual(more, [], 'and nothing else');
    });
  }
});

describe('what dead windows left half-written', () => {
  test('is swept at the next start, beside the journal and beside the files of each account', async (t) => {
    const bench = await openBench(t);
    await (await bench.open()).fleet.refresh(false);
    const owner = await deadProcess();
    const half = (directory: string) =>
      besideName(join(directory, 'x.json')).replace(`.${process.pid}-`, `.${owner}-`);
    const accounts = await readdir(join(bench.storage, 'accounts'));
    const places = [bench.storage, ...accounts.map((name) => join(bench.storage, 'accounts', name))];
    assert.equal(places.length, 3);
    for (const place of places) await writeFile(half(place), '{"version":1,');
    await bench.open();
    const left = await readdir(bench.storage, { recursive: true });
    assert.deepEqual(
      left.filter((name) => name.endsWith('.tmp')),
      [],
    );
  });
});
