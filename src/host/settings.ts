import * as vscode from 'vscode';

export const SECTION = 'backupEncryption';
export const ACCOUNTS = 'accounts';
const REFRESH_INTERVAL = 'refreshInterval';
const CONCURRENCY = 'concurrency';
const NOTIFY_ON_DRIFT = 'notifyOnDrift';

/** The user's own value: what a workspace says of these settings never counts. */
function own(key: string): unknown {
  const inspected = vscode.workspace.getConfiguration(SECTION).inspect(key);
  return inspected?.globalValue ?? inspected?.defaultValue;
}

function ownNumber(key: string, least: number, most: number, otherwise: number): number {
  const value = own(key);
  return typeof value === 'number' && value >= least && value <= most ? value : otherwise;
}

/** The entries of `backupEncryption.accounts`, unchecked. */
export function accountsSetting(): unknown {
  return own(ACCOUNTS);
}

/** Set by tests only, which cannot wait for minutes: then fractions of one are taken too. */
const FRACTIONS = 'BACKUP_ENCRYPTION_FRACTIONS_OF_MINUTES';

/** Minutes between refreshes, whole ones: a fraction could be a timer without a pause. 0 for none. */
export function refreshInterval(): number {
  const minutes = ownNumber(REFRESH_INTERVAL, 0, 10_080, 30);
  return Number.isInteger(minutes) || process.env[FRACTIONS] ? minutes : 30;
}

/** A setting that is asked for again and again: read once, and when it changes. */
export interface KeptSetting<T> extends vscode.Disposable {
  readonly value: T;
}

/** Requests at once per account. Every request asks for it, so VS Code is not asked each time. */
export function keepConcurrency(): KeptSetting<number> {
  return keep(`${SECTION}.${CONCURRENCY}`, () => Math.floor(ownNumber(CONCURRENCY, 1, 32, 8)));
}

function keep<T>(name: string, read: () => T): KeptSetting<T> {
  let value = read();
  const subscription = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(name)) value = read();
  });
  return {
    get value() {
      return value;
    },
    dispose: () => {
      subscription.dispose();
    },
  };
}

/** Whether a notification tells when states got worse. */
export function notifyOnDrift(): boolean {
  return own(NOTIFY_ON_DRIFT) !== false;
}

/** Calls back when one of our settings changed that something has to be done about. */
export function onDidChangeSettings(
  listener: (changed: { readonly accounts: boolean; readonly interval: boolean }) => void,
): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    const accounts = event.affectsConfiguration(`${SECTION}.${ACCOUNTS}`);
    const interval = event.affectsConfiguration(`${SECTION}.${REFRESH_INTERVAL}`);
    if (accounts || interval) listener({ accounts, interval });
  });
}
