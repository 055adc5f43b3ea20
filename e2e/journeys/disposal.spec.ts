import { expect, test } from '@playwright/test';
import { openModules } from '../modules.ts';

/** A worker that is terminated carelessly survives one time in six. */
const TIMES = 10;

test('a disposed model and library leave no worker behind', async ({ page }) => {
  await openModules(page);
  await page.evaluate(async (times) => {
    const image = await (await fetch('samples/alarm-clock.webp')).blob();
    for (let i = 0; i < times; i++) {
      const clip = await window.webClip.createClip({ device: 'wasm' });
      const library = await window.photos.openLibrary({ clip, name: 'passing' });
      // Trailing bytes, which decoders ignore, make every file different.
      await library.add([new File([image, new Uint8Array(i)], `${i}.webp`)]);
      await library.search('a clock');
      await library.close();
      clip.dispose();
    }
  }, TIMES);
  await expect.poll(() => page.workers().map((worker) => worker.url())).toEqual([]);
});
