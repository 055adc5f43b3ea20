import { type Clip, createClip } from '@web-clip/clip';
import { type Library, type NamedGroup, openLibrary } from '@web-clip/photos';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { english } from '../i18n/strings.ts';
import type { AlbumRequest } from '../marks/albums-dialog.ts';
import { NamedGroupsDialog } from './named-groups-dialog.ts';

let clip: Clip;
let library: Library;
let dialog: NamedGroupsDialog;
const opened: NamedGroup[] = [];

/** Views of a picture of the sample album. */
async function views(sample: string): Promise<File[]> {
  const image = await createImageBitmap(await (await fetch(`/samples/${sample}.webp`)).blob());
  return Promise.all(
    Array.from({ length: 6 }, async (_, i) => {
      const canvas = new OffscreenCanvas(image.width, image.height);
      const { width, height } = image;
      const size = 0.94 - 0.01 * i;
      canvas
        .getContext('2d')
        ?.drawImage(image, 0.01 * i * width, 0, size * width, size * height, 0, 0, width, height);
      return new File([await canvas.convertToBlob()], `${sample}-${i}.png`, { lastModified: 1e12 + i });
    }),
  );
}

beforeAll(async () => {
  clip = await createClip({ device: 'wasm' });
  library = await openLibrary({ clip, name: crypto.randomUUID() });
  await library.add((await Promise.all(['elephant', 'castle', 'banana', 'bus'].map(views))).flat());
  dialog = new NamedGroupsDialog();
  dialog.strings = english;
  dialog.library = library;
  // As the element does.
  dialog.addEventListener('group', (event) => {
    void (event as CustomEvent<AlbumRequest>).detail.work(library);
  });
  dialog.addEventListener('open', (event) => opened.push((event as CustomEvent<NamedGroup>).detail));
  document.body.append(dialog);
});

afterAll(() => {
  dialog.remove();
  clip.dispose();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const names = (): (string | null)[] =>
  [...(dialog.shadowRoot?.querySelectorAll('li .link') ?? [])].map(({ textContent }) => textContent);

test('groups are listed, renamed, pinned, merged and opened', async () => {
  await dialog.show();
  await expect.element(button('elephant')).toBeVisible();
  await expect.element(button('Merge chosen groups')).toBeDisabled();
  await button('Rename the group elephant').click();
  await userEvent.keyboard('Jumbo{Enter}');
  await expect.element(button('Jumbo')).toBeVisible();
  await button('Pin the group banana').click();
  await expect.poll(() => names()[0]).toBe('banana');
  await page.getByRole('checkbox', { name: 'Choose the group banana to merge' }).click();
  await page.getByRole('checkbox', { name: 'Choose the group Jumbo to merge' }).click();
  await button('Merge 2 groups').click();
  await expect.element(button('Jumbo')).not.toBeInTheDocument();
  await button('banana').click();
  expect(opened.map(({ id, photos }) => [id, photos.length])).toEqual([['banana', 12]]);
  expect(dialog.shadowRoot?.querySelector('dialog')?.open).toBe(false);
});
