import type { LeftPhoto, ListFormat, MarkedPhoto, Photo, TransferOptions } from '@web-clip/photos';
import type { Strings } from '../i18n/strings.ts';
import { download, nameOfToday } from '../ui/download.ts';
import { printContactSheet } from './contact-sheet.ts';
import { holdersOf } from './library-folders.ts';
import { listedPhotos, markedPhotos } from './marked-photos.ts';
import type { TransferWork } from './transfer-work.ts';
import { askForAccess, forWriting } from './write-access.ts';
import { openZipFile } from './zip-file.ts';

/** Photos to take elsewhere. */
export interface SaveTask {
  readonly work: TransferWork;
  readonly photos: readonly Photo[];
  readonly strings: Strings;
  /** BCP 47 tag. */
  readonly language: string;
}

/**
 * Saves photos as a ZIP file. Call this in a click handler.
 *
 * @param withMarks Whether sidecars in it say what the user said of the photos.
 */
export const saveZip = ({ work, photos, strings }: SaveTask, withMarks: boolean): Promise<void> =>
  work.do('zip', async (library, options) => {
    const file = await openZipFile();
    if (!file) return undefined;
    try {
      const marked = withMarks
        ? await markedPhotos(library, photos, strings.favouriteKeyword)
        : photos.map(({ id }) => ({ photo: id }));
      const { photos: saved, files, left } = await library.transfers.zip(marked, file.sink, options);
      const where = await file.finish();
      return {
        text: (texts) => `${texts.zipped(saved, files - saved)} ${where(texts)}`,
        left: named(left, photos),
      };
    } catch (error) {
      await file.discard().catch(() => undefined);
      throw error;
    }
  });

/** Saves a list of photos among the downloads. */
export const saveList = ({ work, photos, language }: SaveTask, format: ListFormat): Promise<void> =>
  work.do('list', async (library) => {
    const list = await library.transfers.list(await listedPhotos(library, photos), format, language);
    download(list, nameOfToday('photos', format));
    return { text: ({ listDownloaded }) => listDownloaded };
  });

/**
 * Writes what the user said of photos into sidecars beside them, or takes it out of them. Call this in a click handler.
 *
 * @param isWritten Whether it is written. Photos of which nothing was said lose what was written earlier.
 */
export const changeSidecars = ({ work, photos, strings }: SaveTask, isWritten: boolean): Promise<void> =>
  work.do(isWritten ? 'write-sidecars' : 'clear-sidecars', async (library, options) => {
    await askForAccess(forWriting(await holdersOf(library, photos)));
    const all: readonly MarkedPhoto[] = isWritten
      ? await markedPhotos(library, photos, strings.favouriteKeyword)
      : photos.map(({ id: photo }) => ({ photo }));
    const marked = all.filter(({ marks }) => marks);
    const others = all.filter(({ marks }) => !marks).map(({ photo }) => photo);
    const { writeSidecars, clearSidecars } = library.transfers;
    const written = await writeSidecars(marked, partOf(options, 0, all.length));
    const cleared = await clearSidecars(others, partOf(options, marked.length, all.length));
    const changed = written.changed + cleared.changed;
    return {
      text: ({ sidecarsWritten, sidecarsCleared }) =>
        (isWritten ? sidecarsWritten : sidecarsCleared)(changed),
      left: [...written.left, ...cleared.left],
    };
  });

/** Prints small pictures of photos. */
export const printSheet = ({ work, photos, strings, language }: SaveTask): Promise<void> =>
  work.do('sheet', async (library, { signal, onProgress }) => {
    const total = photos.length;
    await printContactSheet({
      ...{ strings, language, photos, library, signal },
      onProgress: (done) => onProgress({ done, total, bytes: 0 }),
    });
    return undefined;
  });

/** Options of a call that does a part of the work, from one of all photos on. */
const partOf = (
  { signal, onProgress }: Required<TransferOptions>,
  before: number,
  total: number,
): TransferOptions => ({
  signal,
  onProgress: ({ done, bytes }) => onProgress({ done: before + done, total, bytes }),
});

/** The files of a ZIP have no paths in it if they cannot be read, so they get those in their folders. */
const named = (left: readonly LeftPhoto[], photos: readonly Photo[]): LeftPhoto[] => {
  const paths = new Map(photos.map(({ id, path }) => [id, path]));
  return left.map((each) => ({ ...each, path: each.path || (paths.get(each.photo) ?? '') }));
};
