import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { packsIn, runPack, servePacks } from '@web-clip/cli/parity-run';
import { WORKSPACE } from '../workspace.ts';

/** Tiny models of every family with what the reference libraries answer; see their README. */
const PACKS = join(WORKSPACE, 'packages/clip/fixtures');

for (const device of ['wasm', 'webgpu'] as const) {
  for (const family of packsIn(PACKS)) {
    test(`${family} on ${device} gives the numbers of its reference library`, async ({ page }) => {
      await page.route('**/blank.html', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
      );
      await page.goto('blank.html');
      await servePacks(page, PACKS);
      const { complaints, pixelsEqual, idsEqual, idsTotal } = await runPack(page, PACKS, family, device);
      expect(complaints).toEqual([]);
      expect([pixelsEqual, idsEqual]).toEqual([1, idsTotal]);
    });
  }
}
