import type { CaptureDate } from '../metadata/capture-date.ts';
import type { PhotoRecord } from './database.ts';
import { isGivenUp } from './faults.ts';
import type { ListedFile } from './listing.ts';
import { pairRaws } from './raw-pairs.ts';

/** A file, and the photo that it is known as. */
export interface KnownFile {
  file: ListedFile;
  known: PhotoRecord | undefined;
}

/** The RAW files of a listing that are one photo with another file. */
export class RawFiles {
  private constructor(
    /** The files that are photos. */
    readonly files: readonly ListedFile[],
    private readonly raws: readonly KnownFile[],
  ) {}

  /**
   * @param listed All files.
   * @param photos What is known of their folder.
   * @param readDate Reads the date of a file, if there is one; see {@link pairRaws}.
   */
  static async among(
    listed: readonly ListedFile[],
    photos: readonly PhotoRecord[],
    readDate: (file: ListedFile) => Promise<CaptureDate | undefined>,
  ): Promise<RawFiles> {
    const known = new Map(photos.map((photo) => [keyOf(photo), photo]));
    const photoOf = (file: ListedFile): PhotoRecord | undefined => known.get(keyOf(file));
    // One that is tried again may be decoded now, and stand for its RAW files.
    const lastingPhotoOf = (file: ListedFile): PhotoRecord | undefined => {
      const photo = photoOf(file);
      return photo?.failure && !isGivenUp(photo.failure) ? undefined : photo;
    };
    const { files, raws } = await pairRaws(listed, { photoOf: lastingPhotoOf, readDate });
    return new RawFiles(
      files,
      raws.map((file) => ({ file, known: photoOf(file) })),
    );
  }

  /** How many there are. */
  get size(): number {
    return this.raws.length;
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
  orphans(photos: readonly PhotoRecord[]): KnownFile[] {
    const failed = new Set(photos.flatMap((photo) => (photo.failure ? keyOf(photo) : [])));
    const images = this.files.filter((file) => file.raws && failed.has(keyOf(file)));
    const paths = new Set(images.flatMap(({ raws = [] }) => raws.map(({ path }) => path)));
    return this.raws.filter(({ file }) => paths.has(file.path));
  }
}

/** Tells files apart, as long as they do not change, however their paths are written. */
const keyOf = ({ path, size, modified }: ListedFile | PhotoRecord): string =>
  `${path.normalize()}/${size}/${modified}`;

/** Whether a photo is known with the RAW files that a file has, or with none as well. */
export const hasRawsOf = ({ raws: known = [] }: PhotoRecord, { raws = [] }: ListedFile): boolean =>
  known.length === raws.length &&
  raws.every(({ path, size, modified }, i) => {
    const other = known[i];
    return other?.path === path && other.size === size && other.modified === modified;
  });
