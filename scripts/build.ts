// Bundles the extension into dist:  node scripts/build.ts [--dev]
import { bundleExtension } from './steps/bundle.ts';

await bundleExtension({ production: !process.argv.includes('--dev') });
