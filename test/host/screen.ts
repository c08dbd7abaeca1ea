import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';

/** The workbench's window, lent to the tests inside the extension host: from there it can neither be seen nor typed into. */
export interface LentScreen {
  /**
   * Where the tests ask: `GET /text?selector=…` for texts on the screen, `POST /press?key=…` for a key,
   * `POST /type?text=…` for a text, `POST /click?button=…` for a button of the modal dialog.
   */
  readonly origin: string;
  /** From now on it answers with this window; requests that came before wait for it. */
  lend(page: Page): void;
  close(): void;
}

/** Serves a window on loopback. */
export async function lendScreen(): Promise<LentScreen> {
  const { promise: lent, resolve: lend } = Promise.withResolvers<Page>();
  const server = createServer((request, response) => {
    const answer = async (): Promise<string> => answerWith(await lent, request.url ?? '/');
    answer().then(
      (body) => response.end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lend,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answerWith(page: Page, path: string): Promise<string> {
  const { pathname, searchParams } = new URL(path, 'http://screen');
  if (pathname === '/text') {
    const shown = page.locator(searchParams.get('selector') ?? 'body').filter({ visible: true });
    return JSON.stringify(await shown.allInnerTexts());
  }
  const input = INPUTS[pathname];
  if (!input) throw new RangeError(`The screen has no ${pathname}`);
  await input(page, searchParams);
  return '';
}

const INPUTS: Readonly<Record<string, (page: Page, given: URLSearchParams) => Promise<void>>> = {
  '/press': (page, given) => page.keyboard.press(given.get('key') ?? 'Escape'),
  '/type': (page, given) => page.keyboard.type(given.get('text') ?? ''),
  '/click': (page, given) => {
    const dialog = page.locator('.monaco-dialog-box');
    return dialog.getByRole('button', { name: given.get('button') ?? '', exact: true }).click();
  },
};
