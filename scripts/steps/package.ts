import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { BOUNDS } from '../../test/bench/bounds.ts';
import { root, vsix } from './paths.ts';

/**
 * Packages what was built into dist/backup-encryption.vsix.
 * @throws when the package is larger than it may be
 */
export async function packageExtension(): Promise<void> {
  await rm(vsix, { force: true }); // that of the last build must not pass for this one's
  const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const hasRepository = typeof manifest === 'object' && manifest !== null && 'repository' in manifest;
  await createVSIX({
    cwd: root,
    packagePath: vsix,
    dependencies: false,
    allowMissingRepository: true,
    // Without a repository vsce cannot tell what a link in the README is relative to, and gives up.
    rewriteRelativeLinks: hasRepository,
  });
  const { size } = await stat(vsix);
  if (size > BOUNDS.vsixBytes) {
    throw new Error(`${vsix} has ${size} bytes, more than the ${BOUNDS.vsixBytes} it may have`);
  }
}
