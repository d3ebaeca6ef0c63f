import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** A colour that fades from one theme to the other is neither: whatever ends by itself has ended. */
const settled = (page: Page) =>
  page.evaluate(
    // An animation that is taken away while it runs is as good as ended.
    `Promise.allSettled(document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity).map(({ finished }) => finished))`,
  );

/** What axe finds against WCAG 2.2 AA on the page as it is now, one line each. No rule is switched off. */
export async function barriers(page: Page): Promise<string[]> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`.replace(/\s+/g, ' ')),
  );
}

/** The same in both themes, each line with what was looked at. */
export async function barriersInBothThemes(page: Page, what: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
    found.push(...(await barriers(page)).map((line) => `${what}, ${colorScheme}: ${line}`));
  }
  return found;
}
