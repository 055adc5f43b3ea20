import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { devices, expect, type FileChooser, type Locator, type Page, test } from '@playwright/test';
import { axeFindings } from '../axe.ts';
import { Fingers, overhanging, smallTargets } from '../fingers.ts';
import { patiently } from '../patience.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf } from '../workspace.ts';

const { defaultBrowserType: _, ...pixel } = devices['Pixel 7'];
const { viewport: iphone } = devices['iPhone 14'];
test.use(pixel);

const COUNT = 50;

/** Chooses photos like a user, through the system's file chooser. */
async function choosePhotos(
  page: Page,
  fingers: Fingers,
  button: string,
  files: readonly string[],
): Promise<void> {
  let chooser: FileChooser | undefined;
  // If the page is busy, Chromium drops some taps. A user taps again.
  await expect(async () => {
    [chooser] = await Promise.all([
      page.waitForEvent('filechooser', { timeout: patiently(5000) }),
      fingers.tap(page.getByRole('button', { name: button })),
    ]);
  }).toPass();
  expect(chooser?.isMultiple()).toBe(true);
  await chooser?.setFiles([...files]);
}

/** Checks that all controls are large enough for a finger, and that nothing extends beyond the screen. */
async function fits(page: Page): Promise<void> {
  expect(await smallTargets(page)).toEqual([]);
  expect(await overhanging(page)).toEqual([]);
}

/** @returns The current position of the photo on the screen. */
async function boxOf(photo: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await photo.boundingBox();
  if (!box) throw new Error('The photo is not on the screen.');
  return box;
}

const middleOf = ({ x, width }: { x: number; width: number }): number => x + width / 2;

test('50 photos are chosen on a phone, found, opened, swiped, enlarged, and closed by going back', async ({
  page,
}) => {
  const album = albumOf(COUNT);
  const files = readdirSync(album).map((name) => join(album, name));
  const search = new PhotoSearchPage(page);
  const fingers = await Fingers.on(page);
  await search.open();
  await fits(page);
  await choosePhotos(page, fingers, 'Choose photos', files);
  await search.indexed(COUNT);
  await fits(page);

  await fingers.tap(search.box);
  await search.search('a penguin', 'penguin-in-snow.webp');
  await fits(page);
  // The keyboard covers the lower half, and the page shrinks.
  const { width, height } = page.viewportSize() ?? pixel.viewport;
  await page.setViewportSize({ width, height: Math.round(height / 2) });
  await expect(search.box).toBeInViewport({ ratio: 1 });
  await expect(search.photos.first()).toBeInViewport();
  await page.setViewportSize({ width, height });

  const [best = '', second = '', third = ''] = await search.names();
  const opened = (name: string): Locator => page.getByRole('dialog', { name });
  await fingers.tap(search.photos.first());
  await expect(opened(best).getByRole('img')).toBeVisible();
  await expect(opened(best)).not.toContainText('preview');
  await fits(page);

  const middle = { x: width / 2, y: height / 2 };
  const left = { ...middle, x: width * 0.15 };
  const right = { ...middle, x: width * 0.85 };
  await fingers.swipe(right, left);
  await expect(opened(second)).toBeVisible();
  await fingers.swipe(right, left);
  await expect(opened(third)).toBeVisible();
  await fingers.swipe(left, right);
  await expect(opened(second)).toBeVisible();
  // An upward swipe does nothing, and there is no photo before the first.
  await fingers.swipe(middle, { ...middle, y: height * 0.1 });
  await fingers.swipe(left, right);
  await expect(opened(best)).toBeVisible();
  await fingers.swipe(left, right);
  await expect(opened(best)).toBeVisible();

  const photo = opened(best).getByRole('img', { name: best });
  // The photo has followed the finger, and springs back to this position.
  const atRest = async (): Promise<number> => Math.round(middleOf(await boxOf(photo)));
  await expect.poll(atRest).toBe(Math.round(width / 2));
  const fitted = await boxOf(photo);
  const scale = async (): Promise<number> => (await boxOf(photo)).width / fitted.width;
  const apart = (x: number): { x: number; y: number } => ({ ...middle, x: middle.x + x });
  await fingers.pinch([apart(-30), apart(-90)], [apart(30), apart(90)]);
  await expect.poll(scale).toBeCloseTo(3, 1);
  await expect(page.getByRole('button', { name: 'Zoom out' })).toBeVisible();
  const enlarged = await boxOf(photo);
  await fingers.swipe(middle, { ...middle, x: middle.x + 60 });
  await expect.poll(async () => (await boxOf(photo)).x - enlarged.x).toBeGreaterThan(40);
  await expect(opened(best)).toBeVisible();
  await fingers.doubleTap(middle);
  await expect.poll(scale).toBeCloseTo(1, 2);
  await fingers.doubleTap(middle);
  await expect.poll(scale).toBeCloseTo(2.5, 1);
  await fingers.tap(page.getByRole('button', { name: 'Zoom out' }));
  await expect.poll(scale).toBeCloseTo(1, 2);
  const proportion = async (): Promise<number> => {
    const { width, height } = await boxOf(photo);
    return width / height;
  };
  await fingers.tap(page.getByRole('button', { name: 'Rotate the view' }));
  await expect.poll(proportion).toBeCloseTo(fitted.height / fitted.width, 2);
  await fingers.tap(page.getByRole('button', { name: 'Slide show' }));
  await expect(page.getByRole('combobox', { name: 'Time for each photo' })).toBeVisible();
  await fits(page);
  await fingers.tap(page.getByRole('button', { name: 'Pause the slide show' }));

  await page.goBack();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(search.box).toHaveValue('a penguin');
  await expect(page).toHaveURL(/#q=a\+penguin$/);

  // A photo closed by a swipe or by its button leaves no history entry behind.
  await fingers.tap(search.photos.first());
  await expect(opened(best)).toBeVisible();
  await fingers.swipe(middle, { ...middle, y: height * 0.9 });
  await expect(page.getByRole('dialog')).toBeHidden();
  // If the page is busy, Chromium drops some taps that follow a swipe on an element with `touch-action: none`.
  await expect(async () => {
    if (!(await opened(best).isVisible())) await fingers.tap(search.photos.first());
    await expect(opened(best)).toBeVisible({ timeout: 2000 });
  }).toPass();
  await fingers.tap(page.getByRole('button', { name: 'Close' }));
  await expect.poll(() => page.evaluate(() => history.state?.['photo-search-dialogs'])).toBeUndefined();
  // The search has an entry, and nothing else.
  await page.goBack();
  await expect(search.box).toHaveValue('');
  await page.goBack();
  expect(page.url()).toBe('about:blank');
});

test('every dialog fits on a phone, and closes by going back', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  const fingers = await Fingers.on(page);
  await page.setViewportSize(iphone);
  await search.open();
  await fits(page);
  const album = albumOf(4);
  const files = readdirSync(album).map((name) => join(album, name));
  await choosePhotos(page, fingers, 'Choose photos', files);
  await search.indexed(files.length);
  await page.locator('.picture-input').setInputFiles(files[0] as string);
  await expect(page.getByRole('button', { name: /^Remove:/ })).toBeVisible();
  await fits(page);
  expect(await axeFindings(page)).toEqual([]);
  const dialog = page.getByRole('dialog');

  // A finger that rests on a photo chooses it; then a tap chooses.
  const chosen = page.getByRole('group', { name: /chosen/ });
  await fingers.rest(search.photos.first(), () => expect(chosen).toContainText('1 photo chosen'));
  await fingers.tap(search.photos.nth(1));
  await expect(chosen).toContainText('2 photos chosen');
  await fits(page);
  for (const name of ['Rating and labels', 'Albums']) {
    await fingers.tap(chosen.getByRole('button', { name }));
    await expect(dialog).toBeVisible();
    await fits(page);
    await page.goBack();
    await expect(dialog).toBeHidden();
  }
  await fingers.tap(chosen.getByRole('button', { name: 'Choose none' }));

  await fingers.tap(page.getByRole('button', { name: 'Folders' }));
  await fingers.tap(dialog.getByRole('button', { name: /^Remove/ }));
  await fits(page);
  await page.goBack();
  await expect(dialog).toBeHidden();

  await fingers.tap(page.getByRole('button', { name: 'Models', exact: true }));
  for (const details of await dialog.locator('summary').all()) await fingers.tap(details);
  await fits(page);
  await page.setViewportSize({ width: iphone.height, height: iphone.width });
  await fits(page);
  await page.goBack();
  await expect(dialog).toBeHidden();

  await fingers.tap(search.photos.first());
  await expect(dialog.getByRole('img')).toBeVisible();
  await fits(page);
  expect(await axeFindings(page)).toEqual([]);

  // After a reload, single files cannot be read, and the photo says so. Chosen again, they are recognised.
  const url = page.url();
  await page.reload();
  await search.indexed(files.length);
  await expect.poll(() => page.evaluate(() => history.state?.['photo-search-dialogs'])).toBeUndefined();
  await fingers.tap(search.photos.first());
  await expect(dialog).toContainText('choose it or its folder again');
  await fits(page);
  await page.goBack();
  await expect(dialog).toBeHidden();
  expect(page.url()).toBe(url);
  const before = await search.status();
  const runs = await search.encoderRuns();
  for (const file of files) utimesSync(file, new Date(), new Date());
  await choosePhotos(page, fingers, 'Add photos', files);
  await fingers.tap(search.photos.first());
  await expect(dialog.getByRole('img')).toBeVisible();
  await expect(dialog).not.toContainText('preview');
  expect(await search.status()).toEqual(before);
  expect(await search.encoderRuns()).toBe(runs);
});

test('text of twice the size, and long words, stay on the screen', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  const fingers = await Fingers.on(page);
  await page.setViewportSize({ width: 360, height: 640 });
  await search.open();
  await search.chooseSamples();
  await search.box.fill('Donaudampfschifffahrtsgesellschaftskapitänsmütze');
  await expect(search.photos.first()).toBeVisible();
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  await fits(page);
  await fingers.tap(page.getByRole('button', { name: 'Folders' }));
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await fits(page);
  await page.goBack();
  await expect(dialog).toBeHidden();
  await fingers.tap(search.photos.first());
  await expect(dialog.getByRole('img')).toBeVisible();
  await fits(page);
});

test('the history of another page stays unchanged', async ({ page }) => {
  const fingers = await Fingers.on(page);
  await page.route('**/embedded.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>embedded</title>
        <script type="module" src="web-clip/element.js"></script><photo-search></photo-search>`,
    }),
  );
  await page.goto('embedded.html');
  const length = await page.evaluate(() => history.length);
  await fingers.tap(page.getByRole('button', { name: 'Models', exact: true }));
  await expect(page.getByRole('dialog')).toContainText('Models');
  // This key does what Android's back gesture does: it makes the close watcher close the dialog.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(await page.evaluate(() => [history.length, history.state])).toEqual([length, null]);
});
