import * as vscode from 'vscode';
import { findProfile } from '../cloud/registry.ts';
import type { Instance, InstanceRecord, InstanceRef } from '../domain/instance.ts';
import type { Fleet } from '../inventory/fleet.ts';
import { obstacle } from '../inventory/obstacle.ts';
import { confirmChange, confirmRole } from '../ui/confirmation.ts';
import { askKey, type ChosenKey } from '../ui/keyPicker.ts';
import { askInTurn, BACK, type Frame } from '../ui/steps.ts';
import { instancesFrom } from './arguments.ts';
import { applyChanges, changeable } from './changeInstances.ts';
import { withCancel, type CommandContext } from './command.ts';

/** Switches backup encryption on, for one instance or a selection: keys, then one confirmation, then the changes. */
export async function enable(
  context: CommandContext,
  argument?: unknown,
  selection?: unknown,
): Promise<void> {
  const { inventory, host } = context;
  const offered = (record: InstanceRecord) => obstacle('enable', record) === undefined;
  const { able, leftOut } = changeable(
    'enable',
    await instancesFrom(inventory, argument, selection, offered),
  );
  const fleet = await host.fleet();
  const keys = await chooseKeys(fleet, able);
  const planned = able.map((record) => ({ record, key: keys.get(groupOf(record.instance)) }));
  const shown = planned.map(({ record, key }) => ({
    instance: record.instance,
    ...(key && { key: key.words }),
  }));
  if (!(await confirmChange('enable', shown, leftOut))) return;
  const changes = planned.map(({ record, key }) => {
    return { record, wanted: { change: 'enable', ...(key?.id && { keyId: key.id }) } } as const;
  });
  await applyChanges(fleet, changes);
}

/** Instances that can share a key: same account, region and enterprise project. */
function groupOf({ accountId, region, enterpriseProjectId }: Instance): string {
  return [accountId, region, enterpriseProjectId].join('/');
}

type Keys = ReadonlyMap<string, ChosenKey>;

/** Asks for one key for each group of instances, one after the other. */
function chooseKeys(fleet: Fleet, records: readonly InstanceRecord[]): Promise<Keys> {
  const groups = new Map(records.map(({ instance }) => [groupOf(instance), instance]));
  const asked = [...groups.values()].filter(({ provider }) => findProfile(provider)?.key !== 'none');
  const questions = asked.map((instance) => async (given: Keys, frame: Frame) => {
    const key = await chooseKey(fleet, instance, frame);
    return key === BACK ? BACK : new Map([...given, [groupOf(instance), key]]);
  });
  return askInTurn<Keys>(vscode.l10n.t('Choose a Key'), new Map(), () => questions);
}

async function chooseKey(fleet: Fleet, instance: Instance, frame: Frame): Promise<ChosenKey | typeof BACK> {
  const { accountId, id: instanceId, region, provider } = instance;
  const ref = { accountId, instanceId };
  const keys = await withCancel(vscode.l10n.t('Reading keys'), (signal) =>
    fleet.changes.listKeys(ref, signal),
  );
  const title = vscode.l10n.t('Key for {0}, {1}', fleet.account(accountId)?.name ?? accountId, region);
  const key = await askKey({ ...frame, title }, findProfile(provider)?.key === 'optional', keys);
  if (key !== BACK && key.id) await requireRole(fleet, ref);
  return key;
}

/** A key of the user's own needs the service-linked role at some clouds: explains and offers to create it. */
async function requireRole(fleet: Fleet, ref: InstanceRef): Promise<void> {
  const role = await withCancel(vscode.l10n.t('Checking the role'), (signal) =>
    fleet.changes.missingRole(ref, signal),
  );
  if (!role) return;
  if (!(await confirmRole(role, fleet.account(ref.accountId)?.name ?? ref.accountId))) {
    throw new vscode.CancellationError();
  }
  if (await fleet.changes.createRole(ref, role)) return;
  throw new RangeError(vscode.l10n.t('The role "{0}" could not be created; nothing was changed.', role.name));
}
