import type { PhotoGroups } from '@web-clip/photos';
import type { Page } from 'playwright';

/** What a page finds in a pack. */
export interface IndexedPack {
  groups: PhotoGroups;
  /** Names of the photos by id. */
  names: Record<number, string>;
  milliseconds: { indexing: number; grouping: number };
  /** Photos that could not be read. */
  failed: string[];
  /** For each photo, hashes by gradient and the nearest photos by embedding; absent unless asked for. */
  peers?: PeerData[];
}

/** What the neighbours of web-clip would know of a photo. */
export interface PeerData {
  name: string;
  /** Bits of the gradient hashes of 8 x 8 and 16 x 16, as 0 and 1. */
  gradients: [string, string];
  /** The nearest photos, with the cosines of their embeddings. */
  nearest: [string, number][];
}

/** How to index a pack. */
export interface IndexPackSettings {
  model: string;
  /** Decides the order of the files. */
  seed: number;
  /** How many times to add a part of the files and group what is there. */
  parts: number;
  withPeers: boolean;
}

/** Indexes the files of the page's input in an order of its own, and groups them after each part. */
export function indexPack(page: Page, settings: IndexPackSettings): Promise<IndexedPack> {
  return page.evaluate(async ({ model, seed, parts, withPeers }) => {
    const modules = new URL('web-clip/', location.href).href;
    const { createClip } = (await import(`${modules}index.js`)) as typeof import('@web-clip/clip');
    const { openLibrary } = (await import(`${modules}photos.js`)) as typeof import('@web-clip/photos');
    const files = [...(document.querySelector('input')?.files ?? [])];
    let state = seed;
    for (let i = files.length - 1; i > 0; i--) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const j = Math.floor((state / 2 ** 32) * (i + 1));
      [files[i], files[j]] = [files[j] as File, files[i] as File];
    }
    const clip = await createClip({ model, device: 'wasm' });
    const library = await openLibrary({ clip, name: `copies ${crypto.randomUUID()}` });
    const milliseconds = { indexing: 0, grouping: 0 };
    let groups: PhotoGroups = { samePicture: [], sameMoment: [] };
    for (let part = 0; part < parts; part++) {
      const some = files.slice((part * files.length) / parts, ((part + 1) * files.length) / parts);
      const start = performance.now();
      await library.add(some, {
        onProgress: ({ done, total }) =>
          console.info(`part ${part + 1} of ${parts}: ${done} of ${total} photos`),
      });
      const added = performance.now();
      groups = await library.groups();
      milliseconds.indexing += added - start;
      milliseconds.grouping += performance.now() - added;
    }
    const photos = await library.photos();
    const names = Object.fromEntries(photos.map(({ id, path }) => [id, path]));
    const failed = (await library.failures()).map(({ path }) => path);
    const peers: PeerData[] = [];
    for (const { id, path } of withPeers ? photos : []) {
      const gradients: string[] = [];
      const image = await createImageBitmap((await library.thumbnail(id)) as Blob);
      for (const side of [8, 16]) {
        // As image_hasher does: https://docs.rs/image_hasher/latest/image_hasher/enum.HashAlg.html
        const context = new OffscreenCanvas(side + 1, side).getContext(
          '2d',
        ) as OffscreenCanvasRenderingContext2D;
        context.imageSmoothingQuality = 'high';
        context.drawImage(image, 0, 0, side + 1, side);
        const { data } = context.getImageData(0, 0, side + 1, side);
        const luma = (x: number, y: number): number => {
          const at = 4 * (y * (side + 1) + x);
          return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
        };
        let bits = '';
        for (let y = 0; y < side; y++)
          for (let x = 0; x < side; x++) bits += luma(x, y) < luma(x + 1, y) ? '1' : '0';
        gradients.push(bits);
      }
      const hits = await library.search({ photo: id }, { limit: 24 });
      peers.push({
        name: path,
        gradients: gradients as [string, string],
        nearest: hits.map(({ photo, score }) => [photo.path, score]),
      });
    }
    await library.close();
    await clip.dispose();
    return { groups, names, milliseconds, failed, ...(withPeers && { peers }) };
  }, settings);
}
