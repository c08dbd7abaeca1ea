import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { CloudError } from '../cloud/error.ts';
import { findProfile } from '../cloud/registry.ts';
import type { Instance, InstanceRecord, InstanceRef } from '../domain/instance.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { obstacle } from '../fleet/changing/obstacle.ts';
import type { AccountView } from '../inventory/accountView.ts';
import { confirmChange } from '../ui/dialogs/confirmation.ts';
import { placeOf } from '../texts/failure.ts';
import { orTell } from '../ui/dialogs/failure.ts';
import { askKey, type ChosenKey, type KeyOffer } from '../ui/pickers/keyPicker.ts';
import { BACK, type Frame } from '../ui/pickers/frame.ts';
import { askInTurn } from '../ui/pickers/inTurn.ts';
import { instancesFrom } from './shared/arguments.ts';
import { applyChanges, changeable, type Subject } from './shared/changeInstances.ts';
import { withCancel, type CommandContext } from './shared/command.ts';
import { ensureRole } from './shared/serviceRole.ts';

/** Switches backup encryption on, for one instance or a selection: keys, then one confirmation, then the changes. */
export async function enable(
  context: CommandContext,
  argument?: unknown,
  selection?: unknown,
): Promise<void> {
  const { inventory, host, texts } = context;
  const offered = (record: InstanceRecord) => obstacle('enable', record) === undefined;
  const records = await instancesFrom(inventory, argument, selection, offered);
  const { able, leftOut } = changeable('enable', records, inventory);
  const keys = await chooseKeys(
    context,
    await host.fleet(),
    able.map(({ record }) => record),
  );
  const keyOf = ({ instance }: Subject) => keys.get(groupOf(instance));
  const planned = able.map((subject) => {
    const key = keyOf(subject);
    return { ...subject, ...(key && { key: key.words }) };
  });
  if (!(await confirmChange('enable', planned, leftOut, texts))) return;
  await applyChanges(
    context,
    able.map((subject) => {
      const keyId = keyOf(subject)?.id;
      return { ...subject, wanted: { change: 'enable', ...(keyId && { keyId }) } };
    }),
  );
}

/** Instances that can share a key: same account and region, and what the cloud wants to be the same besides. */
function groupOf({ accountId, region, keyScope }: Instance): string {
  return [accountId, region, keyScope].join('/');
}

type Keys = ReadonlyMap<string, ChosenKey>;

/** Asks for one key for each group of instances, one after the other. */
function chooseKeys(
  { inventory }: CommandContext,
  fleet: Fleet,
  records: readonly InstanceRecord[],
): Promise<Keys> {
  const groups = new Map(records.map(({ instance }) => [groupOf(instance), instance]));
  const asked = [...groups.values()].filter(({ provider }) => findProfile(provider)?.key !== 'none');
  const questions = asked.map((instance) => async (given: Keys, frame: Frame) => {
    const account = inventory.account(instance.accountId);
    if (!account) throw new vscode.CancellationError();
    const key = await orTell(placeOf(account, instance), () => chooseKey(fleet, account, instance, frame));
    return key === BACK ? BACK : new Map([...given, [groupOf(instance), key]]);
  });
  return askInTurn<Keys>(l10n.t('Choose a Key'), new Map(), () => questions);
}

async function chooseKey(
  fleet: Fleet,
  account: AccountView,
  instance: Instance,
  frame: Frame,
): Promise<ChosenKey | typeof BACK> {
  const ref = { accountId: account.id, instanceId: instance.id };
  const title = l10n.t('Key for {0}, {1}', account.name, instance.region);
  const offer: KeyOffer = {
    automatic: findProfile(instance.provider)?.key === 'optional',
    ...(await listKeys(fleet, ref)),
    find: (idOrAlias, signal) => fleet.changes.describeKey(ref, idOrAlias, signal),
  };
  for (;;) {
    const key = await askKey({ ...frame, title }, offer);
    // A key of the user's own needs the role; whoever does not want that may choose another key.
    if (key === BACK || !key.id || (await ensureRole(fleet, account, ref)) !== 'declined') return key;
  }
}

/** Whoever may not list the keys can still type one. */
async function listKeys(fleet: Fleet, ref: InstanceRef): Promise<Pick<KeyOffer, 'keys' | 'unlisted'>> {
  try {
    const keys = await withCancel(l10n.t('Reading keys'), (signal) => fleet.changes.listKeys(ref, signal));
    return { keys };
  } catch (error) {
    if (error instanceof CloudError && error.category === 'permission') return { keys: [], unlisted: error };
    throw error;
  }
}
