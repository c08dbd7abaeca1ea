import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { LaunchOptions } from 'playwright-core';

/** Only the workbench on this machine is to be reached, whatever the browser would like to look up. */
const loopbackOnly = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/**
 * How to launch the browser: CHROMIUM_PATH, else Debian's chromium (installed when this is root on a Debian
 * without it), else the Chrome that macOS or Windows has.
 */
export function chromiumLaunch(): LaunchOptions {
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', ...loopbackOnly];
  const executablePath = process.env['CHROMIUM_PATH'] ?? findOnPath() ?? installOnDebian();
  return executablePath ? { args, executablePath } : { args, channel: 'chrome' };
}

function findOnPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((file) => existsSync(file));
}

function installOnDebian(): string | undefined {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return undefined;
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', 'chromium']]) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const { status } = spawnSync('apt-get', ['--quiet=2', ...args], { env, stdio: ['ignore', 2, 2] });
    if (status !== 0) throw new Error(`apt-get ${args.join(' ')} ended with ${status}`);
  }
  return findOnPath();
}
