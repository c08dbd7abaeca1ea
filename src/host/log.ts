import * as vscode from 'vscode';
import type { Redactor } from '../cloud/transport/redact.ts';
import type { Log } from '../domain/log.ts';

/** The output channel "Backup Encryption"; every line is redacted on its way in. */
export interface HostLog extends Log {
  /** What takes secrets out; loaded when it is first needed, and no line is written without it. */
  redactor(): Promise<Redactor>;
  show(): void;
  dispose(): void;
}

export function createLog(): HostLog {
  const channel = vscode.window.createOutputChannel('Backup Encryption', { log: true });
  let loaded: Redactor | undefined;
  let loading: Promise<Redactor> | undefined;
  const redactor = () =>
    (loading ??= import('../cloud/transport/redact.ts').then((module) => (loaded = new module.Redactor())));
  // What nobody will read is not worth taking secrets out of, for every request.
  let isDebugged = showsDebug(channel.logLevel);
  const levels = channel.onDidChangeLogLevel((level) => {
    isDebugged = showsDebug(level);
  });
  const writer = (level: keyof Log) => (message: string) => {
    if (level === 'debug' && !isDebugged) return;
    if (loaded) channel[level](loaded.redact(message));
    else void redactor().then((loadedNow) => channel[level](loadedNow.redact(message)));
  };
  return {
    redactor,
    debug: writer('debug'),
    info: writer('info'),
    warn: writer('warn'),
    error: writer('error'),
    show: () => {
      channel.show();
    },
    dispose: () => {
      levels.dispose();
      channel.dispose();
    },
  };
}

function showsDebug(level: vscode.LogLevel): boolean {
  return level === vscode.LogLevel.Trace || level === vscode.LogLevel.Debug;
}
