import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SectionNode } from '../../../../src/ui/tree/nodes.ts';
import { OpenRows } from '../../../../src/ui/tree/openRows.ts';

const account: SectionNode = { kind: 'account', accountId: 'prod' };

describe('rows above many instances', () => {
  test('opened under one filter start closed under the next', () => {
    const rows = new OpenRows();
    rows.adapt(1000, 'orders');
    rows.choose(account, true);
    assert.equal(rows.isOpen(account, false), true);
    rows.adapt(1000, 'orders-prod');
    assert.equal(rows.isOpen(account, false), false);
    rows.adapt(1000, 'orders');
    assert.equal(rows.isOpen(account, false), false, 'also under the first one again');
  });

  test('stay open under the same filter, and without one as they were', () => {
    const rows = new OpenRows();
    rows.adapt(1000, '');
    rows.choose(account, true);
    rows.adapt(1000, 'orders');
    assert.equal(rows.isOpen(account, false), false, 'a filter has rows of its own');
    rows.choose(account, true);
    rows.adapt(900, 'orders');
    assert.equal(rows.isOpen(account, false), true);
    rows.adapt(1000, '');
    assert.equal(rows.isOpen(account, false), true);
  });

  test('have another id while they start closed', () => {
    const rows = new OpenRows();
    rows.adapt(200, '');
    assert.equal(rows.idOf(account, false), 'account/prod');
    rows.adapt(201, '');
    assert.equal(rows.idOf(account, false), 'account/prod closed');
    assert.equal(rows.idOf(account, true), 'account/prod');
    rows.adapt(201, 'orders');
    assert.equal(rows.idOf(account, false), 'account/prod filtered closed');
  });
});
