import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * @param within Selector of what to look at, if not at the whole page.
 * @returns Findings of axe in both colour schemes.
 */
export async function axeFindings(page: Page, within = 'html'): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // Otherwise axe opens another page to look into frames of other origins, which takes longer than the rest.
    const axe = new AxeBuilder({ page }).include(within).setLegacyMode();
    // All other rules find the same in both.
    if (colorScheme === 'dark') axe.withRules('color-contrast');
    const { violations } = await axe.analyze();
    for (const { id, nodes } of violations) {
      found.push(`${colorScheme}, ${id}: ${nodes.map(({ html }) => html).join(', ')}`);
    }
  }
  return found;
}
