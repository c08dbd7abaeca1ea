import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NO_FILTER, type Filter, type Grouping } from '../../../../src/domain/viewChoice.ts';
import { fresh, type Reason } from '../../../../src/domain/encryption.ts';
import { keyOf, type Node } from '../../../../src/ui/tree/nodes.ts';
import { TreeModel } from '../../../../src/ui/tree/treeModel.ts';
import { instance, read, stock, type Shelf, type Stock } from '../../../support/inventories.ts';

const PROD: Shelf = { id: 'prod', regions: ['cn-north-4', 'ap-southeast-1'], instances: 4 };
const TEST: Shelf = { id: 'test', regions: ['cn-hangzhou'], instances: 2, provider: 'huawei' };
const REFUSED: Reason = { category: 'credentials', code: 'InvalidAccessKeyId', message: 'refused' };

function modelOf({ inventory }: Stock, grouping: Grouping, filter: Partial<Filter> = {}): TreeModel {
  return new TreeModel(inventory, { grouping, filter: { ...NO_FILTER, ...filter } });
}

/** The whole tree as indented lines. */
function drawn(model: TreeModel, nodes: readonly Node[] = model.roots(), depth = 0): string[] {
  return nodes.flatMap((node) => [
    '  '.repeat(depth) + keyOf(node).replace(/^group\/\w+\/[^/]*\/(?=instance)/, ''),
    ...drawn(model, model.childrenOf(node), depth + 1),
  ]);
}

const keys = (nodes: Iterable<Node>): string[] => [...nodes].map(keyOf);

describe('the tree', () => {
  test('by account has a level for regions where there are several', () => {
    assert.deepEqual(drawn(modelOf(stock(PROD, TEST), 'account')), [
      'account/prod',
      '  region/prod/cn-north-4',
      '    instance/prod/rm-prod-1',
      '    instance/prod/rm-prod-3',
      '  region/prod/ap-southeast-1',
      '    instance/prod/rm-prod-2',
      '    instance/prod/rm-prod-4',
      'account/test',
      '  instance/test/rm-test-1',
      '  instance/test/rm-test-2',
    ]);
  });

  test('by state begins with what somebody should act on', () => {
    const fleet = stock(PROD, TEST);
    read(fleet, 'prod', 1, 'on');
    read(fleet, 'prod', 2, 'off');
    read(fleet, 'test', 1, 'off');
    read(fleet, 'test', 2, 'unsupported');
    assert.deepEqual(drawn(modelOf(fleet, 'state')), [
      'group/state/off',
      '  instance/prod/rm-prod-2',
      '  instance/test/rm-test-1',
      'group/state/unknown',
      '  instance/prod/rm-prod-3',
      '  instance/prod/rm-prod-4',
      'group/state/on',
      '  instance/prod/rm-prod-1',
      'group/state/unsupported',
      '  instance/test/rm-test-2',
    ]);
  });

  test('by cloud and by engine', () => {
    const fleet = stock(PROD, TEST);
    assert.deepEqual(keys(modelOf(fleet, 'provider').roots()), [
      'group/provider/alibaba',
      'group/provider/huawei',
    ]);
    const engines = modelOf(fleet, 'engine');
    assert.deepEqual(keys(engines.roots()), ['group/engine/MySQL', 'group/engine/PostgreSQL']);
    assert.deepEqual(
      engines.roots().map((node) => engines.countsOf(node).total),
      [3, 3],
    );
  });

  test('orders names as people count', () => {
    const model = modelOf(stock({ ...TEST, instances: 11 }), 'provider');
    const [group] = model.roots();
    assert.ok(group);
    assert.deepEqual(keys(model.childrenOf(group)).slice(-2), [
      'group/provider/huawei/instance/test/rm-test-10',
      'group/provider/huawei/instance/test/rm-test-11',
    ]);
  });

  test('knows every row by the one above it', () => {
    for (const grouping of ['account', 'state', 'engine', 'provider'] as const) {
      const fleet = stock(PROD, TEST);
      fleet.inventory.updateAccount('prod', { state: 'problem', reason: REFUSED });
      const model = modelOf(fleet, grouping);
      const check = (nodes: readonly Node[], parent?: Node) => {
        for (const node of nodes) {
          assert.equal(model.parentOf(node), parent, keyOf(node));
          check(model.childrenOf(node), node);
        }
      };
      check(model.roots());
    }
  });
});

describe('a filter', () => {
  const found = (fleet: Stock, filter: Partial<Filter>, grouping: Grouping = 'account') =>
    drawn(modelOf(fleet, grouping, filter)).map((line) => line.trim());

  test('finds words in name, id, region, engine and account, all of them, in any case', () => {
    const fleet = stock(PROD, TEST);
    for (const text of ['prod-3', 'RM-PROD-3', 'cn-NORTH 3', 'account prod postgres -3']) {
      const instances = found(fleet, { text }).filter((line) => line.startsWith('instance'));
      assert.deepEqual(instances, ['instance/prod/rm-prod-3'], text);
    }
    assert.deepEqual(found(fleet, { text: 'prod-3 huawei' }), []);
  });

  test('leaves out accounts, regions and groups in which nothing is found', () => {
    const fleet = stock(PROD, TEST);
    assert.deepEqual(found(fleet, { text: 'prod-3' }), [
      'account/prod',
      'region/prod/cn-north-4',
      'instance/prod/rm-prod-3',
    ]);
    assert.deepEqual(found(fleet, { text: 'prod-3' }, 'engine'), [
      'group/engine/PostgreSQL',
      'instance/prod/rm-prod-3',
    ]);
  });

  test('by states goes with one by words', () => {
    const fleet = stock(TEST);
    read(fleet, 'test', 1, 'off');
    read(fleet, 'test', 2, 'on');
    assert.deepEqual(found(fleet, { states: ['off', 'partial'] }), [
      'account/test',
      'instance/test/rm-test-1',
    ]);
    assert.deepEqual(found(fleet, { text: 'test-2', states: ['off'] }), []);
  });

  test('never hides an account or a region that could not be read', () => {
    const fleet = stock(PROD, TEST);
    const regionReasons = new Map([['ap-southeast-1', REFUSED]]);
    fleet.inventory.updateAccount('prod', { state: 'problem', reason: REFUSED, regionReasons });
    fleet.inventory.updateAccount('test', { state: 'problem', reason: { ...REFUSED } });
    assert.deepEqual(found(fleet, { text: 'nothing like it' }), [
      'account/prod',
      'region/prod/ap-southeast-1',
      'advice/prod/ap-southeast-1',
      'account/test',
      'advice/test/',
    ]);
    assert.deepEqual(found(fleet, { text: 'nothing like it' }, 'state'), [
      'account/prod',
      'advice/prod/ap-southeast-1',
      'account/test',
      'advice/test/',
    ]);
  });

  test('tells what is on by what the cloud said alone from what a backup has shown', () => {
    const fleet = stock(TEST);
    const seenAt = '2026-01-01T00:00:00Z';
    read(fleet, 'test', 1, 'on');
    const awaited = fresh({ state: 'on', evidence: { source: 'change-accepted', seenAt } });
    fleet.inventory.setEncryption({ accountId: 'test', instanceId: 'rm-test-2' }, awaited);
    const instances = (states: Filter['states']) =>
      found(fleet, { states }).filter((line) => line.startsWith('instance'));
    assert.deepEqual(instances(['on']), ['instance/test/rm-test-1']);
    assert.deepEqual(instances(['awaited']), ['instance/test/rm-test-2']);
    assert.deepEqual(found(fleet, {}, 'state'), [
      'group/state/awaited',
      'instance/test/rm-test-2',
      'group/state/on',
      'instance/test/rm-test-1',
    ]);
  });

  test('keeps what is old where it was, and counts it apart', () => {
    const fleet = stock(TEST);
    read(fleet, 'test', 1, 'on');
    fleet.inventory.markFailed('test', REFUSED);
    const model = modelOf(fleet, 'state', { states: ['on'] });
    const [group] = model.roots();
    assert.ok(group);
    assert.equal(keyOf(group), 'group/state/on');
    const { on, stale, total } = model.countsOf(group);
    assert.deepEqual([on, stale, total], [0, 1, 1]);
  });

  test('is what is read first, and another one each time', () => {
    const fleet = stock(PROD, TEST);
    const model = modelOf(fleet, 'account', { text: 'prod-1' });
    const first = model.favored();
    const favored = (one = first) =>
      [...fleet.inventory.records()].filter((record) => one?.(record)).map(({ instance }) => instance.id);
    assert.deepEqual(favored(), ['rm-prod-1']);
    model.arrange({ grouping: 'account', filter: { ...NO_FILTER, text: 'prod-2' } });
    assert.notEqual(model.favored(), first);
    assert.deepEqual(favored(model.favored()), ['rm-prod-2']);
    model.arrange({ grouping: 'account', filter: NO_FILTER });
    assert.equal(model.favored(), undefined);
  });

  test('says how many it lets through, of how many', () => {
    const model = modelOf(stock(PROD, TEST), 'account', { text: 'prod' });
    assert.deepEqual([model.shown, model.total], [4, 6]);
    assert.equal(modelOf(stock(PROD, TEST), 'engine', { text: 'prod' }).total, 6);
    const [account] = model.roots();
    assert.ok(account);
    assert.equal(model.countsOf(account).total, 4);
  });
});

describe('one changed state', () => {
  test('concerns its own row, and the counts above', () => {
    const fleet = stock(PROD, TEST);
    const model = modelOf(fleet, 'account');
    fleet.told();
    read(fleet, 'prod', 3, 'on');
    const { rows, counted, moved, others, roots } = model.takeIn(fleet.told());
    assert.deepEqual(keys(rows), ['instance/prod/rm-prod-3']);
    assert.deepEqual(keys(counted), ['region/prod/cn-north-4', 'account/prod']);
    assert.deepEqual([[...moved], others, roots], [[], [], false]);
    const [account] = model.roots();
    assert.ok(account);
    assert.deepEqual([model.countsOf(account).on, model.countsOf(account).unknown], [1, 3]);
  });

  test('by state concerns the two groups it goes between', () => {
    const fleet = stock(PROD);
    read(fleet, 'prod', 1, 'off');
    read(fleet, 'prod', 2, 'on');
    const model = modelOf(fleet, 'state');
    fleet.told();
    read(fleet, 'prod', 3, 'on');
    const { rows, moved, roots } = model.takeIn(fleet.told());
    assert.deepEqual(
      [keys(rows), keys(moved), roots],
      [[], ['group/state/unknown', 'group/state/on'], false],
    );
    assert.deepEqual(drawn(model).slice(-3), [
      'group/state/on',
      '  instance/prod/rm-prod-2',
      '  instance/prod/rm-prod-3',
    ]);
  });

  test('that opens or empties a group concerns the top', () => {
    const fleet = stock({ ...TEST, instances: 1 });
    const model = modelOf(fleet, 'state');
    fleet.told();
    read(fleet, 'test', 1, 'on');
    assert.equal(model.takeIn(fleet.told()).roots, true);
    assert.deepEqual(drawn(model), ['group/state/on', '  instance/test/rm-test-1']);
  });

  test('that a filter does not let through any more goes', () => {
    const fleet = stock(TEST);
    const model = modelOf(fleet, 'account', { states: ['unknown'] });
    fleet.told();
    read(fleet, 'test', 1, 'on');
    assert.deepEqual(keys(model.takeIn(fleet.told()).moved), ['account/test']);
    assert.deepEqual(drawn(model), ['account/test', '  instance/test/rm-test-2']);
  });

  test('and any number of them, whatever happens else, leave the tree as if it were built anew', () => {
    const fleet = stock(PROD, TEST);
    const states = ['on', 'off', 'unknown', 'unsupported'] as const;
    for (const grouping of ['account', 'state', 'engine', 'provider'] as const) {
      for (const filter of [{}, { text: 'o' }, { states: ['off', 'on'] as const }]) {
        const model = modelOf(fleet, grouping, filter);
        for (let step = 0; step < 60; step += 1) {
          read(fleet, 'prod', 1 + (step % 4), states[(step * 7) % 4] ?? 'on');
          if (step % 9 === 0) {
            const here = [1, 3, 5, 7].filter((number) => (step / 9) % number !== 1);
            const listed = here.map((number) => instance(PROD, 'cn-north-4', number));
            fleet.inventory.setRegion('prod', 'cn-north-4', listed);
          }
          if (step % 2 === 0) model.takeIn(fleet.told());
        }
        model.takeIn(fleet.told());
        const anew = modelOf(fleet, grouping, filter);
        assert.deepEqual(drawn(model), drawn(anew));
        for (const node of model.roots()) assert.deepEqual(model.countsOf(node), anew.countsOf(node));
      }
    }
  });
});

describe('rows above others', () => {
  const big: Shelf = { id: 'big', regions: ['cn-hangzhou'], instances: 300 };

  test('start closed above many instances, and open above few', () => {
    for (const [shelf, open] of [
      [big, false],
      [TEST, true],
    ] as const) {
      const model = modelOf(stock(shelf), 'account');
      assert.deepEqual(
        model.roots().map((node) => model.isOpen(node)),
        [open],
      );
    }
  });

  test('stay as somebody left them, through other groupings and filters', () => {
    const model = modelOf(stock(big), 'account');
    const [account] = model.roots();
    assert.ok(account);
    model.toggled(account, true);
    model.arrange({ grouping: 'state', filter: NO_FILTER });
    model.arrange({ grouping: 'account', filter: { text: '17', states: [] } });
    model.arrange({ grouping: 'account', filter: NO_FILTER });
    assert.equal(model.isOpen(account), true);
  });

  test('have another id for VS Code when they start otherwise, and are asked for anew', () => {
    const fleet = stock({ ...big, instances: 0 });
    const model = modelOf(fleet, 'account');
    const [account] = model.roots();
    assert.ok(account);
    const before = model.idOf(account);
    fleet.told();
    const many = Array.from({ length: 300 }, (_, at) => instance(big, 'cn-hangzhou', at + 1));
    fleet.inventory.setRegion('big', 'cn-hangzhou', many);
    assert.equal(model.takeIn(fleet.told()).roots, true);
    assert.notEqual(model.idOf(account), before);
    model.arrange({ grouping: 'account', filter: { text: 'big-17', states: [] } });
    assert.equal(model.isOpen(account), true, 'what a filter finds is to be seen');
  });

  test('cost what stands below them while they are open', () => {
    const model = modelOf(stock(big), 'account');
    const [account] = model.roots();
    assert.ok(account);
    assert.equal(model.costOf(account), 1);
    model.toggled(account, true);
    assert.equal(model.costOf(account), 301);
  });
});

describe('ten thousand instances', () => {
  test('take in a change without walking over all of them', (t) => {
    const fleet = stock({ id: 'all', regions: ['a', 'b', 'c', 'd', 'e'], instances: 10_000 });
    const model = modelOf(fleet, 'account');
    fleet.told();
    const walks = t.mock.method(fleet.inventory, 'records').mock;
    for (let number = 1; number <= 2_000; number += 1) {
      read(fleet, 'all', number, number % 2 === 0 ? 'on' : 'off');
      model.takeIn(fleet.told());
    }
    assert.equal(walks.callCount(), 0);
    assert.equal(fleet.inventory.posture().on, 1_000);
  });
});
