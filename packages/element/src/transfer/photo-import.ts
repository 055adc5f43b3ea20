import { type ExportedMarks, type Library, openPhotoExport, type PhotoExport } from '@web-clip/photos';
import type { Addition, Indexing } from '../photos/indexing.ts';
import type { TransferWork } from './transfer-work.ts';

/**
 * Adds the photos of an export of Google Takeout or Apple, and takes over what it says of them.
 *
 * @param archives All ZIP files of the export.
 * @throws ClipError `unreadable-file` if one is no ZIP, or is damaged.
 */
export async function importExport(
  library: Library,
  archives: readonly File[],
  indexing: Indexing,
  work: TransferWork | undefined,
): Promise<void> {
  const opened = await openPhotoExport(archives);
  const said = new Map<string, ExportedMarks>();
  const addition: Addition = {
    source: { [Symbol.asyncIterator]: () => dated(opened, said) },
    empty: ({ noPhotosInSelection }) => noPhotosInSelection,
    single: true,
  };
  const summary = await indexing.add(library, addition);
  if (!summary || summary.listed === 0) return;
  await work?.do('import', async (current) => {
    const { favourites, hidden, albums } = await takeOver(current, said);
    const { trashed } = opened;
    return { text: ({ imported }) => imported(summary.listed, favourites, hidden, albums, trashed) };
  });
}

/**
 * Lists the photos of an export. Those without a date of their own are shown by that of their files, so the files get
 * the one that the export says.
 */
async function* dated(
  opened: PhotoExport,
  said: Map<string, ExportedMarks>,
): AsyncGenerator<{ path: string; file: File }> {
  for await (const { path, file } of opened.photos()) {
    const marks = await opened.marksOf(path);
    if (marks) said.set(path, marks);
    const { type } = file;
    const date = marks?.date;
    yield {
      path,
      file: date === undefined ? file : new File([file], file.name, { type, lastModified: date }),
    };
  }
}

/** @returns How many photos became favourites or hidden, and the number of albums that got photos. */
async function takeOver(
  { photos, folders, marks, albums }: Library,
  said: ReadonlyMap<string, ExportedMarks>,
): Promise<{ favourites: number; hidden: number; albums: number }> {
  const [all, known, list] = await Promise.all([photos(), folders(), albums.list()]);
  const single = new Set(known.filter(({ kind }) => kind === 'single-files').map(({ id }) => id));
  const found = all.flatMap(({ id, path, folder }) => {
    const each = single.has(folder) ? said.get(path) : undefined;
    return each ? [{ id, ...each }] : [];
  });
  const idsOf = (which: (each: ExportedMarks) => boolean): number[] =>
    found.filter(which).map(({ id }) => id);
  const titles = [...new Set(found.flatMap((each) => each.albums))];
  for (const title of titles) {
    const ids = idsOf((each) => each.albums.includes(title));
    const album = list.find(({ name }) => name === title);
    if (album) await albums.add(album.id, ids);
    else await albums.create(title, { photos: ids });
  }
  const favourites = idsOf(({ favourite }) => favourite);
  const hidden = idsOf((each) => each.hidden);
  if (favourites.length > 0) await marks.set(favourites, { favourite: true });
  if (hidden.length > 0) await marks.set(hidden, { hidden: true });
  return { favourites: favourites.length, hidden: hidden.length, albums: titles.length };
}
