import * as vscode from 'vscode';
import { findProfile } from '../../cloud/registry.ts';
import type { Reason } from '../../domain/encryption.ts';
import type { InstanceRecord } from '../../domain/instance.ts';
import type { Posture } from '../../domain/posture.ts';
import { keyTroubleOf, type AccountView } from '../../inventory/accountView.ts';
import { groupWords } from '../../texts/groups.ts';
import { repairFor, subjectOf, type Subject } from '../../texts/repair.ts';
import { accountWords, instanceWords, listed, regionWords } from '../../texts/rows.ts';
import { encryptionIcon, groupIcon } from './appearance.ts';
import { instanceUri } from './decorations.ts';
import {
  keyOf,
  type AdviceNode,
  type GroupNode,
  type InstanceNode,
  type Node,
  type RegionNode,
} from './nodes.ts';
import type { TreeModel } from './treeModel.ts';

/** How a node of the tree looks as a row. The tooltip comes later, when somebody points at it. */
export function rowOf(node: Node, model: TreeModel): vscode.TreeItem {
  const filled = fill(node, model) ?? new vscode.TreeItem('');
  filled.id = model.idOf(node);
  if (node.kind === 'instance' || node.kind === 'advice') return filled;
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  filled.collapsibleState = model.isOpen(node) ? Expanded : Collapsed;
  return filled;
}

/** All that is to be seen of a row, and what stands below it of advice, as one text: it is painted when that changes. */
export function faceOf(node: Node, row: vscode.TreeItem, model: TreeModel): string {
  const advice = model.adviceOf(node).map(keyOf);
  return [row.accessibilityInformation?.label, row.contextValue, ...advice].join('\n');
}

/** @param spoken for screen readers: the whole row as one sentence */
function row(label: string, spoken: string, details: Partial<vscode.TreeItem>): vscode.TreeItem {
  return Object.assign(new vscode.TreeItem(label), details, { accessibilityInformation: { label: spoken } });
}

function fill(node: Node, model: TreeModel): vscode.TreeItem | undefined {
  if (node.kind === 'group') return groupRow(node, model.countsOf(node));
  const account = model.inventory.account(node.accountId);
  if (!account) return undefined;
  switch (node.kind) {
    case 'account':
      return accountRow(account, model.countsOf(node), model.inventory.accounts());
    case 'region':
      return regionRow(node, account, model.countsOf(node));
    case 'instance':
      return instanceRow(node, account, model.inventory.record(node));
    case 'advice':
      return adviceRow(node, account);
  }
}

function groupRow({ by, value }: GroupNode, counts: Posture): vscode.TreeItem {
  const { label, description } = groupWords(by, value, counts);
  const iconPath = groupIcon(by, value);
  return row(label, listed([label, description]), { description, iconPath, contextValue: 'group' });
}

function accountRow(
  account: AccountView,
  counts: Posture,
  accounts: readonly AccountView[],
): vscode.TreeItem {
  const { name, records, reason, state } = account;
  const refused = reason?.category === 'configuration' && records.size === 0;
  const { description, spoken } = accountWords(account, counts, accounts);
  return row(name, spoken, {
    description,
    iconPath:
      state === 'problem'
        ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
        : new vscode.ThemeIcon('cloud'),
    contextValue: refused ? 'problem' : accountContext(account),
  });
}

function regionRow({ region }: RegionNode, account: AccountView, counts: Posture): vscode.TreeItem {
  const { description, spoken } = regionWords(region, account, counts);
  const iconPath = new vscode.ThemeIcon(account.regionReasons.has(region) ? 'warning' : 'globe');
  return row(region, spoken, { description, iconPath, contextValue: 'region' });
}

function instanceRow(
  node: InstanceNode,
  account: AccountView,
  record?: InstanceRecord,
): vscode.TreeItem | undefined {
  if (!record) return undefined;
  const { instance, encryption } = record;
  const { description, spoken } = instanceWords(record, account, node.group !== undefined);
  return row(instance.name, spoken, {
    description,
    iconPath: encryptionIcon(encryption, keyTroubleOf(account, record) !== undefined),
    resourceUri: instanceUri(node),
    contextValue: instanceContext(record, account),
  });
}

/** Of advice only what makes it look otherwise: its words are loaded when VS Code asks for the row. */
function adviceRow({ region }: AdviceNode, account: AccountView): vscode.TreeItem | undefined {
  const reason = region === undefined ? account.reason : account.regionReasons.get(region);
  return reason && row('', JSON.stringify([reason, account.source, account.program]), {});
}

/** What the menus ask about: which changes can be offered for this row, and what repairs it. */
function instanceContext({ instance, encryption }: InstanceRecord, account: AccountView): string {
  const { state } = encryption;
  const canEnable = state === 'off' || state === 'partial' || state === 'unknown';
  const canDisable =
    findProfile(instance.provider)?.canDisable === true && (state === 'on' || state === 'partial');
  const repair = repairMark(encryption.reason, subjectOf(account, { instanceId: instance.id }));
  return ['instance', canEnable && 'canEnable', canDisable && 'canDisable', repair].filter(Boolean).join(' ');
}

function accountContext(account: AccountView): string {
  const mark = account.source === 'given' ? 'sandbox' : 'ownCredentials removable';
  return ['account', mark, repairMark(account.reason, subjectOf(account))].filter(Boolean).join(' ');
}

function repairMark(reason: Reason | undefined, subject: Subject): string {
  return reason ? `repair.${repairFor(reason, subject)}` : '';
}
