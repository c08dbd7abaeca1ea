import * as vscode from 'vscode';
import { findProfile } from '../../cloud/registry.ts';
import type { InstanceRecord, InstanceRef } from '../../domain/instance.ts';
import type { AccountView } from '../../inventory/accountView.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { encryptionIcon } from '../../ui/tree/appearance.ts';
import { stateWords } from '../../texts/words.ts';

/** What commands are about: given as arguments (a row, or its ids), else picked. */

/**
 * @param filter which accounts can be picked
 * @throws RangeError for an account there is not; CancellationError when nothing was picked
 */
export async function accountFrom(
  inventory: Inventory,
  argument: unknown,
  filter: (account: AccountView) => boolean = () => true,
): Promise<AccountView> {
  const id = textMember(argument, 'accountId');
  if (id === undefined) return pickAccount(inventory.accounts().filter(filter));
  const account = inventory.account(id);
  if (!account) throw new RangeError(vscode.l10n.t('There is no account "{0}".', id));
  return account;
}

/** Like `instancesFrom`, for commands about one instance. */
export async function instanceFrom(
  inventory: Inventory,
  argument: unknown,
  filter: (record: InstanceRecord) => boolean = () => true,
): Promise<InstanceRecord> {
  return find(inventory, refOf(argument)) ?? pickInstance(inventory, [...inventory.records()].filter(filter));
}

/**
 * The instances a command is about. A row brings the whole selection along when it is part of it.
 * @param filter which instances can be picked from the palette
 * @throws RangeError for an instance there is not; CancellationError when nothing was picked
 */
export async function instancesFrom(
  inventory: Inventory,
  argument: unknown,
  selection: unknown,
  filter: (record: InstanceRecord) => boolean,
): Promise<InstanceRecord[]> {
  const records = instanceRefs(argument, selection).map((ref) => find(inventory, ref));
  const given = records.filter((record) => record !== undefined);
  if (given.length > 0) return given;
  return [await pickInstance(inventory, [...inventory.records()].filter(filter))];
}

/** The instances that a command was called with, as they are named: a row, or the selection that it is part of. */
export function instanceRefs(argument: unknown, selection: unknown): InstanceRef[] {
  const rows: unknown[] = Array.isArray(selection) && selection.length > 0 ? selection : [argument];
  return rows.map(refOf).filter((ref) => ref !== undefined);
}

function refOf(argument: unknown): InstanceRef | undefined {
  const accountId = textMember(argument, 'accountId');
  const instanceId = textMember(argument, 'instanceId');
  return accountId === undefined || instanceId === undefined ? undefined : { accountId, instanceId };
}

function find(inventory: Inventory, ref: InstanceRef | undefined): InstanceRecord | undefined {
  if (!ref) return undefined;
  const record = inventory.record(ref);
  if (!record) throw new RangeError(vscode.l10n.t('There is no instance "{0}".', ref.instanceId));
  return record;
}

/** A text in what a command was called with; undefined when there is none. */
export function textMember(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const member = (value as Record<string, unknown>)[name];
  return typeof member === 'string' ? member : undefined;
}

async function pickAccount(accounts: readonly AccountView[]): Promise<AccountView> {
  const items = accounts.map((account) => ({
    label: account.name,
    description: findProfile(account.provider)?.name ?? account.provider,
    value: account,
  }));
  return pick(
    items,
    vscode.l10n.t('Which account?'),
    vscode.l10n.t('This command does not apply to any of your accounts.'),
  );
}

async function pickInstance(
  inventory: Inventory,
  records: readonly InstanceRecord[],
): Promise<InstanceRecord> {
  const items = records.map((record) => ({
    label: record.instance.name,
    description: stateWords(record.encryption),
    detail: [
      inventory.account(record.instance.accountId)?.name,
      record.instance.region,
      record.instance.id,
    ].join(' · '),
    iconPath: encryptionIcon(record.encryption),
    value: record,
  }));
  return pick(
    items,
    vscode.l10n.t('Which instance?'),
    vscode.l10n.t('This command does not apply to any of your instances.'),
  );
}

async function pick<T>(
  items: readonly (vscode.QuickPickItem & { readonly value: T })[],
  placeHolder: string,
  nothing: string,
): Promise<T> {
  if (items.length === 0) throw new RangeError(nothing);
  const options = { placeHolder, matchOnDescription: true, matchOnDetail: true };
  const chosen = await vscode.window.showQuickPick(items, options);
  if (!chosen) throw new vscode.CancellationError();
  return chosen.value;
}
