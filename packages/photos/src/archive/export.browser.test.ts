import { afterEach, expect, it, vi } from 'vitest';
import { LibraryStore } from '../store/library-store.ts';
import { emptyRecord } from '../store/records.ts';
import { exportLibrary } from './export.ts';
import { DESCRIPTION, thumbnailEntry } from './format.ts';
import { BlobReader, ZipReader } from './zip.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('leaves out unreadable thumbnails', async () => {
  const options = { name: `export-${Date.now()}`, space: 'here', dtype: 'fp32', dimension: 2 };
  const ids = [1, 100];
  const library = await LibraryStore.open(options);
  await library.commit({
    photos: ids.map((id) => emptyRecord(id, 1, `${id}.jpg`)),
    thumbnails: ids.map((id) => ({
      id,
      thumbnail: { type: 'image/webp', bytes: Uint8Array.of(id).buffer },
    })),
  });
  library.close();

  const again = await LibraryStore.open(options);
  const { get } = IDBObjectStore.prototype;
  let failures = 2;
  vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore, key) {
    if (this.name === 'sheets' && failures-- > 0) throw new DOMException('The disk failed.', 'UnknownError');
    return get.call(this, key);
  });
  const zip = new ZipReader(
    new BlobReader(await exportLibrary(again, { marks: new Map(), albums: new Map() }, {}, {})),
  );
  const entries = (await zip.getEntries()).map(({ filename }) => filename);
  expect(entries).toEqual([thumbnailEntry(100, 'image/webp'), DESCRIPTION]);
  again.close();
});
