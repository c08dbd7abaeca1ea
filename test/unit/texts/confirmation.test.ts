import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { confirmationOf, describeLeftOut, roleConfirmation } from '../../../src/texts/confirmation.ts';
import type { Planned } from '../../../src/texts/named.ts';
import { reviewText } from '../../../src/texts/review.ts';
import { instanceCalled, planned } from '../../support/named.ts';

const many = (count: number): Planned[] =>
  Array.from({ length: count }, (_, index) => planned(`db-${index + 1}`));
const taurus = (name: string) => planned(name, { provider: 'huawei', region: 'cn-north-4' }, 'key one (1)');

describe('the confirmation of one', () => {
  const { title, detail, verb } = confirmationOf('enable', [planned('orders')], []);

  test('asks with the names of instance and account', () => {
    assert.equal(title, 'Enable backup encryption on "orders" in the account "Production"?');
    assert.equal(verb, 'Enable');
  });

  test('names the cloud, id, region and key, and each lasting effect', () => {
    const [account, instance] = detail.split('\n');
    assert.equal(account, 'Account "Production", Alibaba Cloud ApsaraDB RDS:');
    assert.equal(instance, 'orders (rm-orders, cn-hangzhou) with an automatic key');
    for (const effect of ['never be switched off', 'key can never be changed', 'from now on', 'by hand'])
      assert.ok(detail.includes(effect), effect);
    assert.ok(!detail.includes('production-1'), 'nobody knows the id of the settings');
  });

  test('of an instance without a name does not say its id twice', () => {
    const nameless = planned('rm-1', { id: 'rm-1' }, '');
    assert.match(confirmationOf('disable', [nameless], []).detail, /^rm-1, cn-hangzhou$/m);
  });
});

describe('where a cloud can never undo it', () => {
  test('the name of the one instance has to be typed', () => {
    assert.equal(confirmationOf('enable', [planned('orders')], []).typed?.wanted, 'orders');
  });

  test('of several, their number, also when only one of them is for ever', () => {
    const { typed } = confirmationOf('enable', [taurus('trade'), planned('orders')], []);
    assert.equal(typed?.wanted, '2');
    assert.match(typed.prompt, /never be switched off again.*2$/);
    assert.equal(confirmationOf('enable', many(1200), []).typed?.wanted, '1,200');
  });

  test('and nowhere else', () => {
    assert.equal(confirmationOf('enable', [taurus('trade')], []).typed, undefined);
    assert.equal(confirmationOf('disable', [taurus('trade'), taurus('risk')], []).typed, undefined);
  });
});

describe('the confirmation of several', () => {
  test('names the accounts of each, and the effects of each cloud', () => {
    const { title, detail } = confirmationOf('enable', [planned('orders'), taurus('trade')], []);
    assert.equal(title, 'Enable backup encryption on 2 instances?');
    assert.ok(detail.includes('Account "Production", Alibaba Cloud ApsaraDB RDS:\norders (rm-orders'));
    assert.ok(detail.includes('Account "Production", Huawei Cloud TaurusDB:\ntrade (rm-trade'));
    assert.ok(detail.includes('Alibaba Cloud ApsaraDB RDS:\n• Backup encryption can never'));
    assert.ok(detail.includes('Huawei Cloud TaurusDB:\n• Backups can never again be restored'));
  });

  test('up to ten have a line each; of more, how many get what, and fifty names', () => {
    assert.match(confirmationOf('enable', many(10), []).detail, /db-10 \(rm-db-10, cn-hangzhou\) with/);
    const { detail } = confirmationOf('enable', many(52), []);
    const [first = '', names = ''] = detail.split('\n');
    assert.equal(
      first,
      '52 instances: Account "Production", Alibaba Cloud ApsaraDB RDS, cn-hangzhou with an automatic key',
    );
    assert.match(names, /^db-1, db-2, .*, db-50, and 2 more$/);
  });

  test('says who is not included and why; of more than ten, how many have which reason', () => {
    const leftOut = [{ instance: instanceCalled('busy'), account: 'Production', why: 'it restarts' }];
    assert.match(confirmationOf('enable', many(2), leftOut).detail, /\n\nNot included:\nbusy: it restarts$/);
    const eleven = many(11).map(({ instance, account }, index) => {
      return { instance, account, why: index === 0 ? 'it restarts' : 'too old' };
    });
    assert.deepEqual(describeLeftOut(eleven), ['1 instance: it restarts', '10 instances: too old']);
  });
});

test('the role is named with its account before it is created', () => {
  const { title, detail } = roleConfirmation('RoleForBackups', 'Production');
  assert.equal(title, 'Create the role "RoleForBackups" in the account "Production"?');
  assert.match(detail, /It remains until someone deletes it\.$/);
});

describe('the review', () => {
  const text = reviewText({
    title: 'Enable?',
    planned: [planned('orders')],
    leftOut: [{ instance: instanceCalled('busy'), account: 'Production', why: 'It restarts. '.repeat(20) }],
    effects: ['• For ever.'],
  });

  test('has each instance with its id, key and account name', () => {
    assert.ok(text.startsWith('Enable?\n\n• For ever.\n\nTo be changed: 1 instance\n\norders (rm-orders)\n'));
    assert.ok(text.includes('    an automatic key\n    Production, cn-hangzhou\n'));
    assert.ok(text.includes('Not included: 1 instance\n\nbusy (rm-busy)\n    It restarts.'));
  });

  test('has no line that an editor cuts', () => {
    for (const line of text.split('\n')) assert.ok(line.length <= 104, line);
  });
});
