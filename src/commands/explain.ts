import * as vscode from 'vscode';
import { findProfile } from '../cloud/registry.ts';
import type { Reason } from '../domain/encryption.ts';
import type { Instance } from '../domain/instance.ts';
import type { AccountView } from '../inventory/accountView.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { nextStep } from '../texts/advice.ts';
import { placeOf, quote, type Place } from '../ui/dialogs/failure.ts';
import { inert } from '../texts/inert.ts';
import { reasonWord } from '../texts/words.ts';
import { accountFrom, instanceFrom, textMember } from './shared/arguments.ts';
import type { CommandContext } from './shared/command.ts';
import { openPage } from './shared/openPage.ts';

/** What is to be explained. */
interface Matter {
  readonly account: AccountView;
  readonly instance?: Instance;
  readonly place: Place;
  readonly reason?: Reason | undefined;
}

/** Explains why something has no state, or none of now: the rule behind it, and what would change it. */
export async function explain({ inventory }: CommandContext, argument?: unknown): Promise<void> {
  const matter = await matterOf(inventory, argument);
  const { place, reason } = matter;
  const way = wayOut(matter);
  const message = reason ? `${place.name}: ${reasonWord(reason)}` : place.name;
  const detail = [...why(matter), ...rules(matter)].join('\n');
  const chosen = await vscode.window.showInformationMessage(
    inert(message),
    { modal: true, detail: detail.trim() },
    way.title,
  );
  if (chosen === way.title) await way.go();
}

async function matterOf(inventory: Inventory, argument: unknown): Promise<Matter> {
  const region = textMember(argument, 'region');
  if (textMember(argument, 'accountId') !== undefined && textMember(argument, 'instanceId') === undefined) {
    const account = await accountFrom(inventory, argument);
    const reason = region === undefined ? account.reason : account.regionReasons.get(region);
    return { account, place: { ...placeOf(account), region }, reason };
  }
  const { instance, encryption } = await instanceFrom(inventory, argument, (record) =>
    Boolean(record.encryption.reason),
  );
  const account = inventory.account(instance.accountId);
  if (!account) throw new vscode.CancellationError();
  return { account, instance, place: placeOf(account, instance), reason: encryption.reason };
}

/** The reason in the cloud's words, and what to do about it. */
function why({ reason, place }: Matter): string[] {
  return reason ? [quote(reason), '', nextStep(reason, place).text] : [];
}

/** All rules of the cloud, where one of them may be the reason. */
function rules({ account, reason }: Matter): string[] {
  const profile = findProfile(account.provider);
  if (!profile || (reason && reason.category !== 'unsupported')) return [];
  const heading = vscode.l10n.t('What {0} asks for:', profile.name);
  return ['', heading, ...profile.rules().map((rule) => `• ${rule}`)];
}

/** What a look at the instance in the cloud's own console helps with. */
const ON_THE_CONSOLE: ReadonlySet<string> = new Set(['no-evidence', 'contradicting-evidence']);

/** The one button: the page that helps, or else the usual next step. */
function wayOut({ account, instance, place, reason }: Matter) {
  const profile = findProfile(account.provider);
  if (instance && reason && ON_THE_CONSOLE.has(reason.category)) {
    const title = vscode.l10n.t('Open in Cloud Console');
    return { title, go: () => openPage(account, profile?.consoleUrl(instance)) };
  }
  if (!reason || reason.category === 'unsupported') {
    const title = vscode.l10n.t("Open the Cloud's Page");
    return { title, go: () => openPage(account, profile?.rulesUrl) };
  }
  const { title, id, arguments: about } = nextStep(reason, place).command;
  return { title, go: () => vscode.commands.executeCommand(id, ...about) };
}
