import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { dist } from '../../scripts/steps/paths.ts';
import { goldenReport, HOSTILE, hostileReport, written } from '../support/goldenReport.ts';
import { chromiumLaunch } from '../workbench/chromium.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What VS Code gives its panels: a class of the body, and the theme's colors as variables. */
const THEMES = {
  file: { body: '', background: '', foreground: '', link: '' },
  light: { body: 'vscode-light', background: '#ffffff', foreground: '#3b3b3b', link: '#005fb8' },
  dark: { body: 'vscode-dark', background: '#1f1f1f', foreground: '#cccccc', link: '#4daafc' },
  hc: { body: 'vscode-high-contrast', background: '#000000', foreground: '#ffffff', link: '#21a6ff' },
  'hc light': {
    body: 'vscode-high-contrast vscode-high-contrast-light',
    background: '#ffffff',
    foreground: '#292929',
    link: '#0f4a85',
  },
} as const;

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

describe('the page of the report', () => {
  let browser: Browser;
  before(async () => {
    mkdirSync(join(dist, 'screenshots'), { recursive: true });
    browser = await chromium.launch(chromiumLaunch());
  });
  after(() => browser.close());

  /** @param theme how a panel of VS Code shows it */
  async function open(html: string, theme: keyof typeof THEMES = 'file'): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, bypassCSP: true });
    await page.setContent(html);
    const { body, background, foreground, link } = THEMES[theme];
    await page.evaluate(`document.body.className = '${body}';
      const { style } = document.documentElement;
      style.setProperty('--vscode-editor-background', '${background}');
      style.setProperty('--vscode-editor-foreground', '${foreground}');
      style.setProperty('--vscode-contrastBorder', '#6fc3df');
      style.setProperty('--vscode-textLink-foreground', '${link}');`);
    return page;
  }

  for (const theme of Object.keys(THEMES) as (keyof typeof THEMES)[])
    test(`has nothing that axe objects to, ${theme}`, async () => {
      const page = await open(await written(goldenReport(), 'html'), theme);
      await page.screenshot({ path: join(dist, 'screenshots', `report ${theme}.png`), fullPage: true });
      await page.evaluate(AXE);
      const { violations } = await page.evaluate<AxeResult>('axe.run()');
      assert.deepEqual(
        violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
        [],
      );
      await page.close();
    });

  test('fits a narrow panel', async () => {
    const page = await open(await written(goldenReport(), 'html'), 'dark');
    await page.setViewportSize({ width: 480, height: 900 });
    assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth')) <= 480);
    await page.close();
  });

  test('prints on A4, black on white also out of a dark panel, with the heads of tables on each page', async () => {
    const page = await open(await written(goldenReport(), 'html'), 'dark');
    await page.pdf({
      path: join(dist, 'screenshots', 'report.pdf'),
      preferCSSPageSize: true,
      printBackground: true,
    });
    await page.emulateMedia({ media: 'print' });
    assert.equal(
      await page.evaluate('getComputedStyle(document.body).backgroundColor'),
      'rgb(255, 255, 255)',
    );
    assert.equal(
      await page.evaluate("getComputedStyle(document.querySelector('thead')).display"),
      'table-header-group',
    );
    await page.close();
  });

  test('shows hostile names as they stand: nothing of them is a tag, a script or a request', async () => {
    const page = await open(await written(hostileReport(), 'html'));
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('dialog', () => assert.fail('a script ran'));
    const html = await written(hostileReport(), 'html');
    await page.setContent(html);
    const count = (selector: string) =>
      page.evaluate<number>(`document.querySelectorAll('${selector}').length`);
    assert.deepEqual([await count('script'), await count('img'), await count('iframe')], [0, 0, 0]);
    assert.equal(await count('[onerror], [onmouseover], [onclick]'), 0);
    const text = await page.evaluate<string>('document.body.textContent');
    const bold = HOSTILE.find((name) => name.includes('<script>')) ?? '';
    assert.ok(text.includes(bold));
    assert.deepEqual(requests, []);
    await page.close();
  });

  test('the JUnit report is XML to a parser that forgives nothing', async () => {
    const page = await browser.newPage();
    for (const report of [goldenReport(), hostileReport()]) {
      const xml = JSON.stringify(await written(report, 'junit'));
      const parsed = `new DOMParser().parseFromString(${xml}, 'application/xml')`;
      assert.equal(await page.evaluate(`${parsed}.querySelector('parsererror')?.textContent`), undefined);
    }
    await page.close();
  });

  test('runs no script, whoever puts one in, and loads nothing', async () => {
    const html = (await written(goldenReport(), 'html')).replace(
      '</main>',
      '<script>document.title = "ran"</script><img src="http://127.0.0.1:1/x.png"></main>',
    );
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('requestfinished', (request) => asked.push(request.url()));
    await page.setContent(html);
    assert.notEqual(await page.title(), 'ran');
    assert.deepEqual(asked, []);
    await page.close();
  });
});
