import type { CaptureDate } from '../metadata/capture-date.ts';
import { isRaw } from '../metadata/raw-names.ts';
import type { RawFile } from '../photo.ts';
import type { PhotoFile } from '../sources/source.ts';
import type { PhotoRecord } from '../store/records.ts';
import { isGivenUp } from './failures.ts';
import { pairRaws, split } from './raw-pairs.ts';

/** A RAW file that is paired with an image. */
interface PairedRaw {
  /** See {@link keyOf}. */
  key: string;
  /** Undefined if it is known from an earlier call and not listed now. */
  file: PhotoFile | undefined;
  /** The photo that the RAW file was on its own until now. */
  known: PhotoRecord | undefined;
}

/** A known photo whose file is not listed. */
interface EarlierPhoto {
  photo: PhotoRecord;
  /** The RAW files that the photo has now. */
  raws: readonly RawFile[];
  /** Whether one of these RAW files is listed. */
  isListed: boolean;
}

/** The RAW files of a listing that are paired with images. */
export class RawFiles {
  readonly #raws: readonly PairedRaw[];

  private constructor(
    /** The listed files that are photos. */
    readonly files: readonly PhotoFile[],
    /** Known photos that have RAW files but are not listed themselves. Empty unless these are single files. */
    readonly earlier: readonly EarlierPhoto[],
    raws: readonly PairedRaw[],
  ) {
    this.#raws = raws;
  }

  /**
   * @param listed All files.
   * @param photos The known photos of their folder.
   * @param singleFiles Whether these are single files. They arrive bit by bit, so they also pair with earlier ones.
   * @param readDate Reads the capture date of a file, if it has one; see {@link pairRaws}.
   */
  static async among(
    listed: readonly PhotoFile[],
    photos: readonly PhotoRecord[],
    singleFiles: boolean,
    readDate: (file: PhotoFile) => Promise<CaptureDate | undefined>,
  ): Promise<RawFiles> {
    const known = new Map(photos.map((photo) => [keyOf(photo), photo]));
    const photoOf = (file: RawFile): PhotoRecord | undefined => known.get(keyOf(file));
    const before = singleFiles ? filesFromBefore(listed, photos) : [];
    // Listed files go first, because phones give a photo a new time each time it is chosen, and the last one counts.
    const pairs = await pairRaws<RawFile>([...listed, ...before], {
      photoOf: (file) => {
        const photo = photoOf(file);
        // A photo that is tried again may decode this time, and can then have RAW files.
        return photo?.failure && !isGivenUp(photo.failure) ? undefined : photo;
      },
      readDate: async (file) => (isListed(file) ? readDate(file) : undefined),
    });
    const raws = new Set([...pairs.values()].flat());
    const files = listed.flatMap((file) => {
      const own = pairs.get(file);
      return raws.has(file) ? [] : own ? { ...file, raws: placesOf(own) } : file;
    });
    const earlier = before.flatMap((file) => {
      const [own, photo] = [pairs.get(file), photoOf(file)];
      return own && photo ? { photo, raws: placesOf(own), isListed: own.some(isListed) } : [];
    });
    const paired = [...raws].map((file) => ({
      key: keyOf(file),
      file: isListed(file) ? file : undefined,
      known: photoOf(file),
    }));
    return new RawFiles(files, earlier, paired);
  }

  /** Number of listed RAW files. */
  get size(): number {
    return this.#raws.filter(({ file }) => file).length;
  }

  /** RAW files that were photos on their own until now. */
  get absorbed(): PhotoRecord[] {
    return this.#raws.flatMap(({ known }) => known ?? []);
  }

  /**
   * Finds RAW files that become photos themselves because the images they are paired with could not be read.
   *
   * @param photos The folder's photos after indexing.
   */
  orphans(photos: readonly PhotoRecord[]): PairedRaw[] {
    const failed = new Set(photos.flatMap((photo) => (photo.failure ? keyOf(photo) : [])));
    const images = this.files.filter((file) => file.raws && failed.has(keyOf(file)));
    const keys = new Set(images.flatMap(({ raws = [] }) => raws.map(keyOf)));
    return this.#raws.filter(({ key }) => keys.has(key));
  }
}

const isListed = (file: RawFile): file is PhotoFile => 'file' in file;

/** @returns Files of known photos, and their RAW files, that are not listed but share a name with a listed file. */
function filesFromBefore(listed: readonly PhotoFile[], photos: readonly PhotoRecord[]): RawFile[] {
  const names = new Set(listed.map(({ path }) => split(path)[0]));
  const files = new Map<string, RawFile>();
  for (const photo of photos) {
    if (!names.has(split(photo.path)[0])) continue;
    // An unreadable image cannot be paired, and it is not listed to be tried again.
    const own = photo.failure && !isRaw(photo.path) ? [] : [photo, ...(photo.raws ?? [])];
    for (const file of own) files.set(keyOf(file), placeOf(file));
  }
  for (const file of listed) files.delete(keyOf(file));
  return [...files.values()];
}

const placeOf = ({ path, size, modified }: RawFile): RawFile => ({ path, size, modified });

/** @returns RAW files as stored in records: sorted by path, and only the first for each path. */
export function placesOf(raws: readonly RawFile[]): RawFile[] {
  const byPath = new Map<string, RawFile>();
  for (const raw of raws) if (!byPath.has(raw.path)) byPath.set(raw.path, placeOf(raw));
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Key of an unchanged file, whatever the Unicode form of its path. */
const keyOf = ({ path, size, modified }: RawFile): string => `${path.normalize()}/${size}/${modified}`;

/** Whether a photo's record has the same RAW files as a file. */
export const hasRawsOf = (
  { raws: known = [] }: PhotoRecord,
  { raws = [] }: Pick<PhotoFile, 'raws'>,
): boolean =>
  known.length === raws.length &&
  raws.every(({ path, size, modified }, i) => {
    const other = known[i];
    return other?.path === path && other.size === size && other.modified === modified;
  });
