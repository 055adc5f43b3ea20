import type { Photo } from '@web-clip/photos';
import { afterEach, expect, test, vi } from 'vitest';
import { canShareFiles, shareableFiles } from './share-photos.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const photo = (id: number, size = 1): Photo => ({
  ...{ id, size, folder: 1, path: `${id}.jpg`, modified: 0, width: 4, height: 3 },
});

/** Shares JPEG files only. */
const canShare = ({ files = [] }: ShareData): boolean => files.every(({ name }) => name.endsWith('.jpg'));

const library = {
  file: async (id: number): Promise<File | undefined> =>
    id === 2 ? undefined : new File([''], id === 3 ? '3.heic' : `${id}.jpg`),
};

const names = async (photos: readonly Photo[]): Promise<string[]> =>
  (await shareableFiles(library, photos)).map(({ name }) => name);

test('as many photos are shared as the browser takes, without those that it cannot read or share', async () => {
  vi.stubGlobal('navigator', { canShare });
  expect(canShareFiles()).toBe(true);
  const ten = ['1', '4', '5', '6', '7', '8', '9', '10', '11', '12'].map((id) => `${id}.jpg`);
  expect(await names(Array.from({ length: 20 }, (_, i) => photo(i + 1)))).toEqual(ten);
  expect(await names([photo(1, 30e6), photo(4, 20e6), photo(5, 20e6)])).toEqual(['1.jpg', '4.jpg']);
});

test('nothing is shared where a browser shares no files', () => {
  vi.stubGlobal('navigator', {});
  expect(canShareFiles()).toBe(false);
});
