// Builds and packages the extension into dist/backup-encryption.vsix.
import { bundleExtension } from './steps/bundle.ts';
import { packageExtension } from './steps/package.ts';

await bundleExtension({ production: true });
await packageExtension();
