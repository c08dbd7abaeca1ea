import type { ChildProcess } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { provideCodeServer } from './codeServer.ts';
import { killTree, spawnTree } from './processTree.ts';

export interface Server {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** What the server has printed so far. */
  output(): string;
  /** Resolves when the server has ended, by itself or stopped. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly userDataDir: string;
  readonly extensionsDir: string;
  /** Added to this process's environment; what is set here reaches the extension host. */
  readonly env?: NodeJS.ProcessEnv;
  /** With workspace trust, a folder opens in restricted mode. Off unless said. */
  readonly trust?: boolean;
}

const startTimeout = 240_000;

/**
 * Starts VS Code's server on a loopback port: a free one, or the one that this user data was served from before,
 * since what the workbench keeps in the browser belongs to the port.
 * @throws with what the server printed when it is not ready in 30 seconds
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const portFile = join(options.userDataDir, 'port');
  const port = await readFile(portFile, 'utf8').catch(() => '0');
  const child = await runCodeServer(options.userDataDir, serverArguments(options, port), options.env);
  let output = '';
  const readOutput = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout?.on('data', readOutput);
  child.stderr?.on('data', readOutput);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = (): Promise<void> => killTree(child);

  const origin = await waitForOrigin(child, () => output).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  await writeFile(portFile, new URL(origin).port);
  return { origin, output: () => output, ended, stop };
}

/** Runs code-server with its configuration in the user data, and nothing in the home directory. */
export async function runCodeServer(
  userDataDir: string,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<ChildProcess> {
  const script = await provideCodeServer();
  const config = join(userDataDir, 'code-server.yaml');
  await writeFile(config, '{}');
  return spawnTree(process.execPath, [script, '--config', config, '--user-data-dir', userDataDir, ...args], {
    env: { ...hostEnvironment(), ...ownFolders(userDataDir), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function serverArguments({ extensionsDir, trust }: ServerOptions, port: string): string[] {
  return [
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--extensions-dir', extensionsDir],
    ...[
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-getting-started-override',
      '--disable-proxy',
    ],
    ...(trust ? [] : ['--disable-workspace-trust']),
  ];
}

/** The caller's environment less what would lead a test to a real cloud, or to the VS Code it is run from. */
function hostEnvironment(): NodeJS.ProcessEnv {
  const foreign =
    /^(ALIBABA_CLOUD_|ALICLOUD_|HUAWEICLOUD_|CLOUD_SDK_|VSCODE_|NODE_OPTIONS$|NODE_TEST_|PORT$|npm_)/i;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(own), EXTENSIONS_GALLERY: '{}' };
}

/** Where code-server and VS Code put a heartbeat and sockets, which would stay behind in the usual places. */
function ownFolders(userDataDir: string): NodeJS.ProcessEnv {
  return { XDG_DATA_HOME: userDataDir, XDG_RUNTIME_DIR: userDataDir };
}

function waitForOrigin(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (what: string): void => reject(new Error(`The VS Code server ${what}:\n${output()}`));
    const timer = setTimeout(() => fail(`was not ready in ${startTimeout / 1000} s`), startTimeout);
    child.stdout?.on('data', () => {
      const origin = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(output())?.[1];
      if (!origin) return;
      clearTimeout(timer);
      resolve(origin);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}
