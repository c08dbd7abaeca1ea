// Shows the extension on the sandbox:  node scripts/demo.ts [--screenshot FILE] [--theme light|dark|hc]
// Without a picture to take it stays until Ctrl-C. FILE is relative to where npm was called.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Theme } from '../test/workbench/settings.ts';
import { showInBrowser } from './demo/browser.ts';
import { showOnDesktop } from './demo/desktop.ts';
import { takePicture } from './demo/picture.ts';
import { packageAll } from './steps/packageAll.ts';

const themes: readonly string[] = ['dark', 'light', 'hc'] satisfies readonly Theme[];

function isTheme(name: string): name is Theme {
  return themes.includes(name);
}

const { values } = parseArgs({
  options: { screenshot: { type: 'string' }, theme: { type: 'string', default: 'dark' } },
});
const { screenshot, theme } = values;
if (!isTheme(theme)) throw new Error(`--theme is one of ${themes.join(', ')}`);

await packageAll();
if (screenshot !== undefined) {
  const file = resolve(process.env['INIT_CWD'] ?? '.', screenshot);
  await takePicture(file, theme);
  console.log(`Wrote ${file}`);
} else if (process.platform === 'linux') {
  await showInBrowser(theme);
} else {
  await showOnDesktop();
}
