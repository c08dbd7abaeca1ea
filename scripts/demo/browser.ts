import { spawn } from 'node:child_process';
import type { Theme } from '../../test/workbench/settings.ts';
import { makeTemporaryFolder } from '../../test/workbench/temporary.ts';
import { addressOf, serveWorkbench } from '../../test/workbench/workbench.ts';
import { companionVsix, vsix } from '../steps/paths.ts';
import { demoEnvironment } from './environment.ts';

/** Serves VS Code with the sandbox on loopback until Ctrl-C, and opens it where there is a display. */
export async function showInBrowser(theme: Theme): Promise<void> {
  // How a demo ends is no failure. What it started and wrote goes when the process does.
  process.once('SIGINT', () => process.exit(0));
  const server = await serveWorkbench(await makeTemporaryFolder(), {
    extensions: [vsix, companionVsix],
    env: demoEnvironment,
    theme,
  });
  const url = addressOf(server.origin);
  console.log(`\nVS Code with the sandbox: ${url}\nCtrl-C ends it.`);
  if (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']) openInBrowser(url);
  await server.ended;
}

function openInBrowser(url: string): void {
  // Without a program to open it, the address has been printed.
  spawn('xdg-open', [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
