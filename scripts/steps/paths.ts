import { join } from 'node:path';

/** The places other scripts and the tests meet at. */
export const root = join(import.meta.dirname, '..', '..');
export const dist = join(root, 'dist');
export const vsix = join(dist, 'backup-encryption.vsix');
export const companionVsix = join(dist, 'test', 'companion.vsix');
export const screenshots = join(dist, 'screenshots');
/** What takes long to fetch and does not change: VS Code itself, and extensions installed into it. */
export const workbenchCache = join(root, '.workbench');
