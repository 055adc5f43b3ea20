import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, chromium, expect, type Page } from '@playwright/test';
import { findBrowser, TEST_ARGUMENTS } from '@web-clip/cli/browser';
import { servePacks } from '@web-clip/cli/parity-run';
import { newFolder, SAMPLES, WORKSPACE } from '../workspace.ts';

const sample = (name: string): string => join(SAMPLES, `${name}.webp`);

/** Every example has to leave the console empty, and to ask no other origin. */
const test = base.extend<{ quiet: undefined }>({
  quiet: [
    async ({ page, baseURL }, use) => {
      const wrong: string[] = [];
      page.on('console', (message) => wrong.push(message.text()));
      page.on('pageerror', (error) => wrong.push(error.message));
      page.on('request', (request) => {
        if (/^https?:/.test(request.url()) && !request.url().startsWith(baseURL as string))
          wrong.push(request.url());
      });
      await use(undefined);
      expect(wrong).toEqual([]);
    },
    { auto: true },
  ],
});

test('a page without a bundler labels an image', async ({ page }) => {
  await page.goto('examples/labels/');
  const labels = page.getByRole('listitem');
  await expect(labels).toHaveCount(5);
  await expect(labels.first()).toHaveText(/^pizza: \d+ %$/);
});

test('what a webcam shows is labelled until it is stopped', async ({ page, baseURL }) => {
  await page.goto('examples/webcam/');
  const video = join(newFolder(), 'coffee.mjpeg');
  writeFileSync(video, await jpegOf(page, 'coffee-and-croissant'));
  const camera = [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${video}`,
  ];
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [...TEST_ARGUMENTS, ...camera],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${baseURL}examples/webcam/`);
    const start = page.getByRole('button', { name: 'Start' });
    await start.click();
    await expect(page.getByRole('listitem').first()).toHaveText(/^a cup of coffee: \d+ %$/);
    await expect(start).toBeDisabled();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(start).toBeEnabled();
  } finally {
    await browser.close();
  }
});

/** @returns A picture of the sample album as a JPEG, of which a video can consist. */
async function jpegOf(page: Page, name: string): Promise<Buffer> {
  const bytes = await page.evaluate(async (name) => {
    const file = await (await fetch(`../../samples/${name}.webp`)).blob();
    const bitmap = await createImageBitmap(file);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
    return [...new Uint8Array(await jpeg.arrayBuffer())];
  }, name);
  return Buffer.from(bytes);
}

test('a form suggests a photo, takes another one, and gets its file', async ({ page }) => {
  await page.goto('examples/pick-a-photo/');
  const photos = ['penguin-in-snow', 'castle', 'red-car'].map(sample);
  await page.locator('photo-search .photos-input').setInputFiles(photos);
  await expect(page.getByRole('list', { name: 'Photos' }).getByRole('img')).toHaveCount(photos.length);
  await page.getByLabel('What is your post about?').fill('a penguin');
  await page.getByRole('button', { name: 'Pick a photo for me' }).click();
  const penguin = page.getByRole('button', { name: 'penguin-in-snow.webp', exact: true });
  await expect(penguin).toHaveAttribute('aria-pressed', 'true');
  const castle = page.getByRole('button', { name: 'castle.webp', exact: true });
  await castle.click();
  await page.getByRole('button', { name: 'Post' }).click();
  const { size } = statSync(sample('castle'));
  await expect(page.getByRole('figure')).toHaveText(`a penguin: castle.webp, ${size} bytes`);
});

test('embeddings in a store of the page’s own survive the visit', async ({ page }) => {
  await page.goto('examples/own-store/');
  await expect(page.getByLabel('Images')).toBeEnabled();
  await page.getByLabel('Images').setInputFiles(['penguin-in-snow', 'castle', 'red-car'].map(sample));
  const count = page.getByRole('status');
  await expect(count).toHaveText('3 images');
  await page.reload();
  await expect(count).toHaveText('3 images');
  await page.getByLabel('Search').fill('a castle');
  await page.getByLabel('Search').press('Enter');
  await expect(page.getByRole('listitem')).toHaveCount(3);
  await expect(page.getByRole('listitem').first()).toHaveText(/^castle\.webp: 0\.\d\d$/);
});

test('a drop’s duplicates are listed, and its other images are not', async ({ page }) => {
  await page.goto('examples/duplicates/');
  await expect(page.getByRole('status')).toHaveText('Drop images anywhere on this page.');
  const dropped = await page.evaluateHandle(async () => {
    const transfer = new DataTransfer();
    const blobOf = async (name: string): Promise<Blob> => (await fetch(`../../samples/${name}.webp`)).blob();
    for (const name of ['castle', 'two-cats', 'red-car'])
      transfer.items.add(new File([await blobOf(name)], `${name}.webp`, { type: 'image/webp' }));
    // The same picture, smaller, and as a JPEG.
    const bitmap = await createImageBitmap(await blobOf('castle'), { resizeWidth: 240 });
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    const copy = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.7 });
    transfer.items.add(new File([copy], 'copy.jpg', { type: 'image/jpeg' }));
    transfer.items.add(new File(['Not an image.'], 'notes.txt', { type: 'text/plain' }));
    return transfer;
  });
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
  await expect(page.getByRole('status')).toHaveText('1 of 3 images came more than once.');
  await expect(page.getByRole('listitem')).toHaveText(['castle.webp, copy.jpg']);
});

test('a photo library of twenty lines is searched, and survives the visit', async ({ page }) => {
  const source = readFileSync(
    join(WORKSPACE, 'apps/examples/pages/photo-library/photo-library.js'),
    'utf8',
  ).trim();
  expect(source.split('\n').length).toBeLessThanOrEqual(20);
  await page.goto('examples/photo-library/');
  await expect(page.getByLabel('Photos')).toBeEnabled();
  await page.getByLabel('Photos').setInputFiles(['penguin-in-snow', 'castle', 'red-car'].map(sample));
  await expect(page.getByRole('img')).toHaveCount(3);
  await page.reload();
  await expect(page.getByRole('img')).toHaveCount(3);
  await page.getByLabel('Search').fill('a car');
  await page.getByLabel('Search').press('Enter');
  await expect(page.getByRole('img').first()).toHaveAttribute('alt', 'red-car.webp');
});

test('a picture that misses its prompt has the lowest CLIPScore', async ({ page }) => {
  await page.goto('examples/clip-score/');
  const rows = page.locator('tbody tr');
  await expect(rows).toHaveCount(4);
  await expect(rows.first()).toContainText('a turtle on the beach');
  const scores = (await page.locator('td:last-child').allTextContents()).map(Number);
  expect(scores).toEqual(scores.toSorted((a, b) => a - b));
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  expect(Number(await page.getByRole('status').textContent())).toBeCloseTo(mean, 1);
});

test('the hidden states of texts are those of PyTorch', async ({ page }) => {
  const packs = join(WORKSPACE, 'packages/clip/fixtures');
  await servePacks(page, packs);
  const { hiddenStates }: { hiddenStates: { text: string; lastHiddenState: number[] }[] } = JSON.parse(
    readFileSync(join(packs, 'fashion-clip/manifest.json'), 'utf8'),
  );
  const model = encodeURIComponent('../../packs/fashion-clip/model/');
  await page.goto(`examples/hidden-states/?model=${model}`);
  await page.getByLabel('Prompts').fill(hiddenStates.map(({ text }) => text).join('\n'));
  await page.getByRole('button', { name: 'Encode' }).click();
  await expect(page.getByRole('status')).toContainText(`${hiddenStates.length} × 77 × 8 values`);
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  const bytes = readFileSync(await (await saving).path());
  const states = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const expected = hiddenStates.flatMap(({ lastHiddenState }) => lastHiddenState);
  expect(states).toHaveLength(expected.length);
  // WASM takes the model in 8 bits.
  expect(cosine(states, expected)).toBeGreaterThan(0.999);
  // A model without them.
  await page.getByLabel('Model').fill('pocket');
  await page.getByRole('button', { name: 'Encode' }).click();
  await expect(page.getByRole('status')).toContainText('does not output its last hidden layer');
});

function cosine(a: Float32Array, b: readonly number[]): number {
  const dot = (p: ArrayLike<number>, q: ArrayLike<number>): number =>
    Array.from(p).reduce((sum, value, i) => sum + value * (q[i] as number), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
