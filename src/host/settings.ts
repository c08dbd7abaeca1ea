import * as vscode from 'vscode';

const SECTION = 'backupEncryption';
const ACCOUNTS = 'accounts';
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

/**
 * Adds one entry behind the others; entries that do not fit are left as they are.
 * @throws RangeError when the setting is no list at all: nothing of it is overwritten
 */
export async function addAccountEntry(entry: object): Promise<void> {
  const entries = accountsSetting();
  if (!Array.isArray(entries)) {
    throw new RangeError(vscode.l10n.t('The accounts setting is not a list; correct it first.'));
  }
  await writeAccounts([...(entries as unknown[]), entry]);
}

/** Takes out the first entry with this id. */
export function removeAccountEntry(id: string): Thenable<void> {
  const entries: unknown[] = Array.isArray(accountsSetting()) ? (accountsSetting() as unknown[]) : [];
  const index = entries.findIndex((entry) => idOf(entry) === id);
  return writeAccounts(entries.filter((_, at) => at !== index));
}

/** The ids in use, also those of entries that do not fit. */
export function accountIds(): Set<string> {
  const entries = accountsSetting();
  return new Set(Array.isArray(entries) ? entries.map(idOf) : []);
}

function idOf(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null || !('id' in entry)) return '';
  return typeof entry.id === 'string' ? entry.id : '';
}

function writeAccounts(entries: readonly unknown[]): Thenable<void> {
  return vscode.workspace
    .getConfiguration(SECTION)
    .update(ACCOUNTS, entries.length > 0 ? entries : undefined, vscode.ConfigurationTarget.Global);
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
