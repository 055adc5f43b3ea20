import { createClip } from '@web-clip/clip';
import { expect, it, onTestFinished, vi } from 'vitest';
import stored from './fixtures/stored-library.json';
import { openLibrary } from './index.ts';
import { video } from './videos/videos.fixture.ts';

/** A stored value as JSON: maps, bytes and floats are tagged. */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const bytesOf = (base64: string): ArrayBuffer =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer;

function decoded(json: Json): unknown {
  if (Array.isArray(json)) return json.map(decoded);
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json.map)) return new Map(decoded(json.map) as [unknown, unknown][]);
  if (typeof json.bytes === 'string' && Object.keys(json).length === 1) return bytesOf(json.bytes);
  if (typeof json.floats === 'string') return new Float32Array(bytesOf(json.floats));
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, decoded(value)]));
}

/** Writes the stored library into this browser, as the version of 30 November 2026 did. */
function restore(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(`web-clip-library-${name}`, stored.version);
    opening.onupgradeneeded = () => {
      for (const store of Object.keys(stored.stores)) {
        const options = { folders: { keyPath: 'id' }, segments: { autoIncrement: true } }[store];
        const created = opening.result.createObjectStore(store, options);
        if (store === 'segments') created.createIndex('space', 'space');
        for (const [key, value] of stored.stores[store as keyof typeof stored.stores] as [
          number | string,
          Json,
        ][]) {
          created.put(decoded(value), ...(created.keyPath === null ? [key] : []));
        }
      }
    };
    opening.onsuccess = () => {
      opening.result.close();
      resolve();
    };
    opening.onerror = () => reject(opening.error);
  });
}

async function samples(): Promise<File[]> {
  const { images } = (await (await fetch('/samples/index.json')).json()) as {
    images: { file: string; taken: string }[];
  };
  return Promise.all(
    images.slice(0, 4).map(async ({ file, taken }) => {
      const blob = await (await fetch(`/samples/${file}`)).blob();
      return new File([blob], file, { lastModified: Date.parse(`${taken}Z`) });
    }),
  );
}

it('opens a library of an earlier version without embedding anything again', async () => {
  const name = `stored-${Date.now()}`;
  await restore(name);
  const clip = await createClip({ device: 'wasm' });
  onTestFinished(() => clip.dispose());
  const onChange = vi.fn();
  const library = await openLibrary({ clip, name, onChange });
  onTestFinished(() => library.close());
  expect(await library.status()).toEqual({ photos: 6, searchable: 6, failed: 0 });
  expect((await library.folders()).map(({ kind }) => kind)).toEqual(['single-files', 'files']);
  const [first] = await library.search('a snowman', { limit: 1 });
  expect(first?.photo.path).toBe('snowman.webp');
  expect((await library.thumbnail(first?.photo.id ?? 0))?.size).toBeGreaterThan(500);

  const summary = await library.add(await samples());
  expect(summary).toMatchObject({ listed: 4, unchanged: 4, embedded: 0, reused: 0, folders: [1] });

  // Its thumbnails are measured in the background, and so are its files, which can be read now.
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(2), { timeout: 60_000 });
  const photos = await library.photos();
  expect(photos.map(({ format }) => format ?? 'unknown').sort()).toEqual([
    ...['unknown', 'unknown', 'webp', 'webp', 'webp', 'webp'],
  ]);
  expect(photos.map(({ quality }) => quality?.sharpness)).toEqual(photos.map(() => expect.any(Number)));
  expect((await clip.info()).timings['encode-image']).toBeUndefined();

  // It knew nothing of videos.
  const scenes = [
    { sample: 'castle.webp', seconds: 1 },
    { sample: 'piano.webp', seconds: 1 },
  ];
  const film = await video('film.webm', { container: 'webm', codec: 'vp8', scenes });
  expect(await library.add([...(await samples()), film])).toMatchObject({
    ...{ listed: 5, unchanged: 4, embedded: 1, reused: 0, folders: [1] },
  });
  const [found] = await library.search('a piano', { limit: 1 });
  expect([found?.photo.path, found?.frame?.second]).toEqual(['film.webm', expect.any(Number)]);
  expect(found?.frame?.second).toBeGreaterThanOrEqual(1);
  expect(await library.status()).toEqual({ photos: 7, searchable: 7, failed: 0 });
});
