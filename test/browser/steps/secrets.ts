import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Workbench } from '../../workbench/workbench.ts';

/** Everything the workbench keeps in the browser, as script to run there: local storage, and all databases. */
const readBrowserStorage = `(async () => {
  const found = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const store of database.objectStoreNames) {
      const all = await new Promise((resolve, reject) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      found.push(JSON.stringify(all, (_, value) => ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : value));
    }
    database.close();
  }
  return found.join('\\n');
})()`;

/** The text boxes' contents are no part of a page's HTML. */
const readInputs = `[...document.querySelectorAll('input, textarea')].map((box) => box.value).join('\\n')`;

/**
 * Looks for a text in all that VS Code wrote, shows, and keeps in the browser.
 * @returns the places where it stands; extensions' own files are not looked at
 */
export async function placesOf(secret: string, { page, userDataDir }: Workbench): Promise<string[]> {
  const places = await filesWith(secret, userDataDir);
  const shown = await Promise.all([page.content(), page.evaluate<string>(readInputs)]);
  if (shown.some((text) => text.includes(secret))) places.push('the page');
  if ((await browserStorage(page)).includes(secret)) places.push("the browser's storage");
  return places;
}

/** How much is kept by the secret storage, which this VS Code keeps encrypted in the browser, as one. */
export function secretsKept(page: Page): Promise<number> {
  return page.evaluate<number>("(localStorage.getItem('secrets.provider') ?? '').length");
}

function browserStorage(page: Page): Promise<string> {
  return page.evaluate<string>(readBrowserStorage);
}

async function filesWith(secret: string, folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => !file.startsWith(join(folder, 'extensions')));
  const found: string[] = [];
  for (const file of files) {
    // Files come and go while VS Code runs.
    const content = await readFile(file).catch(() => Buffer.alloc(0));
    if (content.includes(secret)) found.push(file.slice(folder.length));
  }
  return found;
}
