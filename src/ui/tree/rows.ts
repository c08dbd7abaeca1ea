import * as vscode from 'vscode';
import { findProfile } from '../../cloud/registry.ts';
import type { Reason } from '../../domain/encryption.ts';
import type { InstanceRecord } from '../../domain/instance.ts';
import type { Posture } from '../../domain/posture.ts';
import type { AccountView } from '../../inventory/accountView.ts';
import { repairFor, subjectOf, type Subject } from '../../texts/repair.ts';
import { nextStep } from '../../texts/advice.ts';
import { stateIcon } from './appearance.ts';
import { instanceUri } from './decorations.ts';
import { groupAppearance } from './groupAppearance.ts';
import { identityWords } from '../../texts/identity.ts';
import {
  keyOf,
  type AdviceNode,
  type GroupNode,
  type InstanceNode,
  type Node,
  type RegionNode,
} from './nodes.ts';
import type { TreeModel } from './treeModel.ts';
import { age, footing, share, stateWord, timedReason } from '../../texts/words.ts';

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

function row(label: string, details: Partial<vscode.TreeItem>): vscode.TreeItem {
  return Object.assign(new vscode.TreeItem(label), details);
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

function groupRow(node: GroupNode, counts: Posture): vscode.TreeItem {
  const { label, description, iconPath } = groupAppearance(node, counts);
  return row(label, {
    description,
    iconPath,
    contextValue: 'group',
    accessibilityInformation: { label: sentence([label, description]) },
  });
}

function accountRow(
  account: AccountView,
  counts: Posture,
  accounts: readonly AccountView[],
): vscode.TreeItem {
  const { name, provider, records, reason, state } = account;
  const refused = reason?.category === 'configuration' && records.size === 0;
  const failed = state === 'problem';
  const description = [
    failed && reason ? troubleOf(account, reason) : '',
    shareOf(counts),
    ...identityWords(account, accounts),
  ];
  const cloud = findProfile(provider)?.name ?? provider;
  return row(name, {
    description: description.filter(Boolean).join(' · '),
    iconPath: failed
      ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
      : new vscode.ThemeIcon('cloud'),
    contextValue: refused ? 'problem' : accountContext(account),
    accessibilityInformation: {
      label: sentence([name, cloud, ...description, failed ? (reason?.message ?? '') : '']),
    },
  });
}

/** In a few words; when only some regions could not be read, the account itself is not what is wrong. */
function troubleOf({ regions, regionReasons }: AccountView, reason: Reason): string {
  if (regionReasons.size === 0 || regions.length === 1) return timedReason(reason);
  return vscode.l10n.t('{0} of {1} regions not read', regionReasons.size, regions.length);
}

function regionRow({ region }: RegionNode, account: AccountView, counts: Posture): vscode.TreeItem {
  const reason = account.regionReasons.get(region);
  const known = findProfile(account.provider)?.regions.find(({ id }) => id === region)?.name;
  const description = [reason ? timedReason(reason) : '', known ?? '', shareOf(counts)];
  return row(region, {
    description: description.filter(Boolean).join(' · '),
    iconPath: new vscode.ThemeIcon(reason ? 'warning' : 'globe'),
    contextValue: 'region',
    accessibilityInformation: {
      label: sentence([vscode.l10n.t('region {0}', region), ...description, account.name]),
    },
  });
}

function instanceRow(
  node: InstanceNode,
  account: AccountView,
  record?: InstanceRecord,
): vscode.TreeItem | undefined {
  if (!record) return undefined;
  const { instance, encryption } = record;
  const engine = [instance.engine, instance.engineVersion].filter(Boolean).join(' ');
  const state = stateWord(encryption.state);
  const old = age(encryption);
  const rest = footing(encryption);
  // Among instances of all accounts a row says whose it is.
  const place = node.group ? [account.name, instance.region] : [];
  return row(instance.name, {
    description: [state, old, engine, ...place, ...rest].filter(Boolean).join(' · '),
    iconPath: isPending(encryption.reason) ? new vscode.ThemeIcon('ellipsis') : stateIcon(encryption),
    resourceUri: instanceUri(node),
    contextValue: instanceContext(record, account),
    accessibilityInformation: {
      label: sentence([
        instance.name,
        state,
        engine,
        vscode.l10n.t('region {0}', instance.region),
        vscode.l10n.t('account {0}', account.name),
        old,
        ...rest,
      ]),
    },
  });
}

function adviceRow({ region }: AdviceNode, account: AccountView): vscode.TreeItem | undefined {
  const reason = region === undefined ? account.reason : account.regionReasons.get(region);
  if (!reason) return undefined;
  const { text, command } = nextStep(reason, subjectOf(account, { region }));
  const message = [reason.message, reason.code && `(${reason.code})`].filter(Boolean).join(' ');
  return row(command.title, {
    description: message,
    iconPath: new vscode.ThemeIcon('lightbulb'),
    contextValue: 'advice',
    command: { command: command.id, title: command.title, arguments: [...command.arguments] },
    accessibilityInformation: { label: sentence([message, text, command.title]) },
  });
}

/** Empty when there is nothing to count. */
function shareOf(counts: Posture): string {
  return counts.total === 0 ? '' : share(counts);
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

function isPending(reason: Reason | undefined): boolean {
  return reason?.category === 'pending';
}

/** For screen readers: the whole row as one sentence. */
function sentence(parts: readonly string[]): string {
  return parts.filter(Boolean).join(', ');
}
