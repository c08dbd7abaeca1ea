import type { Locator } from 'playwright-core';

/** What is used here of the browser's own types, which this project has no need of otherwise. */
interface PageElement {
  getAttribute(name: string): string | null;
}

interface PageWindow {
  getComputedStyle(element: PageElement, pseudo: string): { readonly content: string };
}

/** The accessible labels of all that a locator finds at this moment. */
export function labelsOf(locator: Locator): Promise<string[]> {
  return locator.evaluateAll((all: PageElement[]) => all.map((one) => one.getAttribute('aria-label') ?? ''));
}

/** The text that a style sheet puts behind an element, in quotes. */
export function textBehind(locator: Locator): Promise<string> {
  return locator.evaluate(
    (element: PageElement) =>
      (globalThis as unknown as PageWindow).getComputedStyle(element, '::after').content,
  );
}
