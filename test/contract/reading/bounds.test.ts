/** Figures that are the same on every machine stay within their bounds (test/bench/bounds.ts). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspectBundle } from '../../../scripts/steps/bundle.ts';
import { activationSize } from '../../bench/activation.ts';
import { BOUNDS } from '../../bench/bounds.ts';
import { countEventsOfOneChange } from '../../bench/events.ts';
import { openBench } from '../../support/bench.ts';

function assertWithin(value: number, bound: keyof typeof BOUNDS): void {
  assert.ok(value > 0, `${bound} was not measured`);
  assert.ok(value <= BOUNDS[bound], `${bound}: ${value} is more than ${BOUNDS[bound]}`);
}

test('what is loaded before activation', async () => {
  const { bytes, modules } = activationSize(await inspectBundle());
  assertWithin(bytes, 'activationBytes');
  assertWithin(modules, 'activationModules');
});

describe('a refresh', () => {
  test('sends few requests, and fewer when it remembers proofs', async (t) => {
    const bench = await openBench(t);
    const { sandbox } = bench;
    const { fleet, changes, inventory } = await bench.open();
    await fleet.refresh(false);
    assertWithin(sandbox.requests.length, 'firstRefreshRequests');
    sandbox.clearRequests();
    const before = changes.length;
    await fleet.refresh(false);
    assertWithin(sandbox.requests.length, 'laterRefreshRequests');
    const told = changes.slice(before).filter(({ kind }) => kind === 'instances');
    assertWithin(told.length / [...inventory.records()].length, 'eventsOfOneInstance');
  });
});

test('one changed state is told as one', async () => {
  assertWithin(await countEventsOfOneChange(), 'eventsOfOneChange');
});
