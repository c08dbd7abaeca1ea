import type * as vscode from 'vscode';
import { registerCommand, type Command, type CommandContext } from './shared/command.ts';

/** Every command, by its name behind `backupEncryption.`; its code is loaded when it is first used. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  addAccount: async () => (await import('./addAccount.ts')).addAccount,
  removeAccount: async () => (await import('./removeAccount.ts')).removeAccount,
  setCredentials: async () => (await import('./setCredentials.ts')).setCredentials,
  allowProgram: async () => (await import('./allowProgram.ts')).allowProgram,
  testAccount: async () => (await import('./testAccount.ts')).testAccount,
  diagnoseConnection: async () => (await import('./diagnoseConnection.ts')).diagnoseConnection,
  refresh: async () => (await import('./refresh.ts')).refresh,
  cancelRefresh: async () => (await import('./cancelRefresh.ts')).cancelRefresh,
  refreshAccount: async () => (await import('./refreshAccount.ts')).refreshAccount,
  refreshInstance: async () => (await import('./refreshInstance.ts')).refreshInstance,
  readAgain: async () => (await import('./readAgain.ts')).readAgain,
  groupBy: async () => (await import('./groupBy.ts')).groupBy,
  filter: async () => (await import('./filter.ts')).filter,
  clearFilter: async () => (await import('./clearFilter.ts')).clearFilter,
  enable: async () => (await import('./enable.ts')).enable,
  disable: async () => (await import('./disable.ts')).disable,
  createRole: async () => (await import('./createRole.ts')).createRole,
  copyPolicy: async () => (await import('./copyPolicy.ts')).copyPolicy,
  explain: async () => (await import('./explain.ts')).explain,
  openBilling: async () => (await import('./openBilling.ts')).openBilling,
  openInConsole: async () => (await import('./openInConsole.ts')).openInConsole,
  copyInstanceId: async () => (await import('./copyInstanceId.ts')).copyInstanceId,
  openSandbox: async () => (await import('./openSandbox.ts')).openSandbox,
  leaveSandbox: async () => (await import('./leaveSandbox.ts')).leaveSandbox,
  openSettings: async () => (await import('./openSettings.ts')).openSettings,
  openJournal: async () => (await import('./openJournal.ts')).openJournal,
  verifyJournal: async () => (await import('./verifyJournal.ts')).verifyJournal,
  showLog: async () => (await import('./showLog.ts')).showLog,
};

export function registerCommands(context: CommandContext): vscode.Disposable[] {
  return Object.entries(COMMANDS).map(([name, load]) => registerCommand(name, load, context));
}
