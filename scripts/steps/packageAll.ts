import { bundleExtension } from './bundle.ts';
import { packageCompanion } from './companion.ts';
import { packageExtension } from './package.ts';

/** Builds and packages what goes into a VS Code of ours: the extension and its companion. */
export async function packageAll(): Promise<void> {
  await bundleExtension({ production: true });
  await packageExtension();
  await packageCompanion();
}
