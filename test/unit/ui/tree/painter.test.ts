import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { NO_FILTER, type Grouping } from '../../../../src/domain/viewChoice.ts';
import { noEffect } from '../../../../src/ui/tree/arrangement.ts';
import { isSection, keyOf, type Node } from '../../../../src/ui/tree/nodes.ts';
import { Painter } from '../../../../src/ui/tree/painter.ts';
import { TreeModel } from '../../../../src/ui/tree/treeModel.ts';
import { read, stock, type Stock } from '../../../support/inventories.ts';

/**
 * What VS Code is told to ask for anew, event by event, of a tree whose every row it has asked for.
 * @param hidden the keys of rows that have not been on the screen
 */
function painting(fleet: Stock, grouping: Grouping = 'account', hidden: ReadonlySet<string> = new Set()) {
  const model = new TreeModel(fleet.inventory, { grouping, filter: NO_FILTER });
  const events: string[][] = [];
  const faceOf = (node: Node): string => {
    if (isSection(node)) return JSON.stringify(model.countsOf(node));
    return node.kind === 'instance' ? (fleet.inventory.record(node)?.encryption.state ?? '') : '';
  };
  const ask = (node: Node): void => {
    painter.gave(node, faceOf(node));
    if (isSection(node) && model.isOpen(node)) model.childrenOf(node).forEach(ask);
  };
  const painter = new Painter({
    faceOf,
    costOf: (node) => model.costOf(node),
    parentOf: (node) => model.parentOf(node),
    hasAppeared: (node) => !hidden.has(keyOf(node)),
    isReading: () => fleet.inventory.activity.refreshing,
    fire(nodes) {
      events.push(nodes.map(keyOf));
      nodes.forEach(ask);
    },
  });
  model.roots().forEach(ask);
  fleet.told();
  return {
    model,
    painter,
    paint: (): string[][] => {
      const outcome = model.takeIn(fleet.told());
      painter.repaint(outcome, outcome.others);
      return events.splice(0);
    },
    later: (): string[][] => {
      mock.timers.tick(1_000);
      return events.splice(0);
    },
  };
}

/** Time stands still, until a test says otherwise. */
function useTimers(): void {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());
}

const small = { id: 'few', regions: ['cn-hangzhou'], instances: 5 };
const large = { id: 'many', regions: ['cn-hangzhou'], instances: 1_000 };

describe('a change of one state', () => {
  useTimers();

  test('paints its row at once, and the counts above when it is calm', () => {
    const fleet = stock(small);
    const { paint, later } = painting(fleet);
    read(fleet, 'few', 2, 'on');
    assert.deepEqual(paint(), [['instance/few/rm-few-2']]);
    assert.deepEqual(later(), [['account/few']]);
    assert.deepEqual(later(), []);
  });

  test('under a closed row paints that, and nothing below it', () => {
    const fleet = stock(large);
    const { paint, later } = painting(fleet);
    read(fleet, 'many', 2, 'on');
    assert.deepEqual(paint(), [['account/many']]);
    assert.deepEqual(later(), []);
  });

  test('among very many never has them all painted, until their row is closed', () => {
    const fleet = stock(large);
    const { model, painter, paint, later } = painting(fleet);
    const [account] = model.roots();
    assert.ok(account);
    model.toggled(account, true);
    for (const row of model.childrenOf(account)) painter.gave(row, 'unknown');
    read(fleet, 'many', 2, 'on');
    assert.deepEqual(paint(), [['instance/many/rm-many-2']]);
    assert.deepEqual([...later(), ...later()], []);
    model.toggled(account, false);
    painter.repaint(noEffect());
    assert.deepEqual(paint(), [['account/many']]);
  });

  test('by state paints the two groups, and no row on its own', () => {
    const fleet = stock(small);
    read(fleet, 'few', 1, 'on');
    const { paint, later } = painting(fleet, 'state');
    read(fleet, 'few', 2, 'on');
    assert.deepEqual(paint(), [['group/state/unknown', 'group/state/on']]);
    assert.deepEqual(later(), []);
  });

  test('that shows nothing new paints nothing, unless its tooltip was read', () => {
    const fleet = stock(small);
    const { model, painter, paint, later } = painting(fleet);
    read(fleet, 'few', 2, 'unknown');
    assert.deepEqual([...paint(), ...later()], []);
    const [account] = model.roots();
    assert.ok(account);
    const [row] = model.childrenOf(account);
    assert.ok(row);
    painter.explained(row);
    read(fleet, 'few', 1, 'unknown');
    assert.deepEqual(paint(), [['instance/few/rm-few-1']]);
  });
});

describe('a reading', () => {
  useTimers();

  test('paints rows as states arrive, and the counts above open rows once, at its end', () => {
    const fleet = stock(small);
    const { paint, later } = painting(fleet);
    fleet.inventory.activity.refreshing = true;
    const events: string[][] = [];
    for (const number of [1, 2, 3]) {
      read(fleet, 'few', number, 'on');
      events.push(...paint(), ...later());
    }
    assert.deepEqual(
      events,
      [1, 2, 3].map((number) => [`instance/few/rm-few-${number}`]),
    );
    fleet.inventory.activity.refreshing = false;
    assert.deepEqual(paint(), []);
    assert.deepEqual(later(), [['account/few']]);
  });

  test('paints the counts above very many at its end', () => {
    const fleet = stock(large);
    const { model, paint, later } = painting(fleet);
    const [account] = model.roots();
    assert.ok(account);
    model.toggled(account, true);
    fleet.inventory.activity.refreshing = true;
    read(fleet, 'many', 1, 'on');
    assert.deepEqual([...paint(), ...later()], []);
    fleet.inventory.activity.refreshing = false;
    assert.deepEqual([...paint(), ...later()], [['account/many']]);
    read(fleet, 'many', 2, 'on');
    assert.deepEqual(
      [...paint(), ...later()],
      [['instance/many/rm-many-2']],
      'the next change is a single one',
    );
  });

  test('that finds everything as it was paints nothing', () => {
    const fleet = stock(small);
    const { paint, later } = painting(fleet);
    fleet.inventory.activity.refreshing = true;
    for (const number of [1, 2, 3, 4, 5]) read(fleet, 'few', number, 'unknown');
    const events = [...paint(), ...later()];
    fleet.inventory.updateAccount('few', { state: 'ok', refreshedAt: '2026-01-01T00:00:00Z' });
    fleet.inventory.activity.refreshing = false;
    assert.deepEqual([...events, ...paint(), ...later()], []);
  });

  test('that fails for very many paints the row above them', () => {
    const fleet = stock({ ...large, instances: 300 });
    for (let number = 1; number <= 300; number += 1) read(fleet, 'many', number, 'unsupported');
    const { model, painter, paint } = painting(fleet);
    const [account] = model.roots();
    assert.ok(account);
    model.toggled(account, true);
    for (const row of model.childrenOf(account)) painter.gave(row, 'on');
    fleet.inventory.markFailed('many', { category: 'network', message: 'not reachable' });
    assert.deepEqual(paint(), [['account/many']]);
  });
});

describe('rows that have not been on the screen', () => {
  useTimers();

  /** A thousand rows below one that is open; all but the first have never been on the screen. */
  function scrolled(instances = 1_000) {
    const fleet = stock({ ...large, instances });
    const ids = Array.from({ length: instances - 1 }, (_, at) => `instance/many/rm-many-${at + 2}`);
    const tree = painting(fleet, 'account', new Set(ids));
    const [account] = tree.model.roots();
    assert.ok(account);
    tree.model.toggled(account, true);
    for (const row of tree.model.childrenOf(account)) tree.painter.gave(row, 'unknown');
    return { fleet, ...tree };
  }

  test('are painted when they come there, with what they look like by then', () => {
    const { fleet, model, painter, paint, later } = scrolled();
    fleet.inventory.activity.refreshing = true;
    for (let number = 1; number <= 300; number += 1) read(fleet, 'many', number, 'on');
    assert.deepEqual(paint(), [['instance/many/rm-many-1']]);
    assert.deepEqual(later(), []);
    const row = model.rowOf({ accountId: 'many', instanceId: 'rm-many-30' });
    assert.ok(row);
    assert.equal(painter.appeared(row), true);
    assert.deepEqual(paint(), [['instance/many/rm-many-30']]);
    assert.equal(painter.appeared(row), false, 'nothing is left to be painted');
    assert.deepEqual([...paint(), ...later()], []);
  });

  test('are painted at the end of the reading in any case, by way of the row above', () => {
    const { fleet, paint, later } = scrolled();
    fleet.inventory.activity.refreshing = true;
    for (let number = 2; number <= 300; number += 1) read(fleet, 'many', number, 'on');
    assert.deepEqual([...paint(), ...later()], []);
    fleet.inventory.activity.refreshing = false;
    assert.deepEqual([...paint(), ...later()], [['account/many']]);
    assert.deepEqual([...paint(), ...later()], []);
  });

  test('wait a second where they are few', () => {
    const { fleet, paint, later } = scrolled(5);
    fleet.inventory.activity.refreshing = true;
    read(fleet, 'many', 3, 'on');
    assert.deepEqual(paint(), []);
    assert.deepEqual(later(), [['instance/many/rm-many-3']]);
  });
});

/** A painter of one row with five below it, and what it has painted. */
function onCanvas({ reading = false, cost = 6, isGiven = true } = {}) {
  const row = { kind: 'account', accountId: 'few' } as const;
  const painted: string[] = [];
  const painter = new Painter({
    faceOf: () => 'as it was',
    costOf: () => cost,
    parentOf: () => row,
    hasAppeared: () => true,
    isReading: () => reading,
    fire: (nodes) => painted.push(...nodes.map(keyOf)),
  });
  if (isGiven) painter.gave(row, 'as it was');
  return { painter, painted, arrival: () => painter.repaint({ ...noEffect(), moved: new Set([row]) }) };
}

describe('a row below which others come and go', () => {
  useTimers();

  test('is painted at once, but in a reading only when it is closed', () => {
    for (const [cost, reading, atOnce] of [
      [6, false, true],
      [6, true, false],
      [1, true, true],
    ] as const) {
      const { painted, arrival } = onCanvas({ reading, cost });
      arrival();
      assert.deepEqual(painted, atOnce ? ['account/few'] : [], `${cost} rows, reading: ${reading}`);
      mock.timers.tick(1_000);
      assert.deepEqual(painted, ['account/few'], 'and once');
    }
  });

  test('is painted once a second in a reading that never pauses', () => {
    const { painted, arrival } = onCanvas({ reading: true });
    for (let turn = 0; turn < 100; turn += 1) {
      arrival();
      mock.timers.tick(50);
    }
    assert.deepEqual(painted, Array(5).fill('account/few'));
  });

  test('is not painted when VS Code has never asked for it', () => {
    const { painted, arrival } = onCanvas({ isGiven: false });
    arrival();
    mock.timers.tick(1_000);
    assert.deepEqual(painted, []);
  });

  test('is not painted again when all is asked for anew meanwhile', () => {
    const { painter, painted, arrival } = onCanvas({ reading: true });
    arrival();
    painter.startOver();
    mock.timers.tick(1_000);
    assert.deepEqual(painted, []);
  });

  test('is not painted any more once the view is gone', () => {
    const { painter, painted, arrival } = onCanvas({ reading: true });
    arrival();
    painter.dispose();
    mock.timers.tick(1_000);
    assert.deepEqual(painted, []);
  });
});
