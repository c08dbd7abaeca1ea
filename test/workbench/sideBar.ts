import type { Page } from 'playwright-core';

/** Drags the side bar's edge until it is about so wide, in CSS pixels. */
export async function widenSideBar(page: Page, width: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (!box) throw new Error('The side bar is not shown');
  const middle = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + width, middle, { steps: 10 });
  await page.mouse.up();
  // Away from the edge, which stays highlighted under the pointer.
  await page.mouse.move(box.x + width + 200, middle);
}
