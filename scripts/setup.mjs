// Makes a clone ready, then runs a script of the project:  node scripts/setup.mjs [script [arguments]]
//
// It runs on Node 20 before any package is there, so it is plain JavaScript and imports nothing but Node. What
// it starts runs on Node 24, which comes as an npm package and is named by its path here: a shell that has
// already looked `node` up would go on with the old one.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const binaries = join(root, 'node_modules', '.bin');
const oldestNode = [22, 18]; // runs TypeScript without a flag from there on

/** Whether every package the lockfile asks for on all platforms is installed in that version. */
function isInstalled() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(record);
  return Object.entries(wanted).every(
    ([path, { optional, version }]) => path === '' || optional || present[path]?.version === version,
  );
}

function readPackages(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
}

/** The Node to run the project with: the one npm installed, else the one running if it is new enough. */
function findNode() {
  const installed = join(binaries, 'node');
  if (existsSync(installed)) return installed;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return process.execPath;
  throw new Error(`Node ${oldestNode.join('.')} or later is needed, this is ${process.versions.node}`);
}

/** Runs a program in the terminal it was called from; resolves with its exit code. */
function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    // Ctrl-C reaches the child as well, which then has something to tidy up: outlive it.
    process.on('SIGINT', () => {});
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    // The shell that npm puts in between dies of a signal without passing it on.
    const parent = process.ppid;
    setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500).unref();
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

if (!isInstalled()) {
  console.log('Installing the packages of package-lock.json …');
  const code = await run('npm', ['ci'], { cwd: root, shell: process.platform === 'win32' });
  if (code !== 0) process.exit(code);
}
const [script, ...args] = process.argv.slice(2);
if (script) {
  const env = { ...process.env, PATH: binaries + delimiter + process.env.PATH };
  process.exitCode = await run(findNode(), [script, ...args], { cwd: root, env });
}
