import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { axeFindings } from '../axe.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { SAMPLES, samples, shared, WORKSPACE } from '../workspace.ts';

test('the sample album is indexed and searched', async ({ page }, { config }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await expect(page.getByText(/nothing leaves this device|never leave/i)).toBeVisible();
  await search.chooseSamples();
  await search.indexed(samples().length);
  await search.search('pizza', 'slice-of-pizza.webp');
  await search.search('a penguin', 'penguin-in-snow.webp');
  // The screenshot in the README, renewed by `playwright test --update-snapshots`.
  const path = join(WORKSPACE, 'e2e/screenshots/sample-album.png');
  if (config.updateSnapshots === 'all') await page.screenshot({ path });
});

test('a photo opens large, and leads to similar ones', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(SAMPLES);
  await search.indexed(samples().length);
  await search.search('two cats', 'two-cats.webp');
  await search.photos.first().click();
  const photo = page.getByRole('dialog', { name: 'two-cats.webp' });
  await expect(photo.getByRole('img')).toBeVisible();
  await expect(photo).toContainText('320 × 240');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('dialog', { name: 'two-cats.webp' })).toBeHidden();
  await page.keyboard.press('ArrowLeft');
  await photo.getByRole('button', { name: 'More like this' }).click();
  await expect(photo).toBeHidden();
  await expect(page.getByRole('button', { name: /Remove: .*two-cats/ })).toBeVisible();
  await expect(search.photos.first()).not.toHaveAttribute('alt', 'two-cats.webp');
});

/** Adds a video that shows these images of the sample album, each for two seconds, as the browser records it. */
async function addVideo(page: Page, name: string, images: readonly string[]): Promise<void> {
  await page.evaluate(
    async ([name, images]) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [320, 240];
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      const bitmaps = await Promise.all(
        images.map(async (image) => createImageBitmap(await (await fetch(`samples/${image}`)).blob())),
      );
      const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm;codecs=vp8' });
      const parts: Blob[] = [];
      const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve));
      recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
      recorder.start();
      for (const bitmap of bitmaps) {
        for (const began = performance.now(); performance.now() < began + 2000; ) {
          context.fillStyle = 'white';
          context.fillRect(0, 0, 320, 240);
          context.drawImage(bitmap, 0, 0, 320, 240);
          await new Promise(requestAnimationFrame);
        }
      }
      recorder.stop();
      await ended;
      await document.querySelector('photo-search')?.add([new File(parts, name, { type: 'video/webm' })]);
    },
    [name, images] as const,
  );
}

test('a video is found by what it shows, and plays from there', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseSamples();
  await search.indexed(samples().length);
  await addVideo(page, 'film.webm', ['castle.webp', 'guitar-on-stage.webp']);
  await search.indexed(samples().length + 1);
  await search.box.fill('a guitar is:video');
  await expect(page.getByRole('status')).toContainText('1 ');
  await expect(search.photos.first()).toHaveAttribute('alt', 'film.webm');
  await expect(page.getByText(/^Video, best at 0:0[1-9]$/)).toBeAttached();
  expect(await axeFindings(page)).toEqual([]);
  await search.photos.first().click();
  const dialog = page.getByRole('dialog', { name: 'film.webm' });
  const video = dialog.locator('video');
  await expect(video).toBeVisible();
  const second = (): Promise<number> => video.evaluate((each) => (each as HTMLVideoElement).currentTime);
  await expect.poll(second).toBeGreaterThan(0.9);
  expect(await video.evaluate((each) => (each as HTMLVideoElement).muted)).toBe(true);
  await page.keyboard.press('i');
  await expect(dialog.getByText('Length', { exact: true })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});

test('an image finds similar photos', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(SAMPLES);
  await search.indexed(samples().length);
  await page.locator('.picture-input').setInputFiles(join(SAMPLES, 'castle.webp'));
  await expect(search.photos.first()).toHaveAttribute('alt', 'castle.webp');
});

test('the folder of captioned photos answers “a dog running on the beach”', async ({ page }) => {
  const folder = shared('photos/captioned');
  test.skip(!folder, 'the captioned photos are not here');
  const captions = new Map<string, string>();
  for (const line of readFileSync(join(folder as string, 'captions.csv'), 'utf8')
    .split('\n')
    .slice(1)) {
    const [file = '', ...caption] = line.split(',');
    captions.set(file, `${captions.get(file) ?? ''} ${caption.join(',')}`);
  }
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(folder as string);
  await search.indexed(80);
  await search.box.fill('a dog running on the beach');
  await expect(page.getByRole('status')).toContainText('best match first');
  const dogsOrBeaches = async () => {
    const best = (await search.names()).slice(0, 6);
    return best.filter((name) => /dog|puppy|beach|shore|sand/i.test(captions.get(name) ?? '')).length;
  };
  await expect.poll(dogsOrBeaches).toBeGreaterThanOrEqual(5);
});
