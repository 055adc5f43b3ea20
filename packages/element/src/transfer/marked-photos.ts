import type { Library, ListedMarksOf, MarkedPhoto, Marks, Photo } from '@web-clip/photos';

/** How the key of an album begins among {@link Marks.pinned}. */
const ALBUM = 'album:';

/**
 * Looks up what sidecars are to say of photos: ratings, and labels as keywords. Other programs know no favourites, so
 * these get a keyword.
 *
 * @param favourite The keyword of favourites.
 */
export async function markedPhotos(
  library: Pick<Library, 'marks'>,
  photos: readonly Photo[],
  favourite: string,
): Promise<MarkedPhoto[]> {
  const all = await marksOf(library, photos);
  return all.map(([photo, { rating, labels, favourite: isFavourite }]) => {
    const keywords = [...labels, ...(isFavourite ? [favourite] : [])];
    const hasMarks = rating > 0 || keywords.length > 0;
    const marks = { ...(rating > 0 && { rating }), ...(keywords.length > 0 && { keywords }) };
    return { photo, ...(hasMarks && { marks }) };
  });
}

/** Looks up what a list is to say of photos. */
export async function listedPhotos(
  library: Pick<Library, 'marks' | 'albums'>,
  photos: readonly Photo[],
): Promise<ListedMarksOf[]> {
  const [all, albums] = await Promise.all([marksOf(library, photos), library.albums.list()]);
  const names = new Map(albums.map(({ id, name }) => [ALBUM + id, name]));
  return all.map(([photo, { rating, labels, favourite, pinned }]) => ({
    photo,
    marks: {
      favourite,
      keywords: labels,
      albums: pinned.flatMap((group) => names.get(group) ?? []),
      ...(rating > 0 && { rating }),
    },
  }));
}

async function marksOf(
  { marks }: Pick<Library, 'marks'>,
  photos: readonly Photo[],
): Promise<[id: number, marks: Marks][]> {
  const ids = photos.map(({ id }) => id);
  const all = await marks.get(ids);
  return ids.flatMap((id, i) => (all[i] ? [[id, all[i]]] : []));
}
