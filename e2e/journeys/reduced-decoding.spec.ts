import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openModules } from '../modules.ts';
import { shared } from '../workspace.ts';

const folders = [shared('photos/captioned'), shared('photos/cameras'), shared('photos/orientation')].filter(
  (folder) => folder !== undefined,
);

test('JPEGs decoded at a reduced size get the embeddings of exact ones', async ({ page }) => {
  test.skip(folders.length < 3, 'needs real photos, which lie outside the project');
  await openModules(page);
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.jpg'))
      .map((name) => join(folder, name))
      // Exact decoding ignores colour profiles, which changes embeddings by more than a reduced size does.
      .filter((file) => !readFileSync(file).includes('ICC_PROFILE')),
  );
  await page.setContent('<input type="file" multiple>');
  await page.locator('input').setInputFiles(files);
  const cosines = await page.evaluate(async () => {
    const images = [...(document.querySelector('input')?.files ?? [])];
    const { createClip } = window.webClip;
    const [reduced, exact] = await Promise.all([
      createClip({ device: 'wasm' }).then((clip) => clip.embedImages(images)),
      createClip({ device: 'wasm', exact: true }).then((clip) => clip.embedImages(images)),
    ]);
    return images.map(({ name }, i) => {
      let cosine = 0;
      for (let at = i * exact.dimension; at < (i + 1) * exact.dimension; at++) {
        cosine += (reduced.data[at] ?? 0) * (exact.data[at] ?? 0);
      }
      return { name, cosine };
    });
  });
  const changed = cosines.filter(({ cosine }) => cosine < 1 - 1e-6);
  const [worst] = cosines.sort((a, b) => a.cosine - b.cosine);
  console.log(
    `${changed.length} of ${cosines.length} differ; worst: ${worst?.name} ${worst?.cosine.toFixed(5)}`,
  );
  expect(cosines.length).toBeGreaterThan(80);
  expect(changed.length).toBeGreaterThan(15);
  expect(worst?.cosine).toBeGreaterThanOrEqual(0.998);
});
