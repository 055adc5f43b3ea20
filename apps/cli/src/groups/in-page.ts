import type { PhotoGroups } from '@web-clip/photos';
import type { Page } from 'playwright';

/** The model to index with. */
export interface GroupsSettings {
  model: string;
  device: 'auto' | 'webgpu' | 'wasm';
}

/** The groups of the files that the page's input has. */
export interface FoundGroups extends PhotoGroups {
  /** Paths of the photos by id, within the folder. */
  paths: Record<number, string>;
  /** Milliseconds that indexing and grouping took. */
  milliseconds: { indexing: number; grouping: number };
}

/** Indexes the files of the page's input with the built modules, as any page would, and groups them. */
export function groupsInPage(page: Page, settings: GroupsSettings): Promise<FoundGroups> {
  return page.evaluate(async ({ model, device }) => {
    const modules = new URL('web-clip/', location.href).href;
    const { createClip } = (await import(`${modules}index.js`)) as typeof import('@web-clip/clip');
    const { openLibrary } = (await import(`${modules}photos.js`)) as typeof import('@web-clip/photos');
    const files = document.querySelector('input')?.files as FileList;
    const clip = await createClip({ model, device });
    const name = `groups ${crypto.randomUUID()}`;
    const library = await openLibrary({ clip, name });
    const start = performance.now();
    await library.add(files, {
      onProgress: ({ phase, done, total, rate }) =>
        console.info(`${phase} ${done} of ${total} photos, ${rate.toFixed(1)} a second `),
    });
    const indexed = performance.now();
    const groups = await library.groups({
      onProgress: ({ phase, done, total }) =>
        console.info(`${phase} ${done} of ${total}                    `),
    });
    const grouped = performance.now();
    const photos = await library.photos();
    return {
      ...groups,
      paths: Object.fromEntries(photos.map(({ id, path }) => [id, path])),
      milliseconds: { indexing: indexed - start, grouping: grouped - indexed },
    };
  }, settings);
}
