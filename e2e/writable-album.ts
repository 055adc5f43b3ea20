import type { Page } from '@playwright/test';

/** The photo of which {@link addWritableAlbum} makes copies, as it is best kept. */
export const ORIGINAL = 'IMG_20190403_101112.jpg';

/** Its copies: one with the same bytes, a smaller one, and one compressed more. */
export const COPIES = ['IMG_20190403_101112 (1).jpg', 'sent.jpg', 'small.jpg'] as const;

/** Photos of the same moment, which show something else. */
export const BURST = ['IMG_20190403_101114.jpg', 'IMG_20190403_101116.jpg'] as const;

/** A photo that has nothing to do with the others. */
export const OTHER = 'cats.jpg';

/** All names, sorted. */
export const ALBUM: readonly string[] = [...COPIES, ...BURST, ORIGINAL, OTHER].sort();

/**
 * Adds an album in the browser’s own file system, where a page may write without asking, like a folder that the user has
 * chosen. Tests cannot answer the browser’s pickers of folders and files, which answer with a folder `target` and a file in
 * it instead.
 */
export function addWritableAlbum(page: Page): Promise<void> {
  return page.evaluate(
    async ({ original, burst, other }) => {
      const root = await navigator.storage.getDirectory();
      const album = await root.getDirectoryHandle('album', { create: true });
      const target = await root.getDirectoryHandle('target', { create: true });
      const scene = async (sample: string, x: number): Promise<OffscreenCanvas> => {
        const photo = await createImageBitmap(await (await fetch(`samples/${sample}.webp`)).blob());
        const canvas = new OffscreenCanvas(photo.width, photo.height);
        const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
        context.drawImage(photo, 0, 0);
        context.fillStyle = '#e8742c';
        context.beginPath();
        context.arc(x * photo.width, photo.height / 2, photo.height / 9, 0, 7);
        context.fill();
        return canvas;
      };
      const encoded = (image: OffscreenCanvas, scale = 1, quality = 0.92): Promise<Blob> => {
        const canvas = new OffscreenCanvas(image.width * scale, image.height * scale);
        canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
        return canvas.convertToBlob({ type: 'image/jpeg', quality });
      };
      const image = await scene('castle', 0.3);
      const bytes = await encoded(image);
      const [second = '', third = ''] = burst;
      const files: Readonly<Record<string, Blob>> = {
        [original]: bytes,
        'IMG_20190403_101112 (1).jpg': bytes,
        'small.jpg': await encoded(image, 0.5),
        'sent.jpg': await encoded(image, 1, 0.5),
        [second]: await encoded(await scene('castle', 0.45)),
        [third]: await encoded(await scene('castle', 0.6)),
        [other]: await encoded(await scene('two-cats', 0.5)),
      };
      for (const [name, file] of Object.entries(files)) {
        const stream = await (await album.getFileHandle(name, { create: true })).createWritable();
        await stream.write(file);
        await stream.close();
      }
      Object.assign(window, { showDirectoryPicker: async () => target });
      await document.querySelector('photo-search')?.add(album);
    },
    { original: ORIGINAL, burst: [...BURST], other: OTHER },
  );
}

/** @returns Names of the files in one of the two folders, sorted, but for the list of a move. */
export function namesIn(page: Page, folder: 'album' | 'target'): Promise<string[]> {
  return page.evaluate(async (name) => {
    const names: string[] = [];
    const handle = await (await navigator.storage.getDirectory()).getDirectoryHandle(name);
    for await (const each of handle.keys()) if (!each.endsWith('.jsonl')) names.push(each);
    return names.sort();
  }, folder);
}
