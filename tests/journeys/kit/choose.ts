import type { Page } from 'playwright-core';

/** Types into whatever has the focus, and chooses the first offer. */
export async function choose(page: Page, letters: string, offer: string): Promise<void> {
  await page.keyboard.type(letters);
  await page.getByRole('option').filter({ hasText: offer }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator(':focus[aria-expanded="false"]').waitFor();
}
