import type { CaptureDate } from '../metadata/capture-date.ts';
import type { RawFile } from '../photo.ts';
import type { PhotoRecord } from './database.ts';
import { isGivenUp } from './faults.ts';
import { isRaw } from './kind-by-name.ts';
import type { ListedFile } from './listing.ts';
import { pairRaws, split } from './raw-pairs.ts';

/** A file, and the photo that it is known as. */
export interface KnownFile {
  file: ListedFile;
  known: PhotoRecord | undefined;
}

/** A RAW file that is one photo with another file. */
interface PairedRaw {
  /** See {@link keyOf}. */
  key: string;
  /** Undefined if it is not listed, and known from before. */
  file: ListedFile | undefined;
  /** The photo that it was by itself until now. */
  known: PhotoRecord | undefined;
}

/** A photo from before whose file is not listed. */
interface EarlierPhoto {
  photo: PhotoRecord;
  /** The RAW files that it has now. */
  raws: readonly RawFile[];
  /** Whether one of them is listed. */
  isListed: boolean;
}

/** The RAW files of a listing that are one photo with another file. */
export class RawFiles {
  private constructor(
    /** The listed files that are photos. */
    readonly files: readonly ListedFile[],
    /** Photos from before that have RAW files; none of them is listed. Only single files have any. */
    readonly earlier: readonly EarlierPhoto[],
    private readonly raws: readonly PairedRaw[],
  ) {}

  /**
   * @param listed All files.
   * @param photos What is known of their folder.
   * @param loose Whether they are single files: these come bit by bit, and are pairs with those that came before.
   * @param readDate Reads the date of a file, if there is one; see {@link pairRaws}.
   */
  static async among(
    listed: readonly ListedFile[],
    photos: readonly PhotoRecord[],
    loose: boolean,
    readDate: (file: ListedFile) => Promise<CaptureDate | undefined>,
  ): Promise<RawFiles> {
    const known = new Map(photos.map((photo) => [keyOf(photo), photo]));
    const photoOf = (file: RawFile): PhotoRecord | undefined => known.get(keyOf(file));
    const before = loose ? filesFromBefore(listed, photos) : [];
    // Those listed go first: a phone gives a single file another time at each choice, and the last one counts.
    const pairs = await pairRaws<RawFile>([...listed, ...before], {
      photoOf: (file) => {
        const photo = photoOf(file);
        // One that is tried again may be decoded now, and stand for its RAW files.
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

  /** How many are listed. */
  get size(): number {
    return this.raws.filter(({ file }) => file).length;
  }

  /** Photos that were RAW files without another one until now. */
  get absorbed(): PhotoRecord[] {
    return this.raws.flatMap(({ known }) => known ?? []);
  }

  /**
   * Finds RAW files that have to stand for their photos themselves, since the images beside them could not be read.
   *
   * @param photos What has become of the folder.
   */
  orphans(photos: readonly PhotoRecord[]): PairedRaw[] {
    const failed = new Set(photos.flatMap((photo) => (photo.failure ? keyOf(photo) : [])));
    const images = this.files.filter((file) => file.raws && failed.has(keyOf(file)));
    const keys = new Set(images.flatMap(({ raws = [] }) => raws.map(keyOf)));
    return this.raws.filter(({ key }) => keys.has(key));
  }
}

const isListed = (file: RawFile): file is ListedFile => 'file' in file;

/** @returns The files of photos and their RAW files, as far as a listed file has the same name and they are not listed. */
function filesFromBefore(listed: readonly ListedFile[], photos: readonly PhotoRecord[]): RawFile[] {
  const names = new Set(listed.map(({ path }) => split(path)[0]));
  const files = new Map<string, RawFile>();
  for (const photo of photos) {
    if (!names.has(split(photo.path)[0])) continue;
    // Nobody knows what an image shows that could not be read, and it is not here to be tried again.
    const own = photo.failure && !isRaw(photo.path) ? [] : [photo, ...(photo.raws ?? [])];
    for (const file of own) files.set(keyOf(file), placeOf(file));
  }
  for (const file of listed) files.delete(keyOf(file));
  return [...files.values()];
}

const placeOf = ({ path, size, modified }: RawFile): RawFile => ({ path, size, modified });

/** @returns RAW files as records have them: by path, and of those with one path the first. */
export function placesOf(raws: readonly RawFile[]): RawFile[] {
  const byPath = new Map<string, RawFile>();
  for (const raw of raws) if (!byPath.has(raw.path)) byPath.set(raw.path, placeOf(raw));
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Tells files apart, as long as they do not change, however their paths are written. */
const keyOf = ({ path, size, modified }: RawFile): string => `${path.normalize()}/${size}/${modified}`;

/** Whether a photo is known with the RAW files that a file has, or with none as well. */
export const hasRawsOf = (
  { raws: known = [] }: PhotoRecord,
  { raws = [] }: Pick<ListedFile, 'raws'>,
): boolean =>
  known.length === raws.length &&
  raws.every(({ path, size, modified }, i) => {
    const other = known[i];
    return other?.path === path && other.size === size && other.modified === modified;
  });
