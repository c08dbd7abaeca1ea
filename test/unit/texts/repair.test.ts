import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../../../scripts/steps/paths.ts';
import type { Reason } from '../../../src/domain/encryption.ts';
import { repairFor, type Repair, type Subject } from '../../../src/texts/repair.ts';

const ACCOUNT: Subject = { accountId: 'a', provider: 'alibaba', source: 'secretStorage' };
const INSTANCE: Subject = { ...ACCOUNT, instanceId: 'rm-1' };

/** Every category: the next step for an instance, and for an account where that is another one. */
const STEPS: Readonly<Record<Reason['category'], readonly [Repair, Repair?]>> = {
  credentials: ['setCredentials'],
  permission: ['copyPolicy'],
  key: ['enable'],
  'instance-state': ['refreshInstance', 'refreshAccount'],
  unsupported: ['explain'],
  billing: ['openBilling'],
  'not-found': ['openSettings'],
  'invalid-request': ['showLog'],
  throttled: ['refreshInstance', 'refreshAccount'],
  'clock-skew': ['diagnoseConnection'],
  network: ['diagnoseConnection'],
  server: ['refreshInstance', 'refreshAccount'],
  'unexpected-reply': ['showLog'],
  pending: ['refreshInstance', 'refreshAccount'],
  'no-evidence': ['explain'],
  unconfirmed: ['refreshInstance', 'refreshAccount'],
  'contradicting-evidence': ['explain'],
  configuration: ['openSettings'],
};

function reason(category: Reason['category'], code?: string): Reason {
  return { category, message: '', ...(code && { code }) };
}

interface MenuItem {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly icon?: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
  };
}

function manifest(): Manifest['contributes'] {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest).contributes;
}

describe('the next step', () => {
  for (const [category, [ofInstance, ofAccount = ofInstance]] of Object.entries(STEPS)) {
    test(`after "${category}" is one`, () => {
      const why = reason(category as Reason['category']);
      assert.equal(repairFor(why, INSTANCE), ofInstance);
      assert.equal(repairFor(why, ACCOUNT), ofAccount);
    });
  }

  test('after a missing role is to create it, however the code is spelt, at the cloud that has the code', () => {
    assert.equal(repairFor(reason('permission', 'BackupAkProvenNotFound'), INSTANCE), 'createRole');
    assert.equal(repairFor(reason('permission', 'backupakprovennotfound'), INSTANCE), 'createRole');
    const elsewhere = { ...INSTANCE, provider: 'huawei' };
    assert.equal(repairFor(reason('permission', 'BackupAkProvenNotFound'), elsewhere), 'copyPolicy');
    assert.equal(repairFor(reason('permission', 'Forbidden.RAM'), INSTANCE), 'copyPolicy');
  });

  test('after refused credentials of another source is not to set them here', () => {
    for (const source of ['environment', 'cliProfile', 'sharedFile', 'given'] as const)
      assert.equal(repairFor(reason('credentials'), { ...ACCOUNT, source }), 'refreshAccount');
    const profile = { ...ACCOUNT, source: 'cliProfile', program: '/opt/login' } as const;
    assert.equal(repairFor(reason('credentials'), profile), 'allowProgram');
    assert.equal(repairFor(reason('network'), profile), 'diagnoseConnection');
  });

  test('without a known place is one that asks for it', () => {
    assert.equal(repairFor(reason('server'), {}), 'refresh');
    assert.equal(repairFor(reason('credentials'), {}), 'setCredentials');
  });
});

describe('the button of a repair', () => {
  const { commands, menus } = manifest();
  const steps = new Set(
    [...Object.values(STEPS).flat(), 'createRole', 'allowProgram'].filter((step) => step !== undefined),
  );

  for (const step of steps) {
    test(`"${step}" is on the row and in its menu, with an icon`, () => {
      const id = `backupEncryption.${step}`;
      assert.ok(commands.find(({ command }) => command === id)?.icon, 'has an icon');
      // Reading again is on every row, whatever its state.
      const mark = step.startsWith('refresh') ? /viewItem =~/ : new RegExp(`repair\\\\.${step}\\\\b`);
      const items = (menus['view/item/context'] ?? []).filter(
        ({ command, when = '' }) => command === id && mark.test(when),
      );
      assert.ok(items.some(({ group = '' }) => group.startsWith('inline@')));
    });
  }

  test('stands beside one other button at most', () => {
    const inline = (menus['view/item/context'] ?? []).filter(({ group = '' }) => group.startsWith('inline'));
    const shown = (viewItem: string) =>
      inline.filter(({ when = '' }) => fits(when, viewItem)).map(({ command }) => command);
    for (const step of steps) {
      for (const row of ['instance canEnable', 'instance canDisable', 'account ownCredentials removable']) {
        const buttons = shown(`${row} repair.${step}`);
        assert.ok(buttons.length <= 2, `${row}, ${step}: ${buttons.join(', ')}`);
      }
    }
  });
});

/** Whether a menu item is shown for a row: its conditions on the row are joined by "and" alone. */
function fits(when: string, viewItem: string): boolean {
  return when
    .split(' && ')
    .filter((condition) => condition.includes('viewItem'))
    .every((condition) => {
      const pattern = /=~ \/(.*)\//.exec(condition)?.[1];
      assert.ok(pattern, condition);
      return new RegExp(pattern).test(viewItem) !== condition.startsWith('!');
    });
}
