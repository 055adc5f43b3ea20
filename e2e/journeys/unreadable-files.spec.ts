import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { dropFolder } from '../folders.ts';
import { patiently } from '../patience.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf, shared } from '../workspace.ts';

test('unreadable files are listed with a reason, and stop nothing', async ({ page }) => {
  const album = albumOf(5);
  writeFileSync(join(album, 'empty.jpg'), '');
  // Windows allows no angle brackets in a name.
  const odd =
    process.platform === 'win32' ? '&lt;img onerror=alert(1)&gt;.png' : '<img src=x onerror=alert(1)>.png';
  writeFileSync(join(album, odd), 'no picture');
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(album);
  await search.indexed(5);
  await page.getByRole('button', { name: '2 files could not be read' }).click();
  const list = page.getByRole('dialog', { name: /could not be read/i });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await expect(list).toContainText('empty.jpg');
  await expect(list).toContainText('The file is empty.');
  await expect(list).toContainText(odd);
});

test('left-out files are listed by kind, and system folders are indexed on request', async ({ page }) => {
  test.skip(process.platform === 'win32', 'Windows makes no links without being asked');
  const album = albumOf(3);
  for (const name of ['film.avi', 'film.wmv', 'layers.psd', '.hidden.jpg'])
    writeFileSync(join(album, name), '');
  for (const folder of ['@eaDir', 'node_modules/pkg']) {
    mkdirSync(join(album, folder), { recursive: true });
    cpSync(join(album, 'airplane-in-sky.webp'), join(album, folder, 'copy.webp'));
  }
  // Links that form a cycle, lead out of the folder, or lead nowhere.
  for (const [link, target] of Object.entries({ self: '.', up: '..', out: '/', 'link.webp': 'nothing' })) {
    symlinkSync(target, join(album, link));
  }
  const search = new PhotoSearchPage(page);
  await search.open();
  await dropFolder(page, album);
  await search.indexed(3);
  const said =
    '2 videos and 1 PSD file were left out. 2 system folders (thumbnails, trash and the like) were skipped.';
  await expect(page.getByText(said)).toBeVisible();

  const folders = page.getByRole('dialog', { name: 'Folders' });
  await page.getByRole('button', { name: 'Folders' }).click();
  await folders.getByRole('button', { name: /system folders of album/ }).click();
  await search.indexed(5);
  await page.reload();
  await page.getByRole('button', { name: 'Folders' }).click();
  await expect(folders).toContainText('Left out: 2 videos, 1 PSD file, and 1 hidden file.');
  await expect(folders).toContainText('System folders are indexed too.');
});

test('names of every kind are shown as they are, and break nothing', async ({ page }) => {
  test.skip(process.platform === 'win32', 'Windows allows no such names');
  const album = albumOf(1);
  mkdirSync(join(album, 'broken'));
  const names = [
    '<b onclick=alert(1)>&amp;.webp',
    // Reverses the direction of the following text: https://www.unicode.org/reports/tr9/#Explicit_Directional_Overrides
    'photo \u202egnp.exe.webp',
    'two\nlines.webp',
    '\u{1f469}\u{200d}\u{1f52c} \u05d0\u05d1\u05d2.webp',
    `${'x'.repeat(250)}.webp`,
  ];
  for (const [i, name] of names.entries()) {
    writeFileSync(
      join(album, name),
      Buffer.concat([readFileSync(join(album, 'airplane-in-sky.webp')), Buffer.alloc(2 * (i + 1))]),
    );
    writeFileSync(join(album, 'broken', name), 'no picture');
  }
  for (let i = 0; i < 500; i++) writeFileSync(join(album, `empty-${i}.jpg`), '');
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(album);
  await search.indexed(6);
  expect((await search.names()).sort()).toEqual(['airplane-in-sky.webp', ...names].sort());
  const failures = page.getByRole('button', { name: '505 files could not be read' });
  await failures.click();
  const list = page.getByRole('dialog', { name: /could not be read/i });
  await expect(list.getByRole('listitem')).toHaveCount(501);
  await expect(list.getByRole('listitem').last()).toHaveText('And 5 more files');
  await expect(list).toContainText('broken/photo \u202egnp.exe.webp');
  const isWithin = (element: Element): boolean => element.scrollWidth <= element.clientWidth;
  expect(await list.evaluate(isWithin)).toBe(true);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^x+\.webp$/ }).click();
  const photo = page.getByRole('dialog', { name: 'xxx' });
  await expect(photo.getByRole('img')).toBeVisible();
  expect(await photo.evaluate(isWithin)).toBe(true);
});

test('a folder of damaged and exotic photos is indexed to its end', async ({ page }) => {
  const [broken, cameras] = [shared('photos/broken'), shared('photos/cameras')];
  test.skip(!broken || !cameras, 'the damaged photos are not here');
  const album = albumOf(2);
  cpSync(broken as string, join(album, 'broken'), { recursive: true });
  cpSync(cameras as string, join(album, 'cameras'), { recursive: true });
  for (const name of readdirSync(join(album, 'broken'))) {
    writeFileSync(
      join(album, 'broken', `cut-${name}`),
      readFileSync(join(album, 'broken', name)).subarray(0, 300),
    );
  }
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(album);
  const files = readdirSync(album, { recursive: true }).filter((name) => /\.\w+$/.test(String(name))).length;
  await expect.poll(async () => (await search.status())?.photos, { timeout: patiently(100_000) }).toBe(files);
  await expect(search.cancel).toBeHidden();
  const status = await search.status();
  expect((status?.searchable ?? 0) + (status?.failed ?? 0)).toBe(files);
  expect(status?.failed).toBeGreaterThan(0);
  await page.getByRole('button', { name: /files could not be read/ }).click();
  const list = page.getByRole('dialog').getByRole('listitem');
  await expect(list).toHaveCount(status?.failed as number);
  await expect(list.first()).toContainText('The JPEG image is damaged.');
});
