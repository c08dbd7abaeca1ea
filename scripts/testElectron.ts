// Runs the in-host tests in desktop VS Code, which is downloaded from Microsoft's server. Needs internet access and,
// on Linux, a display (such as `xvfb-run`'s).
import { runTests } from '@vscode/test-electron';
import { bundleExtension } from './steps/bundle.ts';
import { companionFolder, companionSuite, packageCompanion } from './steps/companion.ts';
import { root } from './steps/paths.ts';

await bundleExtension({ production: false });
await packageCompanion();
process.exitCode = await runTests({
  extensionDevelopmentPath: [root, companionFolder],
  extensionTestsPath: companionSuite,
  extensionTestsEnv: { BACKUP_ENCRYPTION_REPOSITORY: root },
  launchArgs: ['--disable-extensions', '--disable-workspace-trust'],
});
