import * as vscode from 'vscode';
import { Redactor } from '../cloud/transport/redact.ts';
import type { Log } from '../domain/log.ts';

/** The output channel "Backup Encryption"; every line is redacted on its way in. */
export interface HostLog extends Log {
  readonly redactor: Redactor;
  show(): void;
  dispose(): void;
}

export function createLog(): HostLog {
  const channel = vscode.window.createOutputChannel('Backup Encryption', { log: true });
  const redactor = new Redactor();
  return {
    redactor,
    debug: (message) => {
      channel.debug(redactor.redact(message));
    },
    info: (message) => {
      channel.info(redactor.redact(message));
    },
    warn: (message) => {
      channel.warn(redactor.redact(message));
    },
    error: (message) => {
      channel.error(redactor.redact(message));
    },
    show: () => {
      channel.show();
    },
    dispose: () => {
      channel.dispose();
    },
  };
}
