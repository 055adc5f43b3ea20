import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withBrowser } from '@web-clip/cli/profile';
import type { Page } from 'playwright';
import { withExif } from './exif.ts';
import { makePictures, type Picture } from './in-page.ts';
import { type CameraPhoto, type PackSize, type PackTruth, Plan, svgOf } from './plan.ts';

/** Pages that draw at the same time. */
const PAGES = 2;

/**
 * Makes a pack of pictures with copies, bursts and look-alikes.
 *
 * @param folder Where to put it. It should be empty.
 * @param seed Other seeds give other pictures.
 * @param shared Folder with photos of cameras, if there is one.
 * @param onProgress Called with the share that is done.
 * @returns Which files belong together.
 */
export async function makePack(
  folder: string,
  seed: number,
  size: PackSize,
  shared: string | undefined,
  onProgress: (done: number, total: number) => void,
): Promise<PackTruth> {
  return withBrowser(async (browser) => {
    const pages = await Promise.all(Array.from({ length: PAGES }, () => browser.newPage()));
    const photos = shared ? await cameraPhotos(shared, pages[0] as Page) : [];
    const { pictures, truth } = new Plan(seed, size, photos);
    const waiting = [...pictures.entries()];
    await Promise.all(
      pages.map(async (page) => {
        for (let next = waiting.pop(); next; next = waiting.pop()) {
          const [, planned] = next;
          const svg = svgOf(planned);
          const source: Picture['source'] =
            svg === undefined && 'photo' in planned.source
              ? { file: readFileSync(planned.source.photo.path).toString('base64') }
              : { svg: svg ?? '' };
          const made = await page.evaluate(makePictures, { ...planned.picture, source });
          for (const [i, { path, exif, modified }] of planned.files.entries()) {
            const bytes = Buffer.from(made[i] as string, 'base64');
            const file = join(folder, path);
            mkdirSync(dirname(file), { recursive: true });
            writeFileSync(file, /\.jpg$/.test(path) ? withExif(bytes, exif) : bytes);
            utimesSync(file, modified, modified);
          }
          onProgress(pictures.length - waiting.length, pictures.length);
        }
      }),
    );
    return truth;
  });
}

/** Photos that a browser can decode and that are large enough to make copies of. */
async function cameraPhotos(shared: string, page: Page): Promise<CameraPhoto[]> {
  const photos: CameraPhoto[] = [];
  for (const folder of ['cameras', 'captioned']) {
    for (const name of readdirSync(join(shared, 'photos', folder)).sort()) {
      if (!/\.(jpe?g|avif)$/i.test(name)) continue;
      const path = join(shared, 'photos', folder, name);
      const size = await page.evaluate(async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes])).catch(() => undefined);
        return image && { width: image.width, height: image.height };
      }, readFileSync(path).toString('base64'));
      if (size && Math.min(size.width, size.height) >= 300) photos.push({ path, ...size });
    }
  }
  return photos;
}
